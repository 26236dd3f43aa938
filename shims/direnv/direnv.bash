# shellcheck shell=bash disable=SC1091,SC2034,SC2154,SC2288,SC2317
# direnv.bash – `use go` for direnv's .envrc; sourced in direnv's own bash, with the root in __gv_home.
#
#   use go            what this directory's pins ask for
#   use go 1.22       this version, for all that runs here
#   use go mod        what go.mod or go.work need at least
#   use go … --goroot also exports GOROOT, for tools that look at nothing else

use_go() {
  local __gv_query='' __gv_goroot_too='' __gv_word __gv_watched=()
  for __gv_word in "$@"; do
    case $__gv_word in
      --goroot) __gv_goroot_too=yes ;;
      -*) log_error "use go: unknown option $__gv_word"; return 1 ;;
      *)
        [[ -z $__gv_query ]] || { log_error 'use go takes one version'; return 1; }
        __gv_query=$__gv_word
        ;;
    esac
  done
  # shellcheck source=shims/posix/resolve.sh
  . "$__gv_home/lib/shims/resolve.sh"
  # shellcheck source=shims/posix/hook.sh
  . "$__gv_home/lib/shims/hook.sh"
  __gv_watch() {
    __gv_watched+=("$1")
  }
  local __gv_outcome=0
  case $__gv_query in
    mod) __gv_ask_module || __gv_outcome=$? ;;
    *) __gv_ask_for "$__gv_query" || __gv_outcome=$? ;;
  esac
  watch_file "${__gv_watched[@]}" go.mod go.work
  if [[ $__gv_outcome != 0 ]]; then
    log_error "$__gv_message"
    return 1
  fi
  PATH_add "$__gv_home/shims"
  # Without a version the pins decide, in each directory again.
  [[ -z $__gv_query ]] || export GV_VERSION=$__gv_label
  case $__gv_goroot_too:$__gv_name in
    yes:system) log_error 'use go: --goroot is not for system'; return 1 ;;
    yes:*) export GOROOT=$__gv_goroot ;;
    *) unset GOROOT ;;
  esac
}

# Chooses as everywhere else: a version as if GV_VERSION held it.
__gv_ask_for() {
  local __gv_typed=$1
  case $1 in ?*) local GV_VERSION=$1 ;; esac
  __gv_ask "$__gv_home"
  [[ -z $__gv_code ]]
}

# The newest patch of the lowest installed line that go.mod or go.work admit.
__gv_ask_module() {
  __gv_ask_for ''
  . "$__gv_lib/default.sh"
  if ! __gv_floor_at; then
    __gv_message='use go mod: there is no go.mod or go.work here'
    return 1
  fi
  __gv_watched+=("$__gv_floor_path" "$__gv_root/aliases/latest")
  . "$__gv_lib/floor.sh"
  . "$__gv_lib/raise.sh"
  . "$__gv_lib/message.sh"
  __gv_scan_floor
  __gv_find_floor
  __gv_clean "$__gv_floor_path"
  if [[ -z $__gv_floor ]]; then
    __gv_message="$__gv_cleaned names no version of Go; run: gv install latest, then write: use go latest"
    return 1
  fi
  __gv_needed=$__gv_floor
  if ! __gv_lift '' ''; then
    __gv_message="Go $__gv_floor, which $__gv_cleaned:$__gv_floor_line needs, is not installed; run: gv install mod"
    return 1
  fi
}
