# shellcheck shell=sh
# default.sh – the choice where nothing is pinned. Part of resolve.sh.

# Without a global version: the newest installed stable toolchain, else the system's Go.
__gv_default() {
  case $__gv_tracing in ?*) __gv_look global "$__gv_file" '' '' ;; esac
  __gv_file='' __gv_rule=newest __gv_place=$__gv_root/aliases/latest __gv_said=latest
  \[ ! -f "$__gv_place" ] || return 0
  case $__gv_tracing in ?*) __gv_look newest "$__gv_place" '' '' ;; esac
  __gv_rule=system __gv_place=PATH __gv_said=system
}

__gv_raise_default() {
  __gv_floor_at || return 0
  __gv_need floor
  __gv_raise
}

# Sets __gv_floor_path to the nearest go.work, else the nearest go.mod. As cmd/go: GO111MODULE=off reads none, GOWORK=off
# skips go.work, GOWORK=FILE names it.
__gv_floor_at() {
  __gv_floor_path='' __gv_at_dir=$__gv_dir
  case ${GO111MODULE-}:$__gv_dir in off:* | *:[!/]*) return 1 ;; esac
  case ${GOWORK-} in
    '' | off) ;;
    *)
      __gv_floor_path=$GOWORK
      return 0
      ;;
  esac
  while :; do
    if \[ -f "$__gv_at_dir/go.work" ] && \[ "${GOWORK-}" != off ]; then
      __gv_floor_path=$__gv_at_dir/go.work
      return 0
    fi
    \[ -n "$__gv_floor_path" ] || \[ ! -f "$__gv_at_dir/go.mod" ] || __gv_floor_path=$__gv_at_dir/go.mod
    case $__gv_at_dir in '') break ;; esac
    __gv_at_dir=${__gv_at_dir%/*}
  done
  \[ -n "$__gv_floor_path" ]
}
