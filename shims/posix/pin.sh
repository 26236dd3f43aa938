# shellcheck shell=sh
# pin.sh – reading pins: .go-version, .tool-versions and the global version file. Part of resolve.sh.
# Nothing in them is evaluated or used as a path.

__gv_need lines

# __gv_pin FILE KIND: sets __gv_said, __gv_file and __gv_line to the pin in FILE (KIND: line or tools), or sets __gv_code.
# Fails only for a .tool-versions that does not mention Go.
__gv_pin() {
  __gv_pinned='' __gv_why='' __gv_said=''
  case $__gv_offset in
    # base.sh has read that far already: 100,000 bytes.
    ??????*) __gv_why='is too large' ;;
    *) ! __gv_regular "$1" || __gv_read_bounded "$1" 65536 1000 "__gv_in_$2" whole ;;
  esac
  case $__gv_pinned$__gv_why:$2 in
    :tools) return 1 ;;
    :*) __gv_why='names no version' ;;
    yes*) __gv_line=$__gv_line_no ;;
  esac
  __gv_file=$1
  \[ -n "$__gv_why" ] || return 0
  # Where the file is at fault and not a line of it, no text is quoted.
  \[ -n "$__gv_line" ] || __gv_said=''
  __gv_need message
  __gv_fail bad || return 0
}

# Stops at the first line that holds more than blanks and a comment.
__gv_in_line() {
  __gv_text=${__gv_text%%"#"*}
  __gv_trim_pin
  \[ -n "$__gv_text" ] || return 0
  __gv_pinned=yes __gv_said=$__gv_text
  return 1
}

# Stops at the first line whose key is exactly golang or go, and takes its first entry.
__gv_in_tools() {
  __gv_text=${__gv_text%%"#"*}
  __gv_trim_pin
  case ${__gv_text%%[[:space:]]*} in golang | go) ;; *) return 0 ;; esac
  __gv_pinned=yes
  case $__gv_text in
    *[[:space:]]*)
      __gv_text=${__gv_text#*[[:space:]]}
      __gv_trim
      __gv_said=${__gv_text%%[[:space:]]*}
      ;;
    *) __gv_why='names no version' ;;
  esac
  case $__gv_said in ref:* | path:*) __gv_why='asks for something that is not a release' ;; esac
  return 1
}

# Editors of other systems put a byte order mark at the head of a file.
__gv_trim_pin() {
  case $__gv_line_no in 1) __gv_text=${__gv_text#"$__gv_bom"} ;; esac
  __gv_trim
}
