#!/bin/sh
# shim.sh – the `go` and `gofmt` of the shims directory: finds the toolchain and becomes it.
# A failure of gv's own is one line and exit 127, because go itself exits with 1 and 2.

# bash takes functions from its environment, also those that are named like a builtin. In its POSIX mode, which this
# variable switches on, `unset` itself cannot be one.
case ${BASH_VERSION-} in
  ?*)
    POSIXLY_CORRECT=${POSIXLY_CORRECT-y}
    \unset -f [ cd printf pwd read ulimit
    ;;
esac

# The usual case, up to its exec. A shell parses a script while it runs it, so the rest of this file costs nothing then.
# The root is found from where the shim lies and not from HOME, because sudo and cron change HOME.
__gv_root=${0%/*/*} __gv_lib=${0%/*/*}/lib/shims __gv_parts='' __gv_tracing='' __gv_forks='' __gv_code='' __gv_cwd=${PWD-}
case $0:$__gv_cwd:${__GV_SHIM-} in
  /*:/*:)
    if [ -f "$__gv_lib/base.sh" ] && [ "$__gv_cwd" -ef . ]; then
      # shellcheck source=shims/posix/chdir.sh
      case ${1-}:${2-}:${3-} in -C* | --C* | *:-C* | *:--C*) . "$__gv_lib/chdir.sh" && __gv_chdir "$@" ;; esac
      # shellcheck source=shims/posix/base.sh
      . "$__gv_lib/base.sh"
      case $__gv_code:$__gv_name in
        :system | :1.[012345678] | :1.[012345678][!0123456789]*) ;;
        :*)
          if [ -f "$__gv_goroot/bin/${0##*/}" ] && [ -x "$__gv_goroot/bin/${0##*/}" ]; then
            # shellcheck source=shims/posix/policy.sh
            [ ! -f "$__gv_root/toolchain-policy" ] || . "$__gv_lib/policy.sh"
            # shellcheck source=shims/posix/gobin.sh
            [ ! -f "$__gv_root/gobin-per-version" ] || { . "$__gv_lib/gobin.sh" && __gv_export_gobin; }
            unset GOROOT # an inherited one can only be wrong
            export __GV_SHIM="$$:1:1"
            exec "$__gv_goroot/bin/${0##*/}" "$@"
          fi
          ;;
      esac
    fi
    ;;
esac

# All other cases, from the start: nested calls, links to a shim, the system's Go, toolchains before 1.9, auto-install, and
# every failure.

__gv_die() {
  printf 'gv: %s\n' "$1" >&2
  exit 127
}

# A link to the shim may have any name.
__gv_die_clean() {
  __gv_need message
  __gv_clean "$1"
  __gv_die "$__gv_cleaned"
}

# A bad pin may be long, so it is not read again.
[ "$__gv_code" != bad-pin ] || __gv_die "$__gv_message"

# Chooses the toolchain; with auto-install switched on, a missing one is installed first.
__gv_settle() {
  __gv_here
  case ${1-}:${2-}:${3-} in -C* | --C* | *:-C* | *:--C*) . "$__gv_root/lib/shims/chdir.sh" && __gv_chdir "$@" ;; esac
  __gv_resolve "$__gv_root" "$__gv_cwd" && return 0
  if [ "$__gv_code" = not-installed ] && [ -f "$__gv_root/auto-install" ]; then
    "$__gv_root/bin/gv" install "$__gv_asked" </dev/null >&2
    __gv_resolve "$__gv_root" "$__gv_cwd" && return 0
  fi
  __gv_die "$__gv_message"
}

# Fails where go calls itself without end. exec keeps the process id, so a shim that finds its own id in __GV_SHIM was
# called by itself. A program that calls go again and again in new processes ends at a depth of 100. Neither an id that the
# system uses again nor nested calls of go are mistaken for that.
__gv_guard() {
  __gv_round=1 __gv_depth=${__GV_SHIM-}
  case $__gv_depth in
    "$$":1:*) __gv_round=2 ;;
    "$$":*) __gv_die "gv's shim calls itself: a go on PATH, or the toolchain, is a link or a script that leads back to it" ;;
  esac
  __gv_depth=${__gv_depth##*:}
  case $__gv_depth in '' | *[!0123456789]* | 0?* | ????*) __gv_depth=0 ;; esac
  [ "$__gv_depth" -lt 100 ] || __gv_die "go was called by go 100 times over: a go on PATH is a script that calls gv's shim again"
  export __GV_SHIM="$$:$__gv_round:$((__gv_depth + 1))"
}

# Sets __gv_link to where $0 leads, or to nothing. Relative and empty entries of PATH lead into the current directory, which
# may be a hostile project, so a readlink there does not count.
__gv_follow() {
  __gv_link='' __gv_path_rest=${PATH-}:
  while [ -n "$__gv_path_rest" ]; do
    __gv_found=${__gv_path_rest%%:*}/readlink __gv_path_rest=${__gv_path_rest#*:}
    case $__gv_found in /*/*) ;; *) continue ;; esac
    [ -f "$__gv_found" ] && [ -x "$__gv_found" ] || continue
    __gv_link=$("$__gv_found" -f -- "$0" 2>/dev/null) || __gv_link=''
    break
  done
}

# A link elsewhere that leads to a shim is followed. GV_ROOT does not say which code runs here.
case $0 in
  /*) __gv_root=${0%/*/*} ;;
  */*) __gv_root=$PWD/$0 __gv_root=${__gv_root%/*/*} ;;
  *) __gv_root='' ;;
esac
if [ ! -f "$__gv_root/lib/shims/resolve.sh" ]; then
  __gv_follow
  __gv_root=${__gv_link%/*/*/*} __gv_root=${__gv_root%/program/*}
  [ -f "$__gv_root/lib/shims/resolve.sh" ] || __gv_die 'the shim is not part of an installation of gv; run: gv rehash'
fi
# shellcheck source=shims/posix/resolve.sh
. "$__gv_root/lib/shims/resolve.sh"
__gv_guard
__gv_settle "$@"

__gv_tool=${0##*/}
[ ! -f "$__gv_root/toolchain-policy" ] || . "$__gv_lib/policy.sh"
[ ! -f "$__gv_root/gobin-per-version" ] || { . "$__gv_lib/gobin.sh" && __gv_export_gobin; }
case $__gv_name in
  system)
    [ -f "$__gv_goroot/$__gv_tool" ] && [ -x "$__gv_goroot/$__gv_tool" ] && exec "$__gv_goroot/$__gv_tool" "$@"
    __gv_on_path "$__gv_tool" || __gv_die_clean "no $__gv_tool is on PATH outside gv's shims; run: gv install"
    exec "$__gv_found/$__gv_tool" "$@"
    ;;
  # Toolchains before 1.9 cannot find their own GOROOT. For all others an inherited GOROOT can only be wrong.
  1.[012345678] | 1.[012345678][!0123456789]*) export GOROOT="$__gv_goroot" ;;
  *) unset GOROOT ;;
esac
[ -f "$__gv_goroot/bin/$__gv_tool" ] && [ -x "$__gv_goroot/bin/$__gv_tool" ] || __gv_die_clean "Go $__gv_label has no $__gv_tool; run: gv verify $__gv_label"
exec "$__gv_goroot/bin/$__gv_tool" "$@"
