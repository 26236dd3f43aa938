# shellcheck shell=bash disable=SC1091,SC2034,SC2154,SC2288  # \[ is meant; hook.sh and resolve.sh share their variables
# hook.bash – before each prompt of an interactive bash (3.2 or newer): keeps the shims first on PATH, and tells when
# another Go answers. Sourced by env, with the root in __gv_env; __gv_direct is set for --direct. Where nothing changed it
# starts no process and does not resolve: it compares what the last answer hung on.
# The backslash in \[ and \read keeps a person's aliases out.

__gv_home=$__gv_env __gv_lead='' __gv_known=''
: "${__gv_direct=}" "${__gv_told=}"
__gv_watched=("$__gv_home") __gv_empty=() __gv_wide=''

# Runs in what comes before a prompt, where neither $? nor `set -e` may notice it.
function __gv_hook {
  __gv_status=$? __gv_hooked=yes
  __gv_at_prompt || :
  case $- in *e*) \return 0 ;; esac
  \return "$__gv_status"
}

function __gv_at_prompt {
  __gv_observe
  [[ $__gv_seen != "$__gv_known" ]] || \return 0
  __gv_load
  __gv_watched=("$__gv_home") __gv_empty=()
  __gv_ask "$__gv_home"
  __gv_take_the_lead
  __gv_observe
  __gv_known=$__gv_seen
  __gv_tell
}

function __gv_load {
  case ${__gv_loaded-} in
    '')
      # shellcheck source=shims/posix/resolve.sh
      \. "$__gv_home/lib/shims/resolve.sh"
      # shellcheck source=shims/posix/hook.sh
      \. "$__gv_home/lib/shims/hook.sh"
      __gv_loaded=yes
      # Behind bash-completion, which has Ghostview's gv.
      \complete -o nosort -F __gv_load_completion gv 2>/dev/null || \complete -o default -F __gv_load_completion gv
      ;;
  esac
}

# The first Tab; the file puts its own function in the place of this.
function __gv_load_completion {
  COMPREPLY=()
  \[ -r "$__gv_home/lib/completions/gv.bash" ] || \return 0
  # shellcheck source=completions/gv.bash
  \. "$__gv_home/lib/completions/gv.bash"
  __gv_complete
}

function __gv_watch {
  __gv_watched+=("$1")
}

function __gv_watch_empty {
  __gv_empty+=("$1")
}

# Sets __gv_seen to everything that the answer hangs on, as it is now. Reads are bounded, and of regular files only; a
# file that goes away meanwhile is no news.
function __gv_observe {
  \local __gv_place __gv_text
  __gv_seen="$PWD:${GV_VERSION-}:${GOTOOLCHAIN-}:${GO111MODULE-}:${GOWORK-}:${GOROOT-}:${PATH-}:"
  [[ $PWD -ef . ]] || __gv_seen+=gone
  [[ ! -x ${__gv_tool-} ]] || __gv_seen+=here
  for __gv_place in "${__gv_watched[@]}"; do
    [[ -e $__gv_place ]] || continue
    __gv_text=odd
    [[ ! -f $__gv_place || ! -r $__gv_place ]] || __gv_read
    __gv_seen+=$__gv_place:$__gv_text:
  done
  # bash before 4.4 takes an array without elements for one that is not set.
  for __gv_place in ${__gv_empty[@]+"${__gv_empty[@]}"}; do
    [[ -e $__gv_place/.go-version || -e $__gv_place/.tool-versions || \
      -n $__gv_wide && ( -e $__gv_place/go.mod || -e $__gv_place/go.work ) ]] || continue
    __gv_seen+=$__gv_place:
  done
} 2>/dev/null

# Sets __gv_text to what __gv_place says. The lines of go.mod that matter stand before its long lists.
function __gv_read {
  case $__gv_place in
    */go.mod | */go.work) IFS='' \read -r -d '' -n 4096 __gv_text <"$__gv_place" || : ;;
    *) IFS='' \read -r -d '' -n 65536 __gv_text <"$__gv_place" || : ;;
  esac
}

function __gv_take_the_lead {
  __gv_lead=$__gv_home/shims
  case $__gv_direct:$__gv_front in
    ?*:?*)
      __gv_lead=$__gv_front:$__gv_lead
      \[ "${GOROOT-}" = "$__gv_goroot" ] || \unset GOROOT
      ;;
    *) __gv_lead=$__gv_lead${__gv_gobin:+:$__gv_gobin} ;;
  esac
  case ${PATH-}: in
    "$__gv_lead":*"$__gv_home"/gobin/*) __gv_put_first "$__gv_lead" ;;
    "$__gv_lead":*) ;;
    *) __gv_put_first "$__gv_lead" ;;
  esac
}

# A default is no news in a new shell.
function __gv_tell {
  \[ "$__gv_answer" != "$__gv_told" ] || \return 0
  case $__gv_told:$__gv_chosen in :no) ;; *) \printf '%s\n' "$__gv_words" >&2 ;; esac
  __gv_told=$__gv_answer
}

# Once, behind what stands there, whether that is a text or an array. Only bash 5.1 and newer run a whole array.
function __gv_register {
  : "${PROMPT_COMMAND=}"
  case "${PROMPT_COMMAND[*]}" in *__gv_hook*) \return 0 ;; esac
  case "${#PROMPT_COMMAND[@]}:${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}" in
    1:* | *:[1234].* | *:5.0) PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}__gv_hook ;;
    *) PROMPT_COMMAND+=(__gv_hook) ;;
  esac
}

function gv {
  \local __gv_word __gv_shell='' __gv_back=''
  case ${__gv_hooked-} in '') __gv_register ;; esac
  for __gv_word in "$@"; do
    case $__gv_word in -s | --shell) __gv_shell=yes ;; --unset) __gv_back=yes ;; --) break ;; esac
  done
  case $#:${1-}:$__gv_shell:$__gv_back in
    3:use:yes:yes) \unset GV_VERSION; __gv_told=' ' ;;
    *:use:yes:*) __gv_use_here "$@" ;;
    *) "$__gv_home/bin/gv" "$@" ;;
  esac
}

# gv use -s: gv says which version, and this shell keeps it.
function __gv_use_here {
  \local __gv_said
  __gv_said=$(__GV_HOOK=1 "$__gv_home/bin/gv" "$@") || \return
  case $__gv_said in
    '' | *[!.0123456789abcdefghijklmnopqrstuvwxyz]*) \printf '%s\n' "$__gv_said" ;;
    *) \export GV_VERSION="$__gv_said"; __gv_told=' ' ;;
  esac
}

__gv_register
