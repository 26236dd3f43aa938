# shellcheck shell=sh
# trace.sh – `resolve.sh --trace`; the head of resolve.sh describes the format.

__gv_tracing=yes __gv_forks=yes __gv_own='' __gv_wrong='' __gv_cure=''

# __gv_look RULE PLACE LINE SAID: a person sees these rows too, and pastes them into bug reports.
__gv_look() {
  __gv_need message
  case $1 in
    env | pin | global) __gv_show "$4" "$2" ;;
    *) if \[ "${#4}" -le 64 ]; then __gv_shown=$4; else __gv_shown="a text of ${#4} characters"; fi ;;
  esac
  __gv_row look "$1" "$2" "$3" "$__gv_shown"
}

# The place that decides. A pin that cannot be read is there, and says what is wrong with it.
__gv_look_decided() {
  case $__gv_code:$__gv_said in
    ?*:) __gv_row look "$__gv_rule" "$__gv_file" "$__gv_line" "broken: $__gv_why" ;;
    *) __gv_look "$__gv_rule" "${__gv_file:-$__gv_place}" "$__gv_line" "$__gv_said" ;;
  esac
}

# Prints every place before the one that answered. base.sh itself prints nothing, to save time.
__gv_look_along() {
  case $__gv_rule in env) return 0 ;; esac
  __gv_look env GV_VERSION '' ''
  __gv_at_dir=$__gv_dir
  until \[ "$__gv_at_dir" = none ]; do
    for __gv_each_name in .go-version .tool-versions; do
      \[ "$__gv_file" != "$__gv_at_dir/$__gv_each_name" ] || return 0
      __gv_look pin "$__gv_at_dir/$__gv_each_name" '' ''
    done
    case $__gv_at_dir in '') break ;; esac
    __gv_at_dir=${__gv_at_dir%/*}
  done
  case $__gv_own in ?*) __gv_look global "$__gv_own" '' '' ;; esac
}

__gv_print_trace() {
  set -f
  __gv_resolve "$1" "$2" || :
  case $__gv_code in bad-pin) __gv_need message && __gv_show "$__gv_asked" "$__gv_file" && __gv_asked=$__gv_shown ;; esac
  __gv_row verdict "${__gv_code:-ok}" "$__gv_label" "$__gv_name" "$__gv_goroot" "$__gv_rule" "$__gv_file" "$__gv_line" \
    "$__gv_asked" "$__gv_raised_from" "$__gv_floor" "$__gv_floor_file" "$__gv_floor_line" "$__gv_wrong" "$__gv_cure"
  \[ -z "$__gv_code" ] || exit 127
}

__gv_row() {
  __gv_out=''
  for __gv_field in "$@"; do
    __gv_escape "$__gv_field"
    __gv_out=$__gv_out$__gv_tab$__gv_escaped
  done
  \printf '%s\n' "${__gv_out#"$__gv_tab"}"
}

__gv_escape() {
  __gv_escaped=''
  __gv_left=$1
  while :; do
    case $__gv_left in *[\\[:space:]]*) ;; *) break ;; esac
    __gv_part=${__gv_left%%[\\[:space:]]*}
    __gv_left=${__gv_left#"$__gv_part"}
    __gv_escape_one "${__gv_left%"${__gv_left#?}"}"
    __gv_escaped=$__gv_escaped$__gv_part$__gv_one
    __gv_left=${__gv_left#?}
  done
  __gv_escaped=$__gv_escaped$__gv_left
}

__gv_escape_one() {
  case $1 in
    "\\") __gv_one="\\\\" ;;
    "$__gv_tab") __gv_one='\t' ;;
    "$__gv_newline") __gv_one='\n' ;;
    "$__gv_return") __gv_one='\r' ;;
    *) __gv_one=$1 ;;
  esac
}

__gv_newline='
'
__gv_return=$(\printf '\r')
