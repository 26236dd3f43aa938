# shellcheck shell=bash
# direnv.bash – `use go` for direnv's .envrc. Sourced in direnv's own bash, with the root in __gv_home.
#
#   use go            what the pins ask for, in each directory again
#   use go 1.22       this version, for everything that runs here
#   use go mod        an installed version that is new enough for go.mod or go.work
#   use go … --goroot also exports GOROOT, for tools that look at nothing else

: "${__gv_home:?}"

use_go() {
  local __gv_word __gv_statements __gv_watched
  for __gv_word in "$@"; do
    case $__gv_word in
      --goroot | [!-]*) ;;
      *)
        log_error "use go: unknown option $__gv_word"
        return 1
        ;;
    esac
  done
  # direnv runs .envrc again when one of these changes or appears, also after a failure.
  __gv_watched=("$__gv_home/versions") __gv_word=$PWD
  while :; do
    __gv_word=${__gv_word%/}
    __gv_watched+=("$__gv_word"/{.go-version,.tool-versions,go.mod,go.work})
    case $__gv_word in '') break ;; *) __gv_word=${__gv_word%/*} ;; esac
  done
  watch_file "${__gv_watched[@]}"
  __gv_statements=$(GV_ROOT=$__gv_home "$__gv_home/bin/gv" env --shell direnv "$@") || return
  eval "$__gv_statements"
}
