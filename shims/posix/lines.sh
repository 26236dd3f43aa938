# shellcheck shell=sh
# lines.sh – reading the text files of other people, within bounds. Part of resolve.sh.

__gv_nl='
'
__gv_bom='﻿' # the byte order mark, EF BB BF
# The characters beyond ASCII that Go's unicode.IsSpace takes for blanks, from U+0085 to U+3000, each with a bar behind it.
__gv_wide_blanks='| | | | | | | | | | | | | | | | | |　|'
# The characters with which a text usually begins and ends.
__gv_usual='abcdefghijklmnopqrstuvwxyz0123456789()."/'

# How this shell bounds a read: by a number of bytes (zsh) or of characters (bash, busybox, ksh), or not at all (dash).
__gv_reader=unbounded
if \[ "$__gv_shell" = zsh ]; then
  __gv_reader=bytes
  \printf -v __gv_nul '\0'
else
  IFS='' \read -r -n 1 _ </dev/null 2>/dev/null || case "$?" in 1) __gv_reader=characters ;; esac
fi
# busybox is bounded, and slow where it skips NUL bytes.
case $__gv_reader:$__gv_cpu in characters:?*) \ulimit -S -t "$((__gv_used + 1))" ;; esac

# __gv_read_bounded FILE BYTES LINES FUNCTION [whole]: calls FUNCTION for each line in the first BYTES, in __gv_text with its
# number in __gv_line_no, until FUNCTION fails or LINES lines are read. A line of 4096 characters loses its comment, and is
# passed over where it is as long without. With `whole`, it reads on to the end, and sets __gv_why where a line has 4096
# characters, or FILE has BYTES or a NUL byte. FILE is a regular file.
#
# FILE comes with a repository of other people. An endless file must not hang the shell. A shell drops NUL bytes, so a pin
# that holds some would be read as another text than other programs see in it. zsh keeps NUL bytes, and bash, busybox and
# ksh stop at one when they read up to the end of a file; bash must do so first, because its `read -n` does not count them.
# dash has neither: there the CPU limit of base.sh ends an endless file, and NUL bytes show as a position in the file, which
# Linux has in /proc, that is ahead of the bytes that came.
__gv_read_bounded() {
  __gv_line_no=0 __gv_size=0 __gv_end=1 __gv_whole=${5-}
  case $__gv_reader in
    bytes)
      IFS='' \read -r -u 0 -k "$2" __gv_chunk 2>/dev/null <"$1" || :
      case $__gv_chunk in *"$__gv_nul"*) __gv_why='holds NUL bytes' ;; esac
      case $((${#__gv_chunk} >= $2))${5-} in
        1whole) : "${__gv_why:=is too large}" ;;
        1) __gv_chunk=${__gv_chunk%"$__gv_nl"*} ;;
      esac
      \[ -z "$__gv_why" ] || return 0
      __gv_next_lines "$3" "$4"
      ;;
    characters)
      case ${5-}$__gv_shell in
        ?*)
          if IFS='' \read -r -d '' -n "$2" __gv_chunk 2>/dev/null <"$1"; then
            \[ "${#__gv_chunk}" -ge "$2" ] || __gv_why='holds NUL bytes'
            \[ -n "$__gv_why" ] || \[ -z "${5-}" ] || __gv_why='is too large'
            \[ -z "$__gv_why" ] || return 0
          fi
          ;;
      esac
      {
        while IFS='' \read -r -n "$(($2 - __gv_size))" __gv_text || { __gv_end=0 && \[ -n "$__gv_text" ]; }; do
          __gv_size=$((__gv_size + ${#__gv_text} + __gv_end))
          \[ "$__gv_size" -lt "$2" ] && __gv_next_line "$3" "$4" || break
          # To busybox, NUL bytes without end are one empty line after another.
          case $__gv_text$__gv_shell in
            '')
              __gv_position=0
              IFS="$__gv_tab" \read -r _ __gv_position </proc/self/fdinfo/3 || :
              \[ "$__gv_position" -lt "$2" ] || break
              ;;
          esac
        done
      } 3<"$1" 2>/dev/null <&3
      ;;
    *)
      if \[ -z "${5-}" ] && \[ -n "$__gv_forks" ]; then
        __gv_read_head "$@"
        return 0
      fi
      {
        __gv_wants=yes
        while IFS='' \read -r __gv_text || { __gv_end=0 && \[ -n "$__gv_text" ]; }; do
          __gv_size=$((__gv_size + ${#__gv_text} + __gv_end))
          \[ "$__gv_size" -lt "$2" ] || break
          case $__gv_wants in yes) __gv_next_line "$3" "$4" || __gv_wants='' ;; esac
          \[ -n "$__gv_wants${5-}" ] || return 0
        done
        __gv_position=$__gv_size
        IFS="$__gv_tab" \read -r _ __gv_position </proc/self/fdinfo/3 || :
      } 3<"$1" 2>/dev/null <&3
      \[ -n "${5-}" ] || return 0
      \[ "$__gv_position" -eq "$__gv_size" ] || __gv_why='holds NUL bytes' __gv_line_no=''
      \[ "$__gv_size" -lt "$2" ] || __gv_why='is too large' __gv_line_no=''
      ;;
  esac
}

# For dash, where a fork may be spent. Not for pins, because the shell drops NUL bytes here too.
__gv_read_head() {
  __gv_need system
  __gv_on_path head || return 0
  __gv_chunk=$("$__gv_found/head" -c "$2" "$1" 2>/dev/null) || :
  case $((${#__gv_chunk} >= $2)) in 1) __gv_chunk=${__gv_chunk%"$__gv_nl"*} ;; esac
  # dash takes quadratic time to cut a line off a text.
  while IFS='' \read -r __gv_text; do __gv_next_line "$3" "$4" || break; done <<-END
	$__gv_chunk
	END
}

# Takes the lines of __gv_chunk in their order, until LINES or FUNCTION ends the reading. Only zsh can parse its way to split a
# text; the plain way takes quadratic time.
__gv_next_lines() {
  \eval 'for __gv_text in "${(@f)__gv_chunk}"; do __gv_next_line "$1" "$2" || break; done'
}

__gv_next_line() {
  __gv_line_no=$((__gv_line_no + 1))
  \[ "$__gv_line_no" -le "$1" ] || return 1
  if \[ "${#__gv_text}" -ge 4096 ]; then
    case $__gv_whole in
      ?*)
        __gv_why='has a line that is too long'
        return 1
        ;;
    esac
    # A comment may be long; a line that is longer without its comment says nothing that gv looks for.
    __gv_text=${__gv_text%%//*}//
    \[ "${#__gv_text}" -lt 4096 ] || return 0
  fi
  "$2"
}

# Trims __gv_text of what the go command takes for blanks (bytes.TrimSpace), CR among them.
__gv_trim() {
  __gv_text=${__gv_text#"${__gv_text%%[![:space:]]*}"}
  __gv_text=${__gv_text%"${__gv_text##*[![:space:]]}"}
  case $__gv_text in
    ["$__gv_usual"]*["$__gv_usual"] | ["$__gv_usual"] | '' | //*) ;;
    *) __gv_trim_wide ;;
  esac
}

# The same for blanks beyond ASCII, of which dash, and other shells in some locales, know none.
__gv_trim_wide() {
  __gv_left=$__gv_wide_blanks
  while \[ -n "$__gv_left" ]; do
    __gv_blank=${__gv_left%%"|"*} __gv_left=${__gv_left#*"|"}
    case $__gv_text in
      "$__gv_blank"*) __gv_text=${__gv_text#"$__gv_blank"} ;;
      *"$__gv_blank") __gv_text=${__gv_text%"$__gv_blank"} ;;
      *) continue ;;
    esac
    __gv_text=${__gv_text#"${__gv_text%%[![:space:]]*}"}
    __gv_text=${__gv_text%"${__gv_text##*[![:space:]]}"}
    __gv_left=$__gv_wide_blanks
  done
}

# Fails, with __gv_why, unless FILE is a regular file that can be read: a FIFO or a device could hang the shell. An empty file
# fails too, without __gv_why, and is not read: those of /proc and tracefs are, and /proc/kmsg waits for the kernel.
__gv_regular() {
  if \[ -f "$1" ]; then
    if \[ -r "$1" ]; then
      \[ -s "$1" ]
      return
    fi
    __gv_why='cannot be read'
  elif \[ -d "$1" ]; then
    __gv_why='is a directory'
  elif \[ -e "$1" ]; then
    __gv_why='is not a regular file'
  else
    __gv_why='is a link to a file that does not exist'
  fi
  return 1
}
