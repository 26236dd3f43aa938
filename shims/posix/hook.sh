# shellcheck shell=sh
# hook.sh – what the hooks of bash, zsh and fish ask: the answer for this directory in words, and everything that the answer
# depends on. bash and zsh source this file. fish runs it when something changed: `sh hook.sh --for-fish ROOT` prints every
# file to watch and then __gv_answer to __gv_tool, each ended by NUL. Builtins only, and nothing in a directory is run.

# __gv_ask ROOT: resolves for the current directory. Sets
#   __gv_answer  the version, or the message of the failure: printed once
#   __gv_words   the line for the terminal, without control characters
#   __gv_chosen  yes where a pin or GV_VERSION decided, no for a default
#   __gv_front   the toolchain's bin, where it may be on PATH itself; not before Go 1.9, which needs the shim to set GOROOT
#   __gv_gobin   where its `go install` leaves programs, with `gv config set gobin-per-version on`
#   __gv_tool    the program that changes the answer when it appears or disappears
# It calls __gv_watch with each file that changes the answer when it appears, disappears or is edited, and __gv_watch_empty
# with each directory in which such a file may appear.
__gv_ask() {
  __gv_here
  __gv_chosen=no __gv_front='' __gv_gobin='' __gv_name='' __gv_work='' __gv_env_path=''
  if __gv_resolve "$1" "$__gv_cwd"; then
    __gv_answer=$__gv_label
    __gv_need message
    __gv_explain
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

# Sets __gv_cleaned to the reason why this version answers.
__gv_explain() {
  case $__gv_rule in
    env) __gv_reason=GV_VERSION ;;
    pin) __gv_short "$__gv_file" ;;
    global) __gv_reason=global ;;
    newest) __gv_reason='the newest installed' ;;
    *) __gv_short "$__gv_goroot/go" ;;
  esac
  case $__gv_raised_from in
    ?*)
      __gv_short "$__gv_floor_file"
      __gv_reason="$__gv_reason, raised from $__gv_raised_from"
      ;;
  esac
  __gv_clean "$__gv_reason"
}

# Sets __gv_reason to FILE, shortened for a person in this directory.
__gv_short() {
  __gv_reason=$1
  case $1 in
    "$__gv_dir"/*/*) ;;
    "$__gv_dir"/*)
      __gv_reason=${1##*/}
      return 0
      ;;
  esac
  case ${HOME-} in
    /?*) case $1 in "${HOME%/}"/*) __gv_reason="~${1#"${HOME%/}"}" ;; esac ;;
  esac
}

# Watches every place up to the one that decided. Most directories hold none of these files; such a directory is watched as
# one place instead of two or four. __gv_wide is yes where go.work and go.mod count.
__gv_watch_places() {
  __gv_at_dir=$__gv_dir __gv_wide=yes
  case $__gv_rule in env) __gv_at_dir=none ;; pin) __gv_wide='' ;; esac
  until \[ "$__gv_at_dir" = none ]; do
    if \[ "$__gv_file" = "$__gv_at_dir/.go-version" ]; then
      __gv_watch "$__gv_file"
      break
    fi
    if __gv_is_empty "$__gv_at_dir"; then
      __gv_watch_empty "$__gv_at_dir"
    else
      __gv_watch "$__gv_at_dir/.go-version"
      __gv_watch "$__gv_at_dir/.tool-versions"
      \[ "$__gv_file" != "$__gv_at_dir/.tool-versions" ] || break
      case $__gv_wide in
        ?*)
          __gv_watch "$__gv_at_dir/go.work"
          __gv_watch "$__gv_at_dir/go.mod"
          ;;
      esac
    fi
    case $__gv_at_dir in '') break ;; esac
    __gv_at_dir=${__gv_at_dir%/*}
  done
}

# A link to a file that does not exist counts as a pin: the answer is then a message about it.
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
      case $__gv_work in /*) __gv_watch "$__gv_work" ;; esac
      case $__gv_env_path in /*) __gv_watch "$__gv_env_path" ;; esac
      case $__gv_raised_from in ?*) __gv_watch "$__gv_root/aliases/${__gv_label%.*}" ;; esac
      ;;
  esac
  case $__gv_code:$__gv_asked in
    bad-pin:* | *:*[!.0123456789abcdefghijklmnopqrstuvwxyz]* | *: | *:system | *:*.*.*) ;;
    *) __gv_watch "$__gv_root/aliases/$__gv_asked" ;;
  esac
}

# Only where this file is run: a sourced file sees the arguments of its caller, which may be anything.
case ${0##*/}:${1-} in
  hook.sh:--for-fish)
    # bash takes functions from its environment; in POSIX mode `unset` cannot be one.
    case ${BASH_VERSION-} in ?*) POSIXLY_CORRECT=${POSIXLY_CORRECT-y} && \unset -f [ printf pwd read ulimit ;; esac
    set -f
    # shellcheck source=shims/posix/resolve.sh
    . "$2/lib/shims/resolve.sh"
    __gv_forks=yes
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
