# shellcheck shell=sh
# gobin.sh – a GOBIN for each toolchain, with `gv config set gobin-per-version on`. Sourced by the shims, the hooks and
# `gv exec` where the file gobin-per-version exists. GOBIN is not under versions/, because a removed toolchain must not take
# the programs of its `go install` with it.

# Sets __gv_gobin to the directory of the chosen toolchain. It is empty for the system's Go, where a person set GOBIN, and
# in a root of another account, where this person may not write.
__gv_gobin=''
case ${GOBIN-} in
  '' | "$__gv_root"/gobin/*)
    case $__gv_code:$__gv_name in
      :system | : | ?*:*) ;;
      *) \[ ! -O "$__gv_root" ] || __gv_gobin=$__gv_root/gobin/$__gv_name ;;
    esac
    ;;
esac

# An inherited GOBIN under gobin/ belongs to another toolchain: a go called this one from another directory.
__gv_export_gobin() {
  case $__gv_gobin:${GOBIN-} in
    ?*:*) export GOBIN="$__gv_gobin" ;;
    :"$__gv_root"/gobin/*) unset GOBIN ;;
  esac
}
