# shellcheck shell=bash
# hook.bash – the hook of an interactive bash (3.2 or newer). Sourced by env, with the root in __gv_env. hook-common.bash
# says what the hook does.

# shellcheck source=shims/bash/hook-common.bash
\. "$__gv_env/lib/shims/hook-common.bash"

# Runs among the commands that precede a prompt, as `__gv_hook && :`: the list keeps $? for the commands behind the hook, and
# neither `set -e` nor an ERR trap sees the failure of an earlier command again.
function __gv_hook {
  __gv_status=$?
  { __gv_settle && __gv_tell; } || :
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

# Adds the hook once, behind the commands that are there: a text or an array. Only bash 5.1 and newer run a whole array. An
# exported PROMPT_COMMAND also reaches a bash without the hook, where the entry does nothing. A readonly one stays as it
# is: bash leaves the start-up file at such an assignment, while printf only fails.
function __gv_register {
  case "${PROMPT_COMMAND[*]-}" in *__gv_hook*) \return 0 ;; esac
  \printf -v PROMPT_COMMAND %s "${PROMPT_COMMAND-}" 2>/dev/null || \return 0
  # bash 5.2 takes the size of an empty text for an unset variable.
  case "${PROMPT_COMMAND[*]-}" in
    '') PROMPT_COMMAND=$__gv_entry ;;
    *)
      case "${#PROMPT_COMMAND[@]}:${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}" in
        1:* | *:[1234].* | *:5.0) PROMPT_COMMAND=$PROMPT_COMMAND$'\n'$__gv_entry ;;
        *) PROMPT_COMMAND+=("$__gv_entry") ;;
      esac
      ;;
  esac
}

# shellcheck disable=SC2016  # each prompt expands it
__gv_entry='case ${__gv_home-} in ?*) __gv_hook ;; esac && :'
__gv_register
