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

# Sets __gv_floor_path to the file whose lines the go command reads at its start: the one that GOWORK names, else the nearest
# go.work, else the nearest go.mod. Fails without one, where GO111MODULE switches modules off, and where GOWORK is refused.
# Also sets __gv_modules, __gv_work, and __gv_written: GOTOOLCHAIN as `go env -w` left it.
__gv_floor_at() {
  __gv_floor_path='' __gv_at_dir=$__gv_dir __gv_written='' __gv_modules=${GO111MODULE-} __gv_work=${GOWORK-}
  if __gv_env_file && \[ -f "$__gv_env_path" ] && \[ -s "$__gv_env_path" ] && \[ -r "$__gv_env_path" ]; then
    __gv_need settings
    __gv_read_settings
  fi
  case $__gv_modules:$__gv_dir in *:[!/]*) return 1 ;; :* | on:* | auto:*) ;; *) return 1 ;; esac
  case $__gv_work in
    '' | auto | off) ;;
    /*)
      __gv_floor_path=$__gv_work
      \[ ! -e "$__gv_work" ] || return 0
      # `go work init` is about to write that file; until then no go.work counts.
      __gv_floor_path='' __gv_work=off
      ;;
    *) return 1 ;;
  esac
  while :; do
    if \[ -f "$__gv_at_dir/go.work" ] && \[ "$__gv_work" != off ]; then
      __gv_floor_path=$__gv_at_dir/go.work
      return 0
    fi
    \[ -n "$__gv_floor_path" ] || \[ ! -f "$__gv_at_dir/go.mod" ] || __gv_floor_path=$__gv_at_dir/go.mod
    case $__gv_at_dir in '') break ;; esac
    __gv_at_dir=${__gv_at_dir%/*}
  done
  # A go.mod in the very directory for temporary files does not count (golang.org/issue/26708).
  \[ -n "$__gv_floor_path" ] && ! \[ "${__gv_floor_path%/*}/" -ef "${TMPDIR:-/tmp}" ]
}

# Sets __gv_env_path to the file of `go env -w`: GOENV, else go/env in the directory that Go's os.UserConfigDir names.
__gv_env_file() {
  __gv_env_path=${GOENV-}
  case $__gv_env_path in off) return 1 ;; ?*) return 0 ;; esac
  if \[ -d /System/Library ]; then
    __gv_env_path="${HOME-}/Library/Application Support/go/env"
  else
    __gv_env_path=${XDG_CONFIG_HOME:-${HOME-}/.config}/go/env
  fi
}
