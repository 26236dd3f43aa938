# shellcheck shell=sh
# base.sh – the choice itself: GV_VERSION, the nearest pin, the global version. Sourced for each answer, with __gv_root,
# __gv_lib and __gv_cwd set; resolve.sh lists what the answer consists of. This file is code and not a function, because a
# shim runs it once, and dash takes a third longer to define code than to run it. It handles an installed version in a
# plain pin; rest.sh handles all rarer cases. No command here may fail: in a sourced file, dash obeys `set -e` even where
# the caller looks at the outcome. The shipped shim contains this file.

__gv_rule=pin __gv_name='' __gv_label='' __gv_file='' __gv_line='' __gv_said='' __gv_code='' __gv_why='' __gv_offset='' __gv_cpu='' __gv_tab='	'

# __gv_need PART: sources PART.sh, once.
__gv_need() {
  case "$__gv_parts " in *" $1 "*) return 0 ;; esac
  __gv_parts="$__gv_parts $1"
  # shellcheck source=/dev/null
  \. "$__gv_lib/$1.sh"
}

# __gv_shell: bash, zsh, or nothing for other shells. BASH_VERSION and ZSH_VERSION may be inherited by any shell. But only
# bash forgets what is assigned to BASH_COMMAND, and only zsh tells an `eval` apart.
__gv_shell=''
case ${BASH_VERSION-} in ?*) BASH_COMMAND=: && case $BASH_COMMAND in :) ;; *) __gv_shell=bash ;; esac ;; esac
case ${ZSH_VERSION-}:$__gv_shell in
  ?*:)
    __gv_why=${ZSH_EVAL_CONTEXT-}
    \eval 'case ${ZSH_EVAL_CONTEXT-} in "${__gv_why}:eval") __gv_shell=zsh ;; esac'
    __gv_why=''
    ;;
esac

# A pin comes with a repository of other people and may be endless. dash cannot bound a read, so a second of CPU time, besides
# what the process had before it became this one, is all that an answer may take there; the limit ends before the toolchain
# starts. An interactive shell is not limited. On Linux, /proc hands over what builtins print without a fork. __gv_offset is
# empty elsewhere.
case ${GV_VERSION-}$__gv_shell:$- in
  :*i*) ;;
  :*)
    if \[ -r /proc/self/fdinfo/0 ]; then
      __gv_offset=0
      { \ulimit -S -t >/proc/self/fd/0 && \times >/proc/self/fd/0 && \read -r __gv_cpu && \read -r __gv_used; } <<-END
		END
      case $__gv_used in
        '0m0.0'*' 0m0.0'*) __gv_used=1 ;;
        *)
          __gv_end=${__gv_used#* } __gv_used=${__gv_used%% *}
          __gv_why=${__gv_used#*m} __gv_said=${__gv_end#*m}
          __gv_used=$((${__gv_used%%m*} * 60 + ${__gv_why%%.*} + ${__gv_end%%m*} * 60 + ${__gv_said%%.*} + 3)) __gv_why='' __gv_said=''
          ;;
      esac
    else
      __gv_cpu=$(\ulimit -S -t) __gv_used=2
    fi
    case $__gv_cpu in
      unlimited) \ulimit -S -t "$__gv_used" ;;
      *) if \[ "$__gv_cpu" -gt "$__gv_used" ]; then \ulimit -S -t "$__gv_used"; else __gv_cpu=''; fi ;;
    esac
    ;;
esac

case $__gv_cwd in /*) __gv_dir=${__gv_cwd%/} ;; *) __gv_dir=none ;; esac
case ${GV_VERSION-} in
  '')
    __gv_at_dir=$__gv_dir
    # A `case` takes less time at each level than a test.
    while case $__gv_at_dir in none) ! : ;; esac do
      if \[ -e "$__gv_at_dir/.go-version" ] || \[ -L "$__gv_at_dir/.go-version" ]; then
        __gv_file=$__gv_at_dir/.go-version
        break
      fi
      if \[ -e "$__gv_at_dir/.tool-versions" ] || \[ -L "$__gv_at_dir/.tool-versions" ]; then
        __gv_need pin
        __gv_pin "$__gv_at_dir/.tool-versions" tools && break
      fi
      case $__gv_at_dir in '') break ;; esac
      __gv_at_dir=${__gv_at_dir%/*}
    done
    case $__gv_file in
      '')
        __gv_rule=global __gv_file=$__gv_root/version
        # shellcheck source=shims/posix/user.sh
        \[ -O "$__gv_root" ] || \. "$__gv_lib/user.sh"
        ;;
    esac
    ;;
  *) __gv_rule=env __gv_file=GV_VERSION __gv_said=$GV_VERSION ;;
esac

# The usual pin: one line of version characters and nothing else. dash drops NUL bytes, so the number of bytes read, which
# Linux tells in /proc, must be the length of the line and its newline. pin.sh reads every other pin.
case $__gv_offset$__gv_said$__gv_code in
  0)
    if \[ -s "$__gv_file" ] && \[ -f "$__gv_file" ] && \[ -r "$__gv_file" ]; then
      {
        __gv_end=0
        IFS='' \read -r __gv_said && __gv_end=1 && IFS='' \read -r _ || :
        IFS="$__gv_tab" \read -r _ __gv_offset </proc/self/fdinfo/3
      } 3<"$__gv_file" <&3
      case $__gv_offset:$__gv_said in
        ??????*:* | *:*[!.0123456789abcdefghijklmnopqrstuvwxyzX*~]*) __gv_said='' ;;
        $((${#__gv_said} + __gv_end)):*) __gv_line=1 ;;
        *) __gv_said='' ;;
      esac
    fi
    ;;
esac

# An exact version is usually the name of a directory. A pin is never raised, unlike a default.
__gv_asked=$__gv_said
case $__gv_said in
  *[!.0123456789]*) ;;
  1.*.*)
    __gv_goroot=$__gv_root/versions/$__gv_said/bin/go
    \[ ! -f "$__gv_goroot" ] || \[ ! -x "$__gv_goroot" ] || __gv_name=$__gv_said __gv_label=$__gv_said
    ;;
esac
__gv_goroot=$__gv_root/versions/$__gv_name
case $__gv_tracing$__gv_rule:$__gv_name in
  pin:?* | env:?*) ;;
  *) \. "$__gv_lib/rest.sh" ;;
esac
case $__gv_cpu in ?*) \ulimit -S -t "$__gv_cpu" ;; esac
