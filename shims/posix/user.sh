# shellcheck shell=sh
# user.sh – the global version of a person whose gv belongs to another account, such as root's in /opt/gv: the person's own
# file if there is one, else the administrator's. Sourced by base.sh only.

__gv_place=${GV_USER_DIR-}
case $__gv_place in
  '')
    # The XDG base directory specification: relative paths are ignored.
    __gv_place=${XDG_CONFIG_HOME-}
    case $__gv_place in /*) ;; *) __gv_place=${HOME-}/.config ;; esac
    __gv_place=$__gv_place/gv
    ;;
esac
case $__gv_place in
  /*)
    if \[ -e "$__gv_place/version" ] || \[ -L "$__gv_place/version" ]; then
      __gv_file=$__gv_place/version
    else
      case $__gv_tracing in ?*) __gv_own=$__gv_place/version ;; esac
    fi
    ;;
esac
