# hook.zsh – before each prompt of an interactive zsh: keeps the shims first on PATH, and tells when another Go answers.
# Sourced by env under `emulate zsh`, which its functions then keep, with the root in __gv_env; __gv_direct is set for
# --direct. Where nothing changed it starts no process and does not resolve: it compares what the last answer hung on.
# The backslash in \[ and \read keeps a person's aliases out.

__gv_home=$__gv_env __gv_lead='' __gv_known=''
: "${__gv_direct=}" "${__gv_told=}"
typeset -ga __gv_watched __gv_empty precmd_functions preexec_functions chpwd_functions
__gv_watched=("$__gv_home") __gv_empty=() __gv_wide=''
zmodload -F zsh/system b:sysread 2>/dev/null && __gv_sysread=yes || __gv_sysread=''

# What runs before a prompt, where `set -e` may not notice it; zsh keeps $? itself.
function __gv_hook {
  case ${__gv_completed-} in '') __gv_register_completion ;; esac
  __gv_settle && __gv_tell
  \return 0
}

# With --direct, the next command on the same line must find the toolchain too. Silent: a script's cd comes here as well.
function __gv_moved {
  __gv_settle || :
}

# What other managers' hooks did after ours.
function __gv_before_command {
  case ${__gv_loaded-} in ?*) __gv_take_the_lead ;; esac
}

function __gv_settle {
  __gv_observe
  [[ $__gv_seen != "$__gv_known" ]] || \return 0
  __gv_load
  __gv_watched=("$__gv_home") __gv_empty=()
  __gv_ask "$__gv_home"
  __gv_take_the_lead
  __gv_observe
  __gv_known=$__gv_seen
}

# As soon as compinit has run, whenever that is. By no entry in fpath: compinit asks questions about directories of other
# accounts, looks for no new one where it trusts its dump, and finds zsh's own _gv, which is Ghostview's.
function __gv_register_completion {
  (( ${+functions[compdef]} )) || \return 0
  __gv_completed=yes
  compdef __gv_load_completion gv
}

function __gv_load {
  case ${__gv_loaded-} in
    '') emulate sh -c '\. "$__gv_home/lib/shims/resolve.sh" && \. "$__gv_home/lib/shims/hook.sh"' && __gv_loaded=yes ;;
  esac
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
  for __gv_place in "${__gv_empty[@]}"; do
    [[ -e $__gv_place/.go-version || -e $__gv_place/.tool-versions ||
      -n $__gv_wide && ( -e $__gv_place/go.mod || -e $__gv_place/go.work ) ]] || continue
    __gv_seen+=$__gv_place:
  done
} 2>/dev/null

# Sets __gv_text to what __gv_place says.
function __gv_read {
  __gv_text=''
  if [[ -n $__gv_sysread ]]; then
    sysread -s 65536 __gv_text <"$__gv_place" || :
  else
    \read -r -u 0 -k 4096 __gv_text <"$__gv_place" || :
  fi
}

function __gv_take_the_lead {
  __gv_lead=$__gv_home/shims
  case $__gv_direct:$__gv_front in
    ?*:?*)
      __gv_lead=$__gv_front:$__gv_lead
      [[ ${GOROOT-} == "$__gv_goroot" ]] || \unset GOROOT
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
  [[ ${__gv_answer-} != "$__gv_told" ]] || \return 0
  case $__gv_told:$__gv_chosen in :no) ;; *) \printf '%s\n' "$__gv_words" >&2 ;; esac
  __gv_told=$__gv_answer
}

function gv {
  \local __gv_word __gv_shell='' __gv_back=''
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

# Once, behind what stands there.
precmd_functions=(${precmd_functions:#__gv_hook} __gv_hook)
preexec_functions=(${preexec_functions:#__gv_before_command} __gv_before_command)
chpwd_functions=(${chpwd_functions:#__gv_moved})
case $__gv_direct in ?*) chpwd_functions+=(__gv_moved) ;; esac
