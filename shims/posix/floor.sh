# shellcheck shell=sh
# floor.sh – the floor, which is the oldest Go that go.mod or go.work accepts, and raising a default to it. Part of
# resolve.sh. The go command asks for exactly go1.27.0 where go.mod says `go 1.27`, and would download it beside an
# installed 1.27.3. So a default below the floor becomes the newest installed patch of the oldest line that satisfies it.
# Files are read as cmd/go/internal/toolchain (select.go) reads them; versions are ordered as in internal/gover.

__gv_digits=0123456789

__gv_raise() {
  __gv_scan_floor
  __gv_plainly_met && return 0
  __gv_find_floor
  __gv_needed=$__gv_floor __gv_needed_line=$__gv_floor_line __gv_floor='' __gv_floor_line=''
  \[ -n "$__gv_needed" ] && __gv_older "$__gv_name" "$__gv_needed" || return 0
  __gv_need raise
  __gv_may_switch && __gv_lift "$__gv_name" "$__gv_label" || return 0
  __gv_floor=$__gv_needed __gv_floor_file=$__gv_floor_path __gv_floor_line=$__gv_needed_line
}

# Sets __gv_go_line and __gv_tool_line, each `number:value`, from __gv_floor_path.
__gv_scan_floor() {
  __gv_go_line='' __gv_tool_line='' __gv_why=''
  __gv_need lines
  ! __gv_regular "$__gv_floor_path" || __gv_read_bounded "$__gv_floor_path" 65536 4000 __gv_module_line
}

# The usual case, answered without the order of versions: no toolchain line, and a go line of an older minor version.
__gv_plainly_met() {
  case $__gv_tool_line:$__gv_go_line in
    :) return 0 ;;
    :*:1.["$__gv_digits"]*) ;;
    *) return 1 ;;
  esac
  __gv_have=${__gv_name#1.} __gv_have=${__gv_have%%[!"$__gv_digits"]*}
  __gv_want=${__gv_go_line#*:1.} __gv_want=${__gv_want%%[!"$__gv_digits"]*}
  case ${#__gv_have}${#__gv_want} in
    [12][12]) \[ "$__gv_have" -gt "$__gv_want" ] ;;
    *) return 1 ;;
  esac
}

# Sets __gv_floor and __gv_floor_line: the newer of the two lines. `toolchain default` leaves the go line alone. A
# toolchain with a suffix is not a published release, so there is no floor then, unless the go line is newer.
__gv_find_floor() {
  __gv_need version
  __gv_floor=${__gv_go_line#*:} __gv_floor_line=${__gv_go_line%%:*}
  __gv_split "$__gv_floor" || __gv_floor=''
  case $__gv_tool_line in
    *:go*[-[:space:]]*)
      __gv_tool_line=${__gv_tool_line%%[-[:space:]]*}
      \[ -n "$__gv_floor" ] && __gv_older "${__gv_tool_line#*:go}" "$__gv_floor" || __gv_floor=''
      ;;
    *:go*)
      __gv_tool_line=${__gv_tool_line%%:*}:${__gv_tool_line#*:go}
      __gv_split "${__gv_tool_line#*:}" || return 0
      \[ -z "$__gv_floor" ] || __gv_older "$__gv_floor" "${__gv_tool_line#*:}" || return 0
      __gv_floor=${__gv_tool_line#*:} __gv_floor_line=${__gv_tool_line%%:*}
      ;;
  esac
}

# Ends at the first block or list after the go line, because Go writes the toolchain line directly below the go line, or when
# both lines are known. dash pays for each byte, and a go.mod has its long lists below.
__gv_module_line() {
  __gv_trim
  case $__gv_text in
    //*) ;;
    go[" $__gv_tab"]*) \[ -n "$__gv_go_line" ] || { __gv_value go && __gv_go_line=$__gv_line_no:$__gv_text; } ;;
    toolchain[" $__gv_tab"]*) \[ -n "$__gv_tool_line" ] || { __gv_value toolchain && __gv_tool_line=$__gv_line_no:$__gv_text; } ;;
    *'(' | require* | replace* | exclude* | retract* | use* | tool* | ignore*) \[ -z "$__gv_go_line" ] || return 1 ;;
  esac
  \[ -z "$__gv_go_line" ] || \[ -z "$__gv_tool_line" ]
}

# Makes __gv_text the value of the directive KEY.
__gv_value() {
  __gv_text=${__gv_text%%//*}
  __gv_trim
  case $__gv_tracing in ?*) __gv_look floor "$__gv_floor_path" "$__gv_line_no" "$__gv_text" ;; esac
  __gv_text=${__gv_text#"$1"}
  __gv_trim
}
