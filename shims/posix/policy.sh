# shellcheck shell=sh
# policy.sh – GOTOOLCHAIN as `gv config set toolchain-policy` wants it where the environment sets none. Sourced by the
# shims, where the file of that name exists.

__gv_policy=''
case ${GOTOOLCHAIN-} in
  '')
    # The shell's own words about a file that cannot be read would be lost between Go's.
    { IFS='' \read -r __gv_policy <"$__gv_root/toolchain-policy" || :; } 2>/dev/null
    case $__gv_policy in auto | path | local) export GOTOOLCHAIN="$__gv_policy" ;; *) __gv_policy='' ;; esac
    ;;
esac
