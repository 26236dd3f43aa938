# shellcheck shell=sh
# raise.sh – raising a default below the floor, and whether GOTOOLCHAIN lets versions be switched. Part of resolve.sh.

# __gv_lift NAME LABEL: takes the toolchain that meets __gv_needed, or keeps NAME and fails.
__gv_lift() {
  __gv_split "$__gv_needed" || return 1
  __gv_want_major=$__gv_major __gv_want_minor=${__gv_minor:-0}
  if __gv_alias latest && \[ "$__gv_major" -eq "$__gv_want_major" ]; then
    __gv_last_minor=$__gv_minor
    while \[ "$__gv_want_minor" -le "$__gv_last_minor" ]; do
      if __gv_alias "$__gv_want_major.$__gv_want_minor" && ! __gv_older "$__gv_name" "$__gv_needed"; then
        __gv_raised_from=$2
        return 0
      fi
      __gv_want_minor=$((__gv_want_minor + 1))
    done
  fi
  __gv_name=$1 __gv_label=$2 __gv_goroot=$__gv_root/versions/$1
  return 1
}

# Fails where GOTOOLCHAIN forbids a switch, or modules are off. Three places say so, in this order: the environment, the
# file of `go env -w`, which __gv_floor_at has read, and the go.env of the toolchain that was chosen.
__gv_may_switch() {
  __gv_setting=${GOTOOLCHAIN-} __gv_from=GOTOOLCHAIN
  case $__gv_setting in '') __gv_policy_setting ;; esac
  case $__gv_setting in '') __gv_setting=$__gv_written __gv_from=$__gv_env_path ;; esac
  case $__gv_setting:$__gv_modules in
    :* | *:)
      __gv_own_settings=$__gv_root/versions/$__gv_name/go.env
      if \[ -f "$__gv_own_settings" ] && \[ -r "$__gv_own_settings" ]; then
        __gv_need settings
        __gv_settings_of_toolchain
      fi
      ;;
  esac
  case $__gv_tracing:$__gv_setting in ?*:?*) __gv_look gotoolchain "$__gv_from" '' "$__gv_setting" ;; esac
  case $__gv_modules in '' | on | auto) ;; *) return 1 ;; esac
  case $__gv_setting in '' | auto | path | *+auto | *+path) ;; *) return 1 ;; esac
}

# The shims export what `gv config set toolchain-policy` says, so it comes before the files.
__gv_policy_setting() {
  \[ -f "$__gv_root/toolchain-policy" ] || return 0
  { IFS='' \read -r __gv_setting <"$__gv_root/toolchain-policy" || :; } 2>/dev/null
  case $__gv_setting in
    auto | path | local) __gv_from=$__gv_root/toolchain-policy ;;
    *) __gv_setting='' ;;
  esac
}
