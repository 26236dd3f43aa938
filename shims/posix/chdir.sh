# shellcheck shell=sh
# chdir.sh – go -C DIR: the go command starts in DIR, so the pin and the floor of DIR count. Sourced by the shim where an
# argument may be that flag.

# Makes __gv_cwd the directory that -C names. As cmd/go (main.go, handleChdirFlag), takes -C DIR, -C=DIR, --C DIR and --C=DIR
# as the first flag only, before or behind the words of the command. Go itself complains of a DIR that is not a directory.
__gv_chdir() {
  case ${0##*/}:${1-}:${2-} in
    go:-*) ;;
    go:mod:[!-]* | go:work:[!-]*) shift 2 ;;
    go:*) shift ;;
    *) return 0 ;;
  esac
  case ${1-} in
    -C | --C) __gv_at_dir=${2-} ;;
    -C=* | --C=*) __gv_at_dir=${1#*=} ;;
    *) return 0 ;;
  esac
  case $__gv_at_dir in
    '') return 0 ;;
    /*) ;;
    *) __gv_at_dir=./$__gv_at_dir ;;
  esac
  # Go then sees DIR without links, and only `cd` resolves links and dots. It costs a fork, which leaves the shim where it is.
  __gv_at_dir=$(\cd -P -- "$__gv_at_dir" 2>/dev/null && \pwd -P && \printf x) || return 0
  __gv_cwd=${__gv_at_dir%??}
}
