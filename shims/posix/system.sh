# shellcheck shell=sh
# system.sh – the system's Go: the one on PATH outside GV_ROOT. Part of resolve.sh.

__gv_system() {
  __gv_name=system __gv_label=system
  __gv_on_path go || return 1
  __gv_goroot=$__gv_found
  case $__gv_tracing in ?*) __gv_look system "$__gv_found/go" '' go ;; esac
}

# Sets __gv_found to the first absolute directory on PATH that has TOOL and is not gv's own.
__gv_on_path() {
  __gv_path_rest=${PATH-}:
  while \[ -n "$__gv_path_rest" ]; do
    __gv_found=${__gv_path_rest%%:*} __gv_path_rest=${__gv_path_rest#*:}
    case $__gv_found in "$__gv_root"/*) continue ;; /*) __gv_found=${__gv_found%/} ;; *) continue ;; esac
    \[ -f "$__gv_found/$1" ] && \[ -x "$__gv_found/$1" ] || continue
    \[ "$__gv_found/$1" -ef "$__gv_lib/shim.sh" ] || return 0
  done
  return 1
}
