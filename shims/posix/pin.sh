# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154,SC2288,SC3045
# pin.sh – reading pins: .go-version, .tool-versions and the global version file. Part of resolve.sh.
# They come with other people's repositories: the reads are bounded, nothing in them is evaluated or used as a path.

__gv_parts="$__gv_parts pin"
# shellcheck source=shims/posix/lines.sh
case $__gv_parts in *lines*) ;; *) \. "$__gv_lib/lines.sh" ;; esac

# __gv_pin FILE KIND: sets __gv_text, __gv_file and __gv_line to the pin in FILE (KIND: line or tools), or
# sets __gv_code. Fails only for a .tool-versions that does not speak of Go.
__gv_pin() {
  __gv_pinned='' __gv_why='' __gv_text=''
  if __gv_regular "$1" && __gv_text_only "$1"; then
    __gv_each "$1" 1000 "__gv_in_$2"
  fi
  case $__gv_pinned$__gv_why:$2 in
    :tools) __gv_text=''; return 1 ;;
    :*) __gv_why='names no version' __gv_text='' ;;
    yes*) __gv_line=$__gv_at ;;
  esac
  __gv_file=$1
  \[ -n "$__gv_why" ] || return 0
  # shellcheck source=shims/posix/message.sh
  \. "$__gv_lib/message.sh"
  __gv_fail bad || return 0
}

# Stops at the first line that is not blank.
__gv_in_line() {
  __gv_trim
  \[ -n "$__gv_text" ] || return 0
  __gv_pinned=yes
  return 1
}

# Stops at the first line whose key is exactly golang or go; __gv_text becomes its first entry.
__gv_in_tools() {
  __gv_text=${__gv_text%%"#"*}
  __gv_trim
  case ${__gv_text%%[[:space:]]*} in golang | go) ;; *) return 0 ;; esac
  __gv_pinned=yes
  case $__gv_text in
    *[[:space:]]*) __gv_text=${__gv_text#*[[:space:]]} ;;
    *) __gv_text='' __gv_why='names no version'; return 1 ;;
  esac
  __gv_trim
  __gv_text=${__gv_text%%[[:space:]]*}
  case $__gv_text in ref:* | path:*) __gv_why='asks for something else than a release' ;; esac
  return 1
}

# Fails, with __gv_why, unless FILE is text of less than 64 KiB without NUL bytes.
# dash can neither bound a read nor see a NUL, so a child with one second of CPU time reads first, and compares what it
# got with how far it came. That fork costs 0.15 ms, and dash alone pays it, for a pin; gv's own global file needs none,
# and a file in which base.sh came as far as six digits say is not read again.
__gv_text_only() {
  case $__gv_rule in global) return 0 ;; esac
  case $__gv_at in ??????*) __gv_why='is too large' __gv_text=''; return 1 ;; esac
  case $__gv_reader in
    counted)
      IFS='' \read -r -d '' -n 65536 __gv_text 2>/dev/null <"$1" || return 0
      \[ "${#__gv_text}" -ge 65536 ] || __gv_why='holds NUL bytes'
      ;;
    chunk)
      IFS='' \read -r -u 0 -k 65536 __gv_text 2>/dev/null <"$1" || :
      case $__gv_text in
        *"$__gv_nul"*) __gv_why='holds NUL bytes' ;;
        *) \[ "${#__gv_text}" -ge 65536 ] || return 0 ;;
      esac
      ;;
    *)
      __gv_weight=0
      { (__gv_weigh) || __gv_weight="$?"; } 2>/dev/null <"$1"
      case $__gv_weight in
        0) return 0 ;;
        4) __gv_why='holds NUL bytes' ;;
      esac
      ;;
  esac
  : "${__gv_why:=is too large}"
  __gv_text=''
  return 1
}

# Run in a child: exits with 4 where bytes that a shell cannot hold were skipped, with 3 beyond 64 KiB.
__gv_weigh() {
  \ulimit -c 0 && \ulimit -t 1
  __gv_size=0
  while IFS='' \read -r __gv_text; do
    __gv_size=$((__gv_size + ${#__gv_text} + 1))
    \[ "$__gv_size" -lt 65536 ] || exit 3
  done
  __gv_size=$((__gv_size + ${#__gv_text}))
  \[ "$__gv_size" -lt 65536 ] || exit 3
  exec 3<&0
  IFS=" $__gv_tab" \read -r __gv_text __gv_at </proc/self/fdinfo/3 || exit 0
  \[ "$__gv_at" -eq "$__gv_size" ] || exit 4
}

