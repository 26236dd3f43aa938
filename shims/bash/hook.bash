# shellcheck shell=bash
# hook.bash – the hook of an interactive bash (3.2 or newer). Sourced by env, with the root in __gv_env. hook-common.bash
# says what the hook does.

# shellcheck source=shims/bash/hook-common.bash
\. "$__gv_env/lib/shims/hook-common.bash"

# Runs among what precedes a prompt: it keeps $?, and `set -e` must not see a failure.
function __gv_hook {
  __gv_status=$? __gv_hooked=yes
  { __gv_settle && __gv_tell; } || :
  case $- in *e*) \return 0 ;; esac
  \return "$__gv_status"
}

function __gv_load {
  case ${__gv_loaded-} in
    '')
      # shellcheck source=shims/posix/resolve.sh
      \. "$__gv_home/lib/shims/resolve.sh"
      # shellcheck source=shims/posix/hook.sh
      \. "$__gv_home/lib/shims/hook.sh"
      __gv_loaded=yes
      # Replaces the completion that bash-completion has for Ghostview's gv.
      \complete -o nosort -F __gv_load_completion gv 2>/dev/null || \complete -o default -F __gv_load_completion gv
      ;;
  esac
}

# The first Tab; the file replaces this function with its own.
function __gv_load_completion {
  COMPREPLY=()
  \[ -r "$__gv_home/lib/completions/gv.bash" ] || \return 0
  # shellcheck source=completions/gv.bash
  \. "$__gv_home/lib/completions/gv.bash"
  __gv_complete
}

# The lines of go.mod that matter precede its long lists.
function __gv_read {
  case $__gv_place in
    */go.mod | */go.work) IFS='' \read -r -d '' -n 4096 __gv_content <"$__gv_place" || : ;;
    *) IFS='' \read -r -d '' -n 65536 __gv_content <"$__gv_place" || : ;;
  esac
}

# Adds the hook once, behind what is there: a text or an array. Only bash 5.1 and newer run a whole array.
function __gv_register {
  : "${PROMPT_COMMAND=}"
  case "${PROMPT_COMMAND[*]}" in *__gv_hook*) \return 0 ;; esac
  case "${#PROMPT_COMMAND[@]}:${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}" in
    1:* | *:[1234].* | *:5.0) PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}__gv_hook ;;
    *) PROMPT_COMMAND+=(__gv_hook) ;;
  esac
}

__gv_register
