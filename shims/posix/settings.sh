# shellcheck shell=sh
# settings.sh – Go's settings in files: what `go env -w` wrote, and the go.env of a toolchain. Part of resolve.sh. As in
# cmd/go/internal/cfg (readEnvFile), a line is KEY=value, and the last line of a key counts.

__gv_need lines

# Reads what the environment leaves open from the file of `go env -w`.
__gv_read_settings() {
  __gv_settings_in "$__gv_env_path"
  __gv_written=$__gv_new_toolchain
  : "${__gv_modules:=$__gv_new_modules}" "${__gv_work:=$__gv_new_work}"
}

__gv_settings_of_toolchain() {
  __gv_settings_in "$__gv_own_settings"
  case $__gv_setting in '') __gv_setting=$__gv_new_toolchain __gv_from=$__gv_own_settings ;; esac
  : "${__gv_modules:=$__gv_new_modules}"
}

__gv_settings_in() {
  __gv_new_toolchain='' __gv_new_modules='' __gv_new_work=''
  __gv_read_bounded "$1" 16384 500 __gv_setting_line
}

__gv_setting_line() {
  case $__gv_text in
    GOTOOLCHAIN=*) __gv_new_toolchain=${__gv_text#*=} ;;
    GO111MODULE=*) __gv_new_modules=${__gv_text#*=} ;;
    GOWORK=*) __gv_new_work=${__gv_text#*=} ;;
  esac
}
