# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154,SC2288,SC3045
# exec.sh – gv exec [--exact] [query] [--] command…: the command becomes this process, so its exit code and the signals
# it gets are its own. Sourced by the launcher with its arguments.

# Is TEXT a query, rather than a command? 7z and 2to3 are commands.
__gv_is_query() {
  case $1 in
    */*) return 1 ;;
    latest | stable | oldstable | system | go1* | v1* | go@* | golang@* | ^* | '~'* | '<'* | '>'* | =*) return 0 ;;
    [0123456789]*) ;;
    *) return 1 ;;
  esac
  case ${1#"${1%%[!0123456789.]*}"} in
    '' | @latest | rc[0123456789]* | beta[0123456789]* | x | \* | ' '*) ;;
    *) return 1 ;;
  esac
}

# The go command follows go.mod and go.work upward from any base of 1.21 or newer, unless it is told not to.
__gv_warn_of_floor() {
  \[ "$__gv_exact" = no ] && \[ "$__gv_name" != system ] || return 0
  # shellcheck source=shims/posix/default.sh
  . "$__gv_lib/default.sh"
  __gv_floor_at || return 0
  # shellcheck source=shims/posix/floor.sh
  . "$__gv_lib/floor.sh"
  # shellcheck source=shims/posix/raise.sh
  . "$__gv_lib/raise.sh"
  __gv_scan_floor
  __gv_find_floor
  case $__gv_floor in '') return 0 ;; esac
  __gv_older "$__gv_name" "$__gv_floor" && ! __gv_older "$__gv_name" 1.21 && __gv_may_switch || return 0
  # shellcheck source=shims/posix/message.sh
  . "$__gv_lib/message.sh"
  __gv_clean "$__gv_floor_path:$__gv_floor_line"
  printf 'gv: %s needs Go %s, so the go command will switch from %s; --exact forbids it\n' \
    "$__gv_cleaned" "$__gv_floor" "$__gv_label" >&2
}

__gv_enter() {
  export GV_VERSION="$__gv_label"
  # shellcheck source=shims/posix/gobin.sh
  [ ! -f "$__gv_root/gobin-per-version" ] || . "$__gv_lib/gobin.sh"
  case ${__gv_gobin:+on} in on) export PATH="$__gv_gobin${PATH:+:$PATH}" ;; esac
  case $PATH in
    "$__gv_root/shims" | "$__gv_root/shims":*) ;;
    *) export PATH="$__gv_root/shims${PATH:+:$PATH}" ;;
  esac
  case $__gv_exact in yes) export GOTOOLCHAIN=local ;; esac
  case $__gv_name in system) ;; *) unset GOROOT ;; esac
}

shift
__gv_exact=no __gv_query='' __gv_gobin=''
case ${1-} in
  --exact) __gv_exact=yes; shift ;;
  --) ;;
  -?*) __gv_hand_over exec "$@" ;;
esac
if [ "$#" -gt 0 ] && __gv_is_query "$1"; then
  __gv_query=$1
  shift
fi
case ${1-} in --exact) __gv_exact=yes; shift ;; esac
case ${1-} in --) shift ;; esac
[ "$#" -gt 0 ] || __gv_die 2 'gv exec needs a command: gv exec [version] [--] command…'
__gv_load
if __gv_is_range "$__gv_query"; then
  __gv_find_node
  __gv_query=$("$__gv_node" "$__gv_root/lib/gv.js" where "$__gv_query") || exit "$?"
  # shellcheck source=shims/posix/version.sh
  case $__gv_parts in *version*) ;; *) . "$__gv_lib/version.sh" ;; esac
  __gv_label_of "${__gv_query##*/}"
  __gv_query=$__gv_label
fi
__gv_decide "$__gv_query"
__gv_warn_of_floor
__gv_enter
if ! command -v -- "$1" >/dev/null; then
  # shellcheck source=shims/posix/message.sh
  . "$__gv_lib/message.sh"
  __gv_clean "$1"
  __gv_die 127 "exec: $__gv_cleaned: command not found"
fi
exec "$@"
