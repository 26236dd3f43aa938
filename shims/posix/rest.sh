# shellcheck shell=sh
# rest.sh – the choice, continued: pins that base.sh did not read, defaults, and versions that are not the name of a
# directory. Sourced by base.sh only.

case $__gv_tracing in ?*) __gv_look_along ;; esac
case $__gv_said$__gv_code in
  '')
    if \[ "$__gv_rule" = pin ] || \[ -e "$__gv_file" ] || \[ -L "$__gv_file" ]; then
      __gv_need pin
      __gv_pin "$__gv_file" line || :
    else
      __gv_need default
      __gv_default || :
    fi
    __gv_asked=$__gv_said
    ;;
esac

case $__gv_tracing in ?*) __gv_look_decided ;; esac
case $__gv_code:$__gv_name in
  :)
    __gv_need version
    __gv_choose_any || :
    ;;
esac

case $__gv_rule:$__gv_name:$__gv_code in
  global:1*: | newest:1*:)
    __gv_need default
    __gv_raise_default || :
    ;;
esac
