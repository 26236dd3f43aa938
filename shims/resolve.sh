# shellcheck shell=sh disable=SC1091,SC2015,SC2288,SC3045  # \[ is meant; ulimit -S and read -n only where they exist
# resolve.sh – the one answer to "which base toolchain here?". Sourced by sh, bash, and zsh under `emulate sh`;
# builtins only. Functions are __gv_*, and so are results:
#
#   __gv_resolve ROOT DIR   succeeds with __gv_name (directory under versions, or `system`), __gv_label (what people see),
#     __gv_goroot (for system: the directory that holds its go), __gv_rule (env pin global newest system),
#     __gv_file __gv_line __gv_asked (the file or GV_VERSION that asked, and for what), and where a default was raised to what go.mod or go.work
#     need: __gv_raised_from __gv_floor __gv_floor_file __gv_floor_line.
#     Fails with __gv_code (bad-pin not-installed no-go) and __gv_message (one line, safe to print).
#
#   sh resolve.sh --trace ROOT DIR   prints tab-separated lines; \ tab newline CR in a field are written \\ \t \n \r:
#     look     rule  place  line  said           each place looked at, in order; nothing said: nothing was there
#     verdict  status(ok or code)  label  name  goroot  rule  file  line  asked
#              raised_from  floor  floor_file  floor_line  message        always last, all in one line
#     The rule of a look is env pin global newest system floor gotoolchain. Exit 0, or 127 when nothing was chosen.
#
# Its parts load when they are needed, because a shim pays for each line of shell that it reads: version.sh for all but
# exact versions, pin.sh for pins that are not one plain line, default.sh, floor.sh and raise.sh where nothing is pinned,
# system.sh, message.sh for failures.
# The backslash in \[ and \read keeps a person's aliases out.

__gv_tab='	'
# Digits spelled out: in some locales the range 0-9 holds more than ten characters.
__gv_digits=0123456789
# Inherited variables of these names mean nothing.
__gv_lib='' __gv_reader='' __gv_has_pin='' __gv_has_default='' __gv_has_floor='' __gv_has_versions='' __gv_typed=''
__gv_look() { :; }

