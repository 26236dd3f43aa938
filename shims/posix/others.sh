# shellcheck shell=sh
# others.sh – `gv which TOOL` where the chosen toolchain has no TOOL: names the toolchains that have it, oldest first.

__gv_others() {
  __gv_need version
  __gv_need message
  __gv_have='' __gv_chosen=$__gv_label
  for __gv_bin in "$__gv_root"/versions/*/bin/"$1"; do
    __gv_can_run "$__gv_bin" || continue
    __gv_bin=${__gv_bin%/bin/*}
    __gv_take "${__gv_bin##*/}" && __gv_insert "$__gv_name"
  done
  __gv_clean "$1"
  case $__gv_have in
    '') __gv_die 127 "Go $__gv_chosen has no tool named $__gv_cleaned, and no other installed Go has" ;;
    *) __gv_die 127 "Go $__gv_chosen has no tool named $__gv_cleaned; it exists in:$__gv_have" ;;
  esac
}

# Inserts NAME into __gv_have, before the first version that is newer.
__gv_insert() {
  __gv_new=$1 __gv_before='' __gv_after=$__gv_have
  while [ -n "$__gv_after" ]; do
    __gv_next=${__gv_after# } __gv_next=${__gv_next%% *}
    ! __gv_older "$__gv_new" "$__gv_next" || break
    __gv_before="$__gv_before $__gv_next" __gv_after=${__gv_after#" $__gv_next"}
  done
  __gv_have="$__gv_before $__gv_new$__gv_after"
}
