# shellcheck shell=sh
# gobin.sh – a GOBIN for each toolchain, as `gv config set gobin-per-version on` wants it. Sourced by the shims, the hooks
# and `gv exec` where the file of that name exists. Not under versions: programs must not go when their toolchain does.

# Sets __gv_gobin to the directory of the chosen toolchain: none for the system's Go, where a person set GOBIN, or in a
# root of another account, where nobody else may write.
__gv_gobin=''
case ${GOBIN-} in
  '' | "$__gv_root"/gobin/*)
    case $__gv_code:$__gv_name in
      :system | : | ?*:*) ;;
      *) \[ ! -O "$__gv_root" ] || __gv_gobin=$__gv_root/gobin/$__gv_name ;;
    esac
    ;;
esac

# An inherited one of gv's own is another toolchain's: go was called by go in another directory.
__gv_export_gobin() {
  case $__gv_gobin:${GOBIN-} in
    ?*:*) export GOBIN="$__gv_gobin" ;;
    :"$__gv_root"/gobin/*) unset GOBIN ;;
  esac
}
