# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154,SC2288,SC3045  # resolve.sh and its parts share their variables
# base.sh – the choice itself: GV_VERSION, the nearest pin, the global version. Sourced for each answer, with __gv_root,
# __gv_lib and __gv_cwd; what it answers stands at the head of resolve.sh. Not a function, and no function in it, because
# a shim runs it once: dash takes a third longer to define code than to run it. All that is rarer than an installed
# version in a plain pin is left to rest.sh. No command fails here: in a sourced file, dash heeds `set -e` even where its
# caller looks at the outcome. A shim as it is shipped holds this file in itself.

__gv_rule=pin __gv_name='' __gv_label='' __gv_file='' __gv_line='' __gv_text='' __gv_code='' __gv_why='' __gv_at=0 __gv_tab='	'

case $__gv_cwd in /*) __gv_dir=${__gv_cwd%/} ;; *) __gv_dir=none ;; esac
case ${GV_VERSION-} in
  '')
    __gv_at_dir=$__gv_dir
    until \[ "$__gv_at_dir" = none ]; do
      if \[ -e "$__gv_at_dir/.go-version" ] || \[ -L "$__gv_at_dir/.go-version" ]; then
        __gv_file=$__gv_at_dir/.go-version
        break
      fi
      if \[ -e "$__gv_at_dir/.tool-versions" ] || \[ -L "$__gv_at_dir/.tool-versions" ]; then
        case $__gv_parts in *pin*) ;; *) \. "$__gv_lib/pin.sh" ;; esac
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
  *) __gv_rule=env __gv_file=GV_VERSION __gv_text=$GV_VERSION ;;
esac

# The usual pin is a single line of nothing but version characters. dash can neither bound a read nor see a NUL byte: how
# far the file was read must be what the line and its newline are long, and two seconds of CPU time are all that an
# endless line may cost. Linux's /proc tells both without a fork. pin.sh reads all other pins, and in other shells.
case $__gv_text$__gv_code${BASH_VERSION-}${ZSH_VERSION-} in
  '')
    if \[ -f "$__gv_file" ] && \[ -r "$__gv_file" ] && \[ -r /proc/self/fdinfo/0 ]; then
      { \ulimit -S -t >/proc/self/fd/0 && \read -r __gv_cpu; } <<-END
		END
      case $__gv_cpu in unlimited | ??*) \ulimit -S -t 2 ;; esac
      {
        __gv_end=0
        IFS='' \read -r __gv_text && __gv_end=1 && IFS='' \read -r __gv_more || :
        IFS="$__gv_tab" \read -r __gv_at __gv_at </proc/self/fdinfo/3
      } 3<"$__gv_file" <&3
      case $__gv_cpu in unlimited | ??*) \ulimit -S -t "$__gv_cpu" ;; esac
      case $__gv_at:$__gv_text in
        ??????*:* | *:*[!.0123456789abcdefghijklmnopqrstuvwxyz]*) __gv_text='' ;;
        $((${#__gv_text} + __gv_end)):*) __gv_line=1 ;;
        *) __gv_text='' ;;
      esac
    fi
    ;;
esac

# An exact version is usually the name of a directory; and a pin is never raised, as a default may be.
__gv_asked=$__gv_text
case $__gv_text in
  *[!.0123456789]*) ;;
  1.*.*) \[ ! -x "$__gv_root/versions/$__gv_text/bin/go" ] || __gv_name=$__gv_text __gv_label=$__gv_text ;;
esac
__gv_goroot=$__gv_root/versions/$__gv_name
case $__gv_tracing$__gv_rule:$__gv_name in
  pin:?* | env:?*) ;;
  *) \. "$__gv_lib/rest.sh" ;;
esac
