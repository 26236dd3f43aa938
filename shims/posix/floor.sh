# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154,SC2288,SC3045
# floor.sh – what go.mod or go.work need at least, and raising a default to it. Part of resolve.sh. The go command asks
# for exactly go1.27.0 where go.mod says `go 1.27`, and would download it beside an installed 1.27.3; so a default below
# the floor becomes the newest installed patch of the lowest line that satisfies it. Read as cmd/go/internal/toolchain
# (select.go) reads it; versions are ordered as internal/gover orders them.

__gv_parts="$__gv_parts floor"
__gv_digits=0123456789

__gv_raise() {
  __gv_scan_floor
  __gv_plainly_met && return 0
  __gv_find_floor
  __gv_needed=$__gv_floor __gv_needed_line=$__gv_floor_line __gv_floor='' __gv_floor_line=''
  \[ -n "$__gv_needed" ] && __gv_older "$__gv_name" "$__gv_needed" || return 0
  # shellcheck source=shims/posix/raise.sh
  \. "$__gv_lib/raise.sh"
  __gv_may_switch && __gv_lift "$__gv_name" "$__gv_label" || return 0
  __gv_floor=$__gv_needed __gv_floor_file=$__gv_floor_path __gv_floor_line=$__gv_needed_line
}

# Sets __gv_go_line and __gv_tool_line, each `number:value`, from __gv_floor_path.
__gv_scan_floor() {
  __gv_go_line='' __gv_tool_line='' __gv_why=''
  # shellcheck source=shims/posix/lines.sh
  case $__gv_parts in *lines*) ;; *) \. "$__gv_lib/lines.sh" ;; esac
  ! __gv_regular "$__gv_floor_path" || __gv_each "$__gv_floor_path" 200 __gv_module_line
}

# The usual case, answered without the order of versions: no toolchain line, and a go line of an older minor.
__gv_plainly_met() {
  case $__gv_tool_line$__gv_go_line in
    '') return 0 ;;
    *:1.*:*) return 1 ;;
    *:1.["$__gv_digits"]*) ;;
    *) return 1 ;;
  esac
  __gv_have=${__gv_name#1.} __gv_have=${__gv_have%%[!"$__gv_digits"]*}
  __gv_want=${__gv_go_line#*:1.} __gv_want=${__gv_want%%[!"$__gv_digits"]*}
  case ${#__gv_have}${#__gv_want} in
    [12][12]) \[ "$__gv_have" -gt "$__gv_want" ] ;;
    *) return 1 ;;
  esac
}

# Sets __gv_floor and __gv_floor_line: the larger of the two. `toolchain default` leaves the go line alone; a toolchain
# with a suffix is nobody's release, so there is no floor then.
__gv_find_floor() {
  # shellcheck source=shims/posix/version.sh
  case $__gv_parts in *version*) ;; *) \. "$__gv_lib/version.sh" ;; esac
  __gv_floor=${__gv_go_line#*:} __gv_floor_line=${__gv_go_line%%:*}
  __gv_split "$__gv_floor" || __gv_floor=''
  case $__gv_tool_line in
    *:go*[-[:space:]]*) __gv_floor='' ;;
    *:go*)
      __gv_tool_line=${__gv_tool_line%%:*}:${__gv_tool_line#*:go}
      __gv_split "${__gv_tool_line#*:}" || return 0
      \[ -z "$__gv_floor" ] || __gv_older "$__gv_floor" "${__gv_tool_line#*:}" || return 0
      __gv_floor=${__gv_tool_line#*:} __gv_floor_line=${__gv_tool_line%%:*}
      ;;
  esac
}

# Ends at the first directive of another kind after the go line, or when both lines are known.
__gv_module_line() {
  __gv_trim
  case $__gv_text in
    go[[:space:]]*) \[ -n "$__gv_go_line" ] || { __gv_value; __gv_go_line=$__gv_at:$__gv_text; } ;;
    toolchain[[:space:]]*) \[ -n "$__gv_tool_line" ] || { __gv_value; __gv_tool_line=$__gv_at:$__gv_text; } ;;
    require* | replace* | exclude* | retract* | use* | tool* | ignore*) \[ -z "$__gv_go_line" ] || return 1 ;;
  esac
  \[ -z "$__gv_go_line" ] || \[ -z "$__gv_tool_line" ]
}

__gv_value() {
  __gv_text=${__gv_text%%//*}
  case $__gv_tracing in ?*) __gv_look floor "$__gv_floor_path" "$__gv_at" "$__gv_text" ;; esac
  __gv_text=${__gv_text#*[[:space:]]}
  __gv_trim
}
