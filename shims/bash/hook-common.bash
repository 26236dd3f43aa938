# shellcheck shell=bash
# hook-common.bash – what hook.bash and hook.zsh share, in the words that both shells know. Sourced by them, with the root in
# __gv_env; __gv_direct is set for --direct.
#
# Before each prompt: where everything that the last answer depends on is as it was, nothing happens and no process starts.
# Otherwise hook.sh answers again, the shims move to the front of PATH, and a new answer is printed.
# The backslash in \[ and \local keeps a person's aliases out. No builtin gets NAME=VALUE as an argument: after `set -k`, bash
# takes such an argument for a variable of the builtin's own environment.

# Variables of these names may be inherited and are reset.
__gv_home=$__gv_env __gv_lead='' __gv_known='' __gv_loaded=''
: "${__gv_direct=}" "${__gv_told=}"
__gv_watched=("$__gv_home") __gv_empty=() __gv_wide=''

# Updates the answer and PATH where something changed.
function __gv_settle {
  __gv_observe
  [[ $__gv_seen != "$__gv_known" ]] || \return 0
  __gv_load
  __gv_watched=("$__gv_home") __gv_empty=()
  __gv_ask "$__gv_home"
  __gv_take_the_lead
  __gv_observe
  __gv_known=$__gv_seen
}

function __gv_watch {
  __gv_watched+=("$1")
}

function __gv_watch_empty {
  __gv_empty+=("$1")
}

# Sets __gv_seen to everything that the answer depends on, as it is now. __gv_read sets __gv_content to the content of
# __gv_place: reads are bounded, and only regular files that are not empty are read (__gv_regular says why). A file that disappears meanwhile is no error.
function __gv_observe {
  \local __gv_place __gv_content
  __gv_seen="$PWD:${GV_VERSION-}:${GOTOOLCHAIN-}:${GO111MODULE-}:${GOWORK-}:${GOROOT-}:${PATH-}:"
  [[ $PWD -ef . ]] || __gv_seen+=gone
  [[ ! -x ${__gv_tool-} ]] || __gv_seen+=here
  for __gv_place in "${__gv_watched[@]}"; do
    [[ -e $__gv_place ]] || continue
    __gv_content=odd
    [[ ! -s $__gv_place || ! -f $__gv_place || ! -r $__gv_place ]] || __gv_read
    __gv_seen+=$__gv_place:$__gv_content:
  done
  # bash before 4.4 takes an array without elements for one that is not set.
  for __gv_place in ${__gv_empty[@]+"${__gv_empty[@]}"}; do
    [[ -e $__gv_place/.go-version || -e $__gv_place/.tool-versions ||
      -n $__gv_wide && (-e $__gv_place/go.mod || -e $__gv_place/go.work) ]] || continue
    __gv_seen+=$__gv_place:
  done
} 2>/dev/null

# Puts the shims at the head of PATH, with --direct behind the toolchain's own bin.
function __gv_take_the_lead {
  __gv_lead=$__gv_home/shims
  case $__gv_direct:$__gv_front in
    ?*:?*)
      __gv_lead=$__gv_front:$__gv_lead
      [[ ${GOROOT-} == "$__gv_goroot" ]] || \unset GOROOT
      ;;
    *) __gv_lead=$__gv_lead${__gv_gobin:+:$__gv_gobin} ;;
  esac
  case ${PATH-}: in
    "$__gv_lead":*"$__gv_home"/gobin/*) __gv_put_first "$__gv_lead" ;;
    "$__gv_lead":*) ;;
    *) __gv_put_first "$__gv_lead" ;;
  esac
}

# __gv_put_first ENTRIES: puts them at the head of PATH and removes the shims and every GOBIN of gv's from the rest; with
# --direct, toolchains too. Everything else keeps its order.
function __gv_put_first {
  \local __gv_left __gv_path_rest
  __gv_left=${PATH-} __gv_path_rest=''
  while :; do
    case ${__gv_left%%:*} in
      "$__gv_home/shims" | "$__gv_home"/gobin/*) ;;
      "$__gv_home"/versions/*/bin) [[ -n $__gv_direct ]] || __gv_path_rest=$__gv_path_rest:${__gv_left%%:*} ;;
      *) __gv_path_rest=$__gv_path_rest:${__gv_left%%:*} ;;
    esac
    case $__gv_left in *:*) __gv_left=${__gv_left#*:} ;; *) break ;; esac
  done
  case ${PATH-} in '') __gv_path_rest='' ;; esac
  PATH=$1$__gv_path_rest
  \export PATH
}

# Prints a new answer. The default is not news in a new shell.
function __gv_tell {
  [[ ${__gv_answer-} != "$__gv_told" ]] || \return 0
  case $__gv_told:$__gv_chosen in :no) ;; *) \printf '%s\n' "$__gv_words" >&2 ;; esac
  __gv_told=$__gv_answer
}

# The command gv, with what only the shell itself can do: `gv use --shell` sets a variable of it.
function gv {
  \local __gv_word __gv_shell __gv_back __gv_all
  __gv_shell='' __gv_back='' __gv_all=''
  # A theme may have removed the hook after gv's line.
  __gv_register
  for __gv_word in "$@"; do
    case $__gv_word in -s | --shell) __gv_shell=yes ;; --unset) __gv_back=yes ;; -g | --global) __gv_all=yes ;; --) break ;; esac
  done
  case $#:${1-}:$__gv_shell:$__gv_back in
    3:use:yes:yes)
      \unset GV_VERSION
      __gv_told=' '
      ;;
    *:use:yes:*) __gv_use_here "$@" ;;
    *:use::)
      "$__gv_home/bin/gv" "$@" || \return
      __gv_hush
      ;;
    *) "$__gv_home/bin/gv" "$@" ;;
  esac
}

# Takes the answer for told, as gv has just printed it. A global choice is not the answer where something else decides here.
function __gv_hush {
  {
    __gv_settle
    case $__gv_all:$__gv_chosen in yes:yes) ;; *) __gv_told=$__gv_answer ;; esac
  } || :
}

# gv prints the version, and this shell keeps it.
function __gv_use_here {
  \local __gv_printed
  __gv_printed=$(__GV_HOOK=1 "$__gv_home/bin/gv" "$@") || \return
  case $__gv_printed in
    '' | *[!.0123456789abcdefghijklmnopqrstuvwxyz]*) \printf '%s\n' "$__gv_printed" ;;
    *)
      GV_VERSION=$__gv_printed
      \export GV_VERSION
      __gv_told=' '
      ;;
  esac
}
