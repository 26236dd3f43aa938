# shellcheck shell=sh
# policy.sh – exports what `gv config set toolchain-policy` says as GOTOOLCHAIN, unless the environment sets one. Sourced by
# the shims where the file toolchain-policy exists.

__gv_policy=''
case ${GOTOOLCHAIN-} in
  '')
    # Hides the shell's own message about a file that cannot be read: it would stand among Go's.
    { IFS='' \read -r __gv_policy <"$__gv_root/toolchain-policy" || :; } 2>/dev/null
    case $__gv_policy in auto | path | local) export GOTOOLCHAIN="$__gv_policy" ;; *) __gv_policy='' ;; esac
    ;;
esac
