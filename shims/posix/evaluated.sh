# shellcheck shell=sh
# evaluated.sh – gv init and gv completion: they print code that a shell evaluates. Sourced by the launcher, with the launcher's
# arguments.

# Prints FILE, which a shell then evaluates, and ends. Each line was written by gv.
__gv_print() {
  [ -f "$1" ] && [ -r "$1" ] || __gv_die 6 'a file of gv is missing or cannot be read; run its install.sh again'
  __gv_failed=''
  while IFS='' read -r __gv_text || [ -n "$__gv_text" ]; do
    printf '%s\n' "$__gv_text" || { __gv_failed=yes && break; }
  done <"$1" 2>/dev/null
  case $__gv_failed in yes) __gv_die 6 'the output cannot be written' ;; esac
  exit 0
}

# gv init SHELL [--direct], and gv init direnv. What they print is evaluated, so it comes from the installation and not
# from GV_ROOT.
__gv_init() {
  __gv_home=${__gv_install%/program/*}
  case $# in
    0) __gv_die 2 'gv init needs the name of a shell: sh, bash, zsh or fish; or direnv' ;;
    1) ;;
    *) [ "$#:$2" = 2:--direct ] || __gv_die 2 'gv init takes the name of one shell, and --direct' ;;
  esac
  case $1:${2-} in
    sh: | dash: | ksh: | bash: | zsh:) __gv_print "$__gv_home/env" ;;
    fish:) __gv_print "$__gv_home/env.fish" ;;
    bash:--direct | zsh:--direct) __gv_say '__gv_direct=yes' && __gv_print "$__gv_home/env" ;;
    fish:--direct) __gv_say 'set -g __gv_direct yes' && __gv_print "$__gv_home/env.fish" ;;
    direnv:) __gv_init_direnv ;;
    sh:* | dash:* | ksh:*) __gv_die 2 'gv init --direct needs a hook before each prompt: bash, zsh or fish have one' ;;
    direnv:*) __gv_die 2 'gv init direnv takes no option' ;;
    *) __gv_die 2 "gv init knows the shells sh, bash, zsh and fish; and direnv. In another shell, put shims and bin of gv's directory (~/.gv) first on PATH" ;;
  esac
}

# gv completion SHELL.
__gv_completion() {
  [ "$#" = 1 ] || __gv_die 2 'gv completion takes the name of one shell: bash, zsh or fish'
  case $1 in
    bash | fish) __gv_print "${__gv_lib%/shims}/completions/gv.$1" ;;
    zsh) __gv_print "${__gv_lib%/shims}/completions/_gv" ;;
    *) __gv_die 2 'gv completion knows the shells bash, zsh and fish' ;;
  esac
}

# Prints lines that name the installed file, so that a copy of them stays current.
__gv_init_direnv() {
  __gv_left=$__gv_home __gv_quoted=''
  while :; do
    case $__gv_left in *\'*) ;; *) break ;; esac
    __gv_quoted=$__gv_quoted${__gv_left%%\'*}"'\\''" __gv_left=${__gv_left#*\'}
  done
  __gv_quoted="'$__gv_quoted$__gv_left'"
  __gv_say '# use_go for direnv, by gv'
  __gv_say "__gv_home=$__gv_quoted"
  # shellcheck disable=SC2016  # for direnv to expand
  __gv_say '[ ! -r "$__gv_home/lib/shims/direnv.bash" ] || . "$__gv_home/lib/shims/direnv.bash"'
  exit 0
}

case $1 in
  init | activate) shift && __gv_init "$@" ;;
  *) shift && __gv_completion "$@" ;;
esac
