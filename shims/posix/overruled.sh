# shellcheck shell=sh
# overruled.sh – the sentence for where go.mod or go.work makes the go command run another toolchain than the chosen one, or
# fail. Part of resolve.sh, for the hooks, `gv current` and `gv exec`; no shim loads it. src/core/go/overruled.ts has the same
# words.

# Sets __gv_overruled to the sentence without its place, which is __gv_floor_path:__gv_floor_line, and __gv_cures; to
# nothing where the chosen toolchain runs.
__gv_overrule() {
  __gv_overruled='' __gv_cures='' __gv_target='' __gv_newer=''
  case $__gv_name in '' | system) return 0 ;; esac
  case $__gv_rule in
    # A default was compared with its floor already; reading that file again would cost dash a fork.
    global | newest) __gv_floor=$__gv_needed __gv_floor_line=${__gv_needed_line-} ;;
    *)
      __gv_need default
      __gv_floor_at || return 0
      __gv_need floor
      __gv_need raise
      __gv_scan_floor
      __gv_plainly_met && return 0
      __gv_find_floor
      ;;
  esac
  \[ -n "$__gv_floor" ] && __gv_older "$__gv_name" "$__gv_floor" || return 0
  case $__gv_rule in env) __gv_cures='unset GV_VERSION' ;; pin) __gv_cures='gv use mod' ;; *) __gv_cures='gv install mod' ;; esac
  __gv_overruled="needs Go $__gv_floor, and Go $__gv_label"
  if __gv_older "$__gv_name" 1.21; then
    __gv_overruled="$__gv_overruled never switches, so go build may fail"
    return 0
  fi
  __gv_may_switch || __gv_target=none
  case $__gv_modules in '' | on | auto) ;; *) __gv_setting=go ;; esac
  case :$__gv_setting in
    : | *:"go$__gv_name") __gv_forbid_target ;;
    *:go*+*) __gv_find_least ;;
    *:go*) __gv_overruled='' ;; # another setting than the floor decides
    *) case $__gv_target:$__gv_tool_line in none:* | *:default) __gv_forbid_target ;; *) __gv_find_target ;; esac ;;
  esac
}

# Succeeds where GOTOOLCHAIN names another toolchain than the chosen one, and the go command runs that one. Sets __gv_setting and
# __gv_from, the place of the setting.
__gv_is_forced() {
  __gv_need version
  case $__gv_name in system) ;; *) ! __gv_older "$__gv_name" 1.21 || return 1 ;; esac
  __gv_need default
  __gv_need lines
  __gv_need raise
  __gv_floor_at || :
  __gv_may_switch || :
  case $__gv_setting in "go$__gv_name" | "go$__gv_name"+* | *[!abcdefghijklmnopqrstuvwxyz0123456789.+-]*) return 1 ;; go1*) ;; *) return 1 ;; esac
  case $__gv_from in GOTOOLCHAIN) __gv_from='the environment' ;; esac
}

# GOTOOLCHAIN names the toolchain from which the go command starts: where that one is enough, the floor decides nothing.
__gv_find_least() {
  __gv_least=${__gv_setting#go}
  if __gv_older "${__gv_least%%+*}" "$__gv_floor"; then __gv_find_target; else __gv_overruled=''; fi
}

__gv_forbid_target() {
  __gv_target='' __gv_overruled="$__gv_overruled may not switch, so go build will refuse"
}

# The go command wants one exact toolchain: from PATH, else by a download of its own.
__gv_find_target() {
  __gv_name_target
  __gv_overruled="needs Go $__gv_floor, so go$__gv_target runs here and not $__gv_label"
  \[ ! -x "$__gv_root/shims/go$__gv_target" ] || return 0
  __gv_need system
  ! __gv_on_path "go$__gv_target" || return 0
  __gv_find_newer
  __gv_how=$__gv_setting
  case $__gv_target in
    *.*.* | *rc* | *beta*) __gv_cures="gv install $__gv_target, or $__gv_cures" ;;
    *) __gv_how=path ;; # a language version is no release that could be downloaded
  esac
  __gv_nor=''
  case $__gv_newer in
    ?*) __gv_cures="$__gv_cures, or write go $__gv_newer in ${__gv_floor_path##*/}" __gv_nor=", nor gv's $__gv_newer" ;;
  esac
  case $__gv_how in
    path | *+path) __gv_overruled="needs Go $__gv_floor, and go cannot switch to go$__gv_target, so go will not run" ;;
    *) __gv_overruled="needs Go $__gv_floor, so go's own download of go$__gv_target runs here and not $__gv_label$__gv_nor" ;;
  esac
}

# A language version of the go line means its first release, for which go 1.21.11 and 1.22.4 began to ask.
__gv_name_target() {
  __gv_target=$__gv_floor
  \[ "$__gv_floor_line" = "${__gv_go_line%%:*}" ] && __gv_split "$__gv_floor" || return 0
  case $__gv_patch$__gv_kind in ?*) return 0 ;; esac
  ! __gv_older "$__gv_name" 1.21.11 || return 0
  case $__gv_name in 1.22.[0123] | 1.22rc* | 1.22beta*) return 0 ;; esac
  __gv_target=$__gv_floor.0
}

# Sets __gv_newer to an installed patch of the same line that is enough, where the go command does not ask for that one.
__gv_find_newer() {
  __gv_split "$__gv_floor" || return 0
  __gv_place=$__gv_root/aliases/$__gv_major.${__gv_minor:-0}
  \[ -f "$__gv_place" ] && IFS=" $__gv_tab" \read -r __gv_newer <"$__gv_place" || return 0
  __gv_split "$__gv_newer" && ! __gv_older "$__gv_newer" "$__gv_floor" || __gv_newer=''
}
