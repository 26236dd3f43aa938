# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154,SC2288,SC3045
# lines.sh – reading text files line by line, within bounds. Part of resolve.sh.

__gv_parts="$__gv_parts lines"
__gv_nl='
'
__gv_bom='﻿' # the byte order mark, EF BB BF

# How this shell bounds a read: by a count of characters (bash, busybox, ksh), a chunk (zsh), or not at all (dash).
if \[ -n "${ZSH_VERSION-}" ]; then
  __gv_reader=chunk
  \printf -v __gv_nul '\0'
else
  IFS='' \read -r -n 1 __gv_text </dev/null 2>/dev/null || case "$?" in
    1) __gv_reader=counted ;;
    *) __gv_reader=plain ;;
  esac
fi

# __gv_each FILE LINES FUNCTION: calls FUNCTION with each line in __gv_text and its number in __gv_at, until it fails or
# LINES were read; a line of 4096 characters sets __gv_why and ends it. FILE is a regular file.
__gv_each() {
  __gv_at=0
  case $__gv_reader in
    counted)
      while IFS='' \read -r -n 4096 __gv_text || \[ -n "$__gv_text" ]; do
        __gv_one_line "$2" "$3" || break
      done 2>/dev/null <"$1"
      ;;
    chunk)
      IFS='' \read -r -u 0 -k 65536 __gv_chunk 2>/dev/null <"$1" || :
      while \[ -n "$__gv_chunk" ]; do
        __gv_text=${__gv_chunk%%"$__gv_nl"*}
        __gv_chunk=${__gv_chunk#"$__gv_text"}
        __gv_chunk=${__gv_chunk#"$__gv_nl"}
        __gv_one_line "$2" "$3" || break
      done
      ;;
    *)
      while IFS='' \read -r __gv_text || \[ -n "$__gv_text" ]; do
        __gv_one_line "$2" "$3" || break
      done 2>/dev/null <"$1"
      ;;
  esac
}

__gv_one_line() {
  __gv_at=$((__gv_at + 1))
  \[ "$__gv_at" -le "$1" ] || return 1
  \[ "${#__gv_text}" -lt 4096 ] || { __gv_why="has a line that is too long"; __gv_text=''; return 1; }
  "$2"
}

# Trims __gv_text: blanks and CR, and a byte order mark at the head of a file.
__gv_trim() {
  case $__gv_at in 1) __gv_text=${__gv_text#"$__gv_bom"} ;; esac
  __gv_text=${__gv_text#"${__gv_text%%[![:space:]]*}"}
  __gv_text=${__gv_text%"${__gv_text##*[![:space:]]}"}
}

# Fails, with __gv_why, unless FILE is a regular file that can be read: a FIFO or a device could hang the shell.
__gv_regular() {
  if \[ -f "$1" ]; then
    \[ ! -r "$1" ] || return 0
    __gv_why='cannot be read'
  elif \[ -d "$1" ]; then
    __gv_why='is a directory'
  elif \[ -e "$1" ]; then
    __gv_why='is not a regular file'
  else
    __gv_why='is a link that leads nowhere'
  fi
  return 1
}
