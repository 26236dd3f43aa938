# hook.zsh – the hook of an interactive zsh. Sourced by env under `emulate zsh`, which its functions then keep, with the root
# in __gv_env. hook-common.bash says what the hook does. `emulate` leaves force_float alone, which makes a 3 of arithmetic "3.".

typeset -ga __gv_watched __gv_empty precmd_functions preexec_functions chpwd_functions
\. "$__gv_env/lib/shims/hook-common.bash"
__gv_completed=''
zmodload -F zsh/system b:sysread 2>/dev/null && __gv_sysread=yes || __gv_sysread=''

# Runs before a prompt, where `set -e` must not see a failure; zsh itself keeps $?.
function __gv_hook {
  case ${__gv_completed-} in '') __gv_register_completion ;; esac
  __gv_settle && __gv_tell
  \return 0
}

# With --direct, the next command on the same line must find the toolchain too. Silent, because a script's cd comes here too.
function __gv_moved {
  __gv_settle || :
}

# Undoes what the hooks of other managers did to PATH after this one.
function __gv_before_command {
  case ${__gv_loaded-} in ?*) __gv_take_the_lead ;; esac
}

# Once compinit has run, whenever that is. Not by an entry in fpath: compinit asks questions about directories of other
# accounts, looks for no new one where it trusts its dump, and finds zsh's own _gv, which is Ghostview's.
function __gv_register_completion {
  (( ${+functions[compdef]} )) || \return 0
  __gv_completed=yes
  compdef __gv_load_completion gv
}

function __gv_load {
  case ${__gv_loaded-} in
    '') emulate sh -o no_force_float -c '\. "$__gv_home/lib/shims/resolve.sh" && \. "$__gv_home/lib/shims/hook.sh"' && __gv_loaded=yes ;;
  esac
}

function __gv_read {
  __gv_content=''
  if [[ -n $__gv_sysread ]]; then
    sysread -s 65536 __gv_content <"$__gv_place" || :
  else
    \read -r -u 0 -k 4096 __gv_content <"$__gv_place" || :
  fi
}

# Adds the hook once, behind what is there.
function __gv_register {
  (( ${precmd_functions[(Ie)__gv_hook]} )) || precmd_functions+=(__gv_hook)
  (( ${preexec_functions[(Ie)__gv_before_command]} )) || preexec_functions+=(__gv_before_command)
  chpwd_functions=(${chpwd_functions:#__gv_moved})
  case $__gv_direct in ?*) chpwd_functions+=(__gv_moved) ;; esac
}

__gv_register
