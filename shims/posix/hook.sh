# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154,SC2288,SC3045
# hook.sh – what the hooks of bash, zsh and fish have in common: the answer for this directory in words, and all that it
# hangs on. bash and zsh source it; fish runs it when something changed: `sh hook.sh --for-fish ROOT` prints, each ended by
# NUL, every file to watch and then __gv_answer to __gv_tool. Builtins only, and nothing in a directory is run.

# __gv_ask ROOT: resolves for the current directory. Sets
#   __gv_answer  the version, or the message of the failure: what is told once
#   __gv_words   the line for the terminal, without control characters
#   __gv_chosen  yes where a pin or GV_VERSION decided, no for a default
#   __gv_front   the toolchain's bin, where it may stand on PATH itself (before 1.9 it needs GOROOT: the shim sets it)
#   __gv_gobin   where its go install leaves programs, with `gv config set gobin-per-version on`
#   __gv_tool    the program whose coming and going changes the answer
# and calls __gv_watch with each file whose coming, going or content changes it, and __gv_watch_empty with each directory
# in which one may appear.
__gv_ask() {
  __gv_here
  __gv_chosen=no __gv_front='' __gv_gobin='' __gv_name=''
  if __gv_resolve "$1" "$__gv_cwd"; then
    __gv_answer=$__gv_label
    # shellcheck source=shims/posix/message.sh
    case $__gv_parts in *message*) ;; *) \. "$__gv_lib/message.sh"; __gv_parts="$__gv_parts message" ;; esac
    __gv_reason
    __gv_words="go $__gv_label ($__gv_cleaned)"
    case $__gv_name in
      system | 1.[012345678] | 1.[012345678][!0123456789]*) ;;
      *) __gv_front=$__gv_goroot/bin ;;
    esac
  else
    __gv_answer=$__gv_message __gv_words="gv: $__gv_message"
  fi
  case $__gv_rule in pin | env) __gv_chosen=yes ;; esac
  # shellcheck source=shims/posix/gobin.sh
  \[ ! -f "$__gv_root/gobin-per-version" ] || \. "$__gv_lib/gobin.sh"
  __gv_watch "$__gv_root/gobin-per-version"
  __gv_tool=$__gv_root/versions/$__gv_name/bin/go
  __gv_watch_places
  __gv_watch_aliases
}

# Sets __gv_cleaned to why this version answers.
__gv_reason() {
  case $__gv_rule in
    env) __gv_reason=GV_VERSION ;;
    pin) __gv_short "$__gv_file" ;;
    global) __gv_reason=global ;;
    newest) __gv_reason='the newest installed' ;;
    *) __gv_short "$__gv_goroot/go" ;;
  esac
  case $__gv_raised_from in
    ?*) __gv_short "$__gv_floor_file"; __gv_reason="$__gv_reason, raised from $__gv_raised_from" ;;
  esac
  __gv_clean "$__gv_reason"
}

# Sets __gv_reason to FILE as a person would say it here.
__gv_short() {
  __gv_reason=$1
  case $1 in
    "$__gv_dir"/*/*) ;;
    "$__gv_dir"/*) __gv_reason=${1##*/}; return 0 ;;
  esac
  case ${HOME-} in
    /?*) case $1 in "${HOME%/}"/*) __gv_reason="~${1#"${HOME%/}"}" ;; esac ;;
  esac
}

# Every place that was looked at, up to the one that decided, and where a nearer one may appear. A directory that has none
# of them, as most have, is one place to look at instead of two or four; __gv_wide: yes where go.work and go.mod count.
__gv_watch_places() {
  __gv_at_dir=$__gv_dir __gv_wide=yes
  case $__gv_rule in env) __gv_at_dir=none ;; pin) __gv_wide='' ;; esac
  until \[ "$__gv_at_dir" = none ]; do
    \[ "$__gv_file" != "$__gv_at_dir/.go-version" ] || { __gv_watch "$__gv_file"; break; }
    if __gv_is_empty "$__gv_at_dir"; then
      __gv_watch_empty "$__gv_at_dir"
    else
      __gv_watch "$__gv_at_dir/.go-version"
      __gv_watch "$__gv_at_dir/.tool-versions"
      \[ "$__gv_file" != "$__gv_at_dir/.tool-versions" ] || break
      case $__gv_wide in ?*) __gv_watch "$__gv_at_dir/go.work"; __gv_watch "$__gv_at_dir/go.mod" ;; esac
    fi
    case $__gv_at_dir in '') break ;; esac
    __gv_at_dir=${__gv_at_dir%/*}
  done
}

# A link that leads nowhere is a pin, which says so.
__gv_is_empty() {
  \[ ! -e "$1/.tool-versions" ] && \[ ! -e "$1/.go-version" ] && \[ ! -L "$1/.tool-versions" ] || return 1
  case $__gv_wide in ?*) \[ ! -e "$1/go.mod" ] && \[ ! -e "$1/go.work" ] ;; esac
}

__gv_watch_aliases() {
  case $__gv_rule in
    pin | env) ;;
    *)
      __gv_watch "$__gv_root/version"
      __gv_watch "$__gv_root/aliases/latest"
      case ${GOWORK-} in /*) __gv_watch "$GOWORK" ;; esac
      case $__gv_raised_from in ?*) __gv_watch "$__gv_root/aliases/${__gv_label%.*}" ;; esac
      ;;
  esac
  case $__gv_code:$__gv_asked in
    bad-pin:* | *:*[!.0123456789abcdefghijklmnopqrstuvwxyz]* | *: | *:system | *:*.*.*) ;;
    *) __gv_watch "$__gv_root/aliases/$__gv_asked" ;;
  esac
}

# __gv_put_first ENTRIES: puts them at the head of PATH, and takes the shims and every GOBIN of gv's out of the rest; with
# --direct, toolchains too. Everything else keeps its order.
__gv_put_first() {
  __gv_left=${PATH-} __gv_rest=''
  while :; do
    case ${__gv_left%%:*} in
      "$__gv_home/shims" | "$__gv_home"/gobin/*) ;;
      "$__gv_home"/versions/*/bin) case ${__gv_direct-} in '') __gv_rest=$__gv_rest:${__gv_left%%:*} ;; esac ;;
      *) __gv_rest=$__gv_rest:${__gv_left%%:*} ;;
    esac
    case $__gv_left in *:*) __gv_left=${__gv_left#*:} ;; *) break ;; esac
  done
  case ${PATH-} in '') __gv_rest='' ;; esac
  \export PATH="$1$__gv_rest"
}

# Runs only when it is run: a sourced file sees its caller's arguments, which may be anything.
case ${0##*/}:${1-} in
  hook.sh:--for-fish)
    set -f
    # shellcheck source=shims/posix/resolve.sh
    . "$2/lib/shims/resolve.sh"
    __gv_watch() {
      printf '%s\0' "$1"
    }
    __gv_watch_empty() {
      printf '%s\0' "$1/.go-version" "$1/.tool-versions"
      case $__gv_wide in ?*) printf '%s\0' "$1/go.work" "$1/go.mod" ;; esac
    }
    __gv_ask "$2"
    printf '%s\0' "$__gv_answer" "$__gv_words" "$__gv_chosen" "$__gv_front" "$__gv_gobin" "$__gv_tool"
    ;;
esac