# __gv_resolve ROOT DIR: both absolute; a DIR that is not (the current directory was deleted) has no pins.
__gv_resolve() {
  __gv_root=$1 __gv_dir=${2%/} __gv_lib=${__gv_lib:-$1/lib/shims}
  __gv_name='' __gv_label='' __gv_goroot='' __gv_rule='' __gv_file='' __gv_line='' __gv_asked=''
  __gv_raised_from='' __gv_floor='' __gv_floor_file='' __gv_floor_line='' __gv_code='' __gv_message='' __gv_why=''
  if \[ -n "${GV_VERSION-}" ]; then
    __gv_rule=env __gv_file=GV_VERSION __gv_text=$GV_VERSION
    __gv_choose
    return
  fi
  __gv_look env GV_VERSION '' ''
  case $2 in /*) __gv_walk && { \[ -z "$__gv_code" ]; return; } ;; esac
  # shellcheck source=shims/default.sh
  \[ -n "${__gv_has_default-}" ] || \. "$__gv_lib/default.sh"
  __gv_default
}

# Looks for a pin in __gv_dir and upward: fails where there is none, else chooses or sets __gv_code.
__gv_walk() {
  __gv_rule=pin __gv_at_dir=$__gv_dir
  while :; do
    if \[ -e "$__gv_at_dir/.go-version" ] || \[ -L "$__gv_at_dir/.go-version" ]; then
      __gv_use_pin "$__gv_at_dir/.go-version" line && return 0
    fi
    __gv_look pin "$__gv_at_dir/.go-version" '' ''
    if \[ -e "$__gv_at_dir/.tool-versions" ] || \[ -L "$__gv_at_dir/.tool-versions" ]; then
      __gv_use_pin "$__gv_at_dir/.tool-versions" tools && return 0
    fi
    __gv_look pin "$__gv_at_dir/.tool-versions" '' ''
    case $__gv_at_dir in '') return 1 ;; esac
    __gv_at_dir=${__gv_at_dir%/*}
  done
}

# __gv_use_pin FILE KIND: chooses what FILE asks for; fails where it is a .tool-versions that does not speak of Go.
__gv_use_pin() {
  if \[ "$2" = line ] && __gv_quick "$1"; then
    __gv_file=$1 __gv_line=1
  else
    # shellcheck source=shims/pin.sh
    \[ -n "${__gv_has_pin-}" ] || \. "$__gv_lib/pin.sh"
    __gv_pin "$1" "$2" || return 1
    \[ -z "$__gv_code" ] || return 0
  fi
  __gv_choose || :
}

# Reads the usual pin, a single line of nothing but version characters, without loading more; fails on any other.
# dash can neither bound a read nor see a NUL byte. So how far the file was read must be what the line is long, and two
# seconds of CPU time are all that one endless line may cost; Linux's /proc tells both without a fork.
__gv_quick() {
  case ${BASH_VERSION-}${ZSH_VERSION-} in ?*) return 1 ;; esac
  \[ -f "$1" ] && \[ -r "$1" ] && \[ -r /proc/self/fdinfo/0 ] || return 1
  { \ulimit -S -t >/proc/self/fd/0 && \read -r __gv_cpu; } <<-END
	END
  case $__gv_cpu in unlimited | ??*) \ulimit -S -t 2 ;; esac
  __gv_more=''
  {
    if IFS='' \read -r __gv_text; then
      IFS='' \read -r __gv_more && __gv_more="more"
      __gv_size=$((${#__gv_text} + 1))
    else
      __gv_size=${#__gv_text}
    fi
    IFS="$__gv_tab" \read -r __gv_at __gv_at </proc/self/fdinfo/3
  } 3<"$1" <&3
  case $__gv_cpu in unlimited | ??*) \ulimit -S -t "$__gv_cpu" ;; esac
  case $__gv_at:$__gv_more in "$__gv_size:") ;; *) return 1 ;; esac
  case $__gv_text in '' | *[!.abcdefghijklmnopqrstuvwxyz"$__gv_digits"]*) return 1 ;; esac
}

# Chooses what __gv_text asks for, on behalf of __gv_rule, __gv_file and __gv_line. An exact version is usually the name of
# a directory; version.sh knows lines, aliases and everything else.
__gv_choose() {
  __gv_asked=$__gv_text
  __gv_look "$__gv_rule" "${__gv_file:-$__gv_place}" "$__gv_line" "$__gv_text"
  case $__gv_asked in
    *[!."$__gv_digits"]*) ;;
    1.*.*)
      __gv_name=$__gv_asked __gv_label=$__gv_asked __gv_goroot=$__gv_root/versions/$__gv_asked
      \[ ! -x "$__gv_goroot/bin/go" ] || return 0
      ;;
  esac
  __gv_need_versions
  __gv_choose_any
}

__gv_need_versions() {
  # shellcheck source=shims/version.sh
  \[ -n "${__gv_has_versions-}" ] || \. "$__gv_lib/version.sh"
}

# __gv_fail WHAT: sets __gv_code and __gv_message, and fails.
__gv_fail() {
  __gv_goroot=''
  # shellcheck source=shims/message.sh
  \. "$__gv_lib/message.sh"
  "__gv_say_$1"
  return 1
}

# Sets __gv_cwd to the current directory as its user sees it, or to nothing where it was deleted.
__gv_here() {
  __gv_cwd=${PWD-}
  case $__gv_cwd in
    /*) \[ "$__gv_cwd" -ef . ] || __gv_cwd=$(\pwd -P 2>/dev/null) || __gv_cwd='' ;;
    *) __gv_cwd=$(\pwd -P 2>/dev/null) || __gv_cwd='' ;;
  esac
}

# Traces only when run: a sourced file sees its caller's arguments, which may be anything.
case ${0##*/}:${1-} in
  resolve.sh:--trace)
    __gv_lib=${0%/*}
    # shellcheck source=shims/trace.sh
    \. "$__gv_lib/trace.sh"
    __gv_print_trace "$2" "$3"
    ;;
esac
