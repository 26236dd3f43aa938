# shellcheck shell=sh disable=SC1091,SC2034,SC2154,SC2288,SC3045
# rest.sh – the choice, continued: pins that base.sh could not read, defaults, and versions that are not the name of a
# directory. Sourced by base.sh only.

case $__gv_tracing in ?*) __gv_look_along ;; esac
case $__gv_text$__gv_code in
  '')
    if \[ "$__gv_rule" = pin ] || \[ -e "$__gv_file" ] || \[ -L "$__gv_file" ]; then
      # shellcheck source=shims/posix/pin.sh
      case $__gv_parts in *pin*) ;; *) \. "$__gv_lib/pin.sh" ;; esac
      __gv_pin "$__gv_file" line || :
    else
      # shellcheck source=shims/posix/default.sh
      case $__gv_parts in *default*) ;; *) \. "$__gv_lib/default.sh" ;; esac
      __gv_default || :
    fi
    __gv_asked=$__gv_text
    ;;
esac

case $__gv_tracing in ?*) __gv_look "$__gv_rule" "${__gv_file:-$__gv_place}" "$__gv_line" "$__gv_text" ;; esac
case $__gv_code in
  '')
    case $__gv_name in
      '')
        # shellcheck source=shims/posix/version.sh
        case $__gv_parts in *version*) ;; *) \. "$__gv_lib/version.sh" ;; esac
        __gv_choose_any || :
        ;;
    esac
    ;;
esac

case $__gv_rule:$__gv_name:$__gv_code in
  global:1*: | newest:1*:)
    # shellcheck source=shims/posix/default.sh
    case $__gv_parts in *default*) ;; *) \. "$__gv_lib/default.sh" ;; esac
    __gv_raise_default || :
    ;;
esac
