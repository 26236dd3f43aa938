# shellcheck shell=sh
# exec.sh – gv exec [--exact] [query] [--] command…: this process becomes the command, so exit code and signals are the
# command's own. Sourced by the launcher, with the launcher's arguments.

# Succeeds where TEXT is a query and not a command: 7z and 2to3 are commands.
__gv_is_query() {
  case $1 in
    */*) return 1 ;;
    latest | stable | oldstable | system | go1* | v1* | go@* | golang@* | ^* | '~'* | '<'* | '>'* | =*) return 0 ;;
    [0123456789]*) ;;
    *) return 1 ;;
  esac
  case ${1#"${1%%[!0123456789.]*}"} in
    '' | @latest | rc[0123456789]* | beta[0123456789]* | [xX] | \* | ' '*) ;;
    *) return 1 ;;
  esac
}

# Warns where the go command will switch to another toolchain: from 1.21 on, it does so for go.mod and go.work.
__gv_warn_of_floor() {
  \[ "$__gv_exact" = no ] || return 0
  __gv_need overruled
  __gv_overrule
  case $__gv_target in '') return 0 ;; esac
  __gv_need message
  __gv_clean "$__gv_floor_path:$__gv_floor_line $__gv_overruled"
  printf 'gv: %s; --exact forbids it\n' "$__gv_cleaned" >&2
}

# A version that a person typed comes before a toolchain that GOTOOLCHAIN names, which `go env -w` or a start-up file may
# have left there. What the setting says about switching stays: `go1.24.9` forbids it, `go1.24.9+auto` allows it.
__gv_make_way() {
  __gv_given=''
  \[ "$__gv_exact" = no ] || return 0
  __gv_need overruled
  __gv_is_forced || return 0
  __gv_need message
  __gv_clean "GOTOOLCHAIN=$__gv_setting ($__gv_from)"
  case $__gv_query in
    '') printf 'gv: %s makes %s run, not %s\n' "$__gv_cleaned" "${__gv_setting%+*}" "$__gv_label" >&2 ;;
    *)
      case $__gv_setting in *+auto) __gv_given=auto ;; *+path) __gv_given=path ;; *) __gv_given=local ;; esac
      printf 'gv: %s gives way to %s here, which was asked for (GOTOOLCHAIN=%s)\n' "$__gv_cleaned" "$__gv_label" "$__gv_given" >&2
      ;;
  esac
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
  case $__gv_exact in yes) __gv_given=local ;; esac
  case $__gv_given in ?*) export GOTOOLCHAIN="$__gv_given" ;; esac
  case $__gv_name in system) ;; *) unset GOROOT ;; esac
}

shift
__gv_exact=no __gv_query='' __gv_gobin=''
case ${1-} in
  --exact)
    __gv_exact=yes
    shift
    ;;
  --) ;;
  -?*) __gv_hand_over exec "$@" ;;
esac
if [ "$#" -gt 0 ] && __gv_is_query "$1"; then
  __gv_query=$1
  shift
fi
if [ "${1-}" = --exact ]; then
  __gv_exact=yes
  shift
fi
case ${1-} in --) shift ;; esac
[ "$#" -gt 0 ] || __gv_die 2 'gv exec needs a command: gv exec [version] [--] command…'
__gv_load
if __gv_is_range "$__gv_query"; then
  # shellcheck source=shims/posix/node.sh
  . "$__gv_lib/node.sh"
  __gv_find_node
  __gv_query=$(__gv_become_node where "$__gv_query") || exit "$?"
  # base.sh, which brings __gv_need, has not run yet.
  . "$__gv_lib/version.sh"
  __gv_label_of "${__gv_query##*/}"
  __gv_query=$__gv_label
fi
__gv_decide "$__gv_query"
__gv_make_way
__gv_warn_of_floor
__gv_enter
if ! command -v -- "$1" >/dev/null; then
  __gv_need message
  __gv_clean "$1"
  __gv_die 127 "exec: $__gv_cleaned: command not found"
fi
exec "$@"
