# shellcheck shell=bash disable=SC2206  # words are split on purpose
# gv.bash – completion of gv in bash (3.2 or newer). Tab starts no process: builtins, a directory listing and one small
# file. The backslash in \local and \read keeps a person's aliases out.

# Sets COMPREPLY. No failure in it may end a shell under `set -e`.
function __gv_complete {
  COMPREPLY=()
  __gv_complete_words || :
}

function __gv_complete_words {
  \local IFS=$' \t\n' __gv_word __gv_before __gv_command='' __gv_options='' __gv_values='' __gv_slots=''
  \local __gv_nth=0 __gv_at=1 __gv_last='' __gv_one __gv_dashes='' __gv_root __gv_unset='' __gv_first='' __gv_installed='' __gv_remote=''
  __gv_word=${COMP_WORDS[COMP_CWORD]-} __gv_before=${COMP_WORDS[COMP_CWORD - 1]-}
  # bash makes three words of --source=proxy.
  case $__gv_word:$__gv_before in
    =:*) __gv_word='' ;;
    *:=) __gv_before=${COMP_WORDS[COMP_CWORD - 2]-} ;;
  esac
  while [[ $__gv_at -lt $COMP_CWORD ]]; do
    __gv_pass "${COMP_WORDS[__gv_at]}"
    ! __gv_is_program || {
      __gv_run "$__gv_at"
      \return
    }
    __gv_at=$((__gv_at + 1))
  done
  __gv_find_root
  case $__gv_dashes:$__gv_word in
    :-*)
      __gv_offer_words "$__gv_options $__gv_globals"
      case $__gv_command in '') __gv_offer_words "$__gv_top" ;; esac
      ;;
    *) __gv_offer_value || __gv_offer_argument ;;
  esac
}

# A word before the one that is completed: the command, an option, its value or an argument.
function __gv_pass {
  case $__gv_dashes:$1 in
    *:=) \return ;;
    :--)
      __gv_dashes=yes
      \return
      ;;
    :-*) \return ;;
  esac
  case $__gv_command in
    '')
      __gv_know "$1"
      \return
      ;;
  esac
  __gv_value_of "${COMP_WORDS[__gv_at - 1]}" && \return
  __gv_last=$1 __gv_nth=$((__gv_nth + 1))
  __gv_first=${__gv_first:-$1}
}

# Succeeds where the last word is the program that `gv exec` runs, and not the version before it.
function __gv_is_program {
  case $__gv_command:$__gv_nth:$__gv_last in
    exec:0:*) \return 1 ;;
    exec:1:[0123456789^~=\<\>]* | exec:1:latest | exec:1:oldstable | exec:1:stable | exec:1:system) \return 1 ;;
    exec:1:go1* | exec:1:v1* | exec:1:go@* | exec:1:golang@*) \return 1 ;;
    exec:*) \return 0 ;;
  esac
  \return 1
}

# Sets __gv_one to what the option takes; fails where it takes nothing.
function __gv_value_of {
  \local __gv_pair
  for __gv_pair in $__gv_values; do
    __gv_one=${__gv_pair#*:}
    case $__gv_pair in "$1":*) \return 0 ;; esac
  done
  \return 1
}

function __gv_offer_value {
  __gv_value_of "$__gv_before" || \return
  __gv_offer "$__gv_one"
}

function __gv_offer_argument {
  \local __gv_slot='' __gv_left="$__gv_nth"
  case $__gv_command in
    '')
      __gv_offer_words "$__gv_commands"
      case $__gv_word in ?*) __gv_offer_words "$__gv_aliases" ;; esac
      \return
      ;;
  esac
  for __gv_slot in $__gv_slots; do
    case $__gv_left:$__gv_slot in 0:* | *...)
      __gv_offer "${__gv_slot%...}"
      \return
      ;;
    esac
    __gv_left=$((__gv_left - 1))
  done
}

# Offers what a place or an option takes: kinds joined by +, or the words of a closed set joined by commas.
function __gv_offer {
  \local IFS=+
  for __gv_one in $1; do
    IFS=$' \t\n'
    case $__gv_one in
      installed)
        __gv_list_installed
        __gv_offer_words "$__gv_installed"
        ;;
      lines)
        __gv_list_installed
        __gv_offer_lines "$__gv_installed"
        ;;
      releases) __gv_offer_remote ;;
      channels) __gv_offer_words 'latest oldstable' ;;
      mod | system) __gv_offer_words "$__gv_one" ;;
      tools) __gv_offer_words 'go gofmt' ;;
      files) __gv_offer_files filenames default ;;
      directories) __gv_offer_files filenames dirnames ;;
      command) __gv_offer_programs ;;
      config-value) case $__gv_first in set) __gv_config_value "$__gv_last" ;; esac ;;
      nothing) \: ;;
      *) __gv_offer_words "${__gv_one//,/ }" ;;
    esac
  done
}

# Offers those of the words that begin with the typed text.
function __gv_offer_words {
  \local __gv_each
  for __gv_each in $1; do
    case $__gv_each in "$__gv_word"*) COMPREPLY+=("$__gv_each") ;; esac
  done
}

# bash 3.2 has no compopt; it offers files where there is nothing else.
function __gv_offer_files {
  compopt -o "$1" -o "$2" 2>/dev/null || :
}

# Offers the lines first, and the releases of a line that is typed out, except installed ones, which were offered already.
function __gv_offer_remote {
  \local __gv_each __gv_line='' __gv_lines='' __gv_found='' __gv_typed=''
  __gv_read_remote
  for __gv_each in $__gv_remote; do
    case $__gv_each in
      "$__gv_line".* | "$__gv_line"[abcdefghijklmnopqrstuvwxyz]*) ;;
      *)
        __gv_set_line "$__gv_each"
        __gv_lines="$__gv_lines $__gv_line" __gv_typed=''
        case $__gv_word in "$__gv_line"*) __gv_typed=yes ;; esac
        ;;
    esac
    case $__gv_typed in
      yes) case "$__gv_installed " in *" $__gv_each "*) ;; *) __gv_found="$__gv_found $__gv_each" ;; esac ;;
    esac
  done
  __gv_offer_words "$__gv_lines$__gv_found"
}

function __gv_offer_lines {
  \local __gv_each __gv_line='' __gv_lines=' '
  for __gv_each in $1; do
    __gv_set_line "$__gv_each"
    case $__gv_lines in *" $__gv_line "*) ;; *) __gv_lines="$__gv_lines$__gv_line " ;; esac
  done
  __gv_offer_words "$__gv_lines"
}

# Sets __gv_line to the line of a release: 1.22 for 1.22.5, 1.27 for 1.27rc2.
function __gv_set_line {
  __gv_line=${1#*.}
  __gv_line=${1%%.*}.${__gv_line%%[!0123456789]*}
}

# Offers programs for `gv exec`, but not while nothing is typed: there are thousands.
function __gv_offer_programs {
  \local IFS=: __gv_place __gv_each
  case $__gv_word in
    '')
      __gv_offer_words 'go'
      __gv_offer_words 'gofmt'
      \return
      ;;
    */*)
      __gv_offer_files filenames default
      \return
      ;;
    [!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_]* | *[!0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._+-]*) \return ;;
  esac
  __gv_allow_globs
  for __gv_place in ${PATH-}; do
    case $__gv_place in /*) ;; *) continue ;; esac
    for __gv_each in "$__gv_place/$__gv_word"*; do
      [[ -f $__gv_each && -x $__gv_each ]] || continue
      IFS=' '
      __gv_each=${__gv_each##*/}
      case $__gv_each in *[[:cntrl:][:space:]]*) continue ;; esac
      # /bin is often the same directory as /usr/bin.
      case " ${COMPREPLY[*]-} " in *" $__gv_each "*) ;; *) COMPREPLY+=("$__gv_each") ;; esac
    done
  done
  __gv_restore_globs
}

# The command behind `gv exec 1.22` is completed as if gv were not there if bash-completion is loaded; else with files.
function __gv_run {
  \local __gv_each
  for __gv_each in _comp_command_offset _command_offset; do
    ! declare -F "$__gv_each" >/dev/null || {
      "$__gv_each" "$1"
      \return
    }
  done
  __gv_offer_files bashdefault default
}

# ---- Versions

# Sets __gv_root to the root, if this shell knows it.
function __gv_find_root {
  __gv_root=${GV_ROOT:-${__gv_home:-${HOME-}/.gv}}
}

# Sets __gv_installed, in the order of release where that is known. A directory may have any name; only names of versions
# count. go1.20 is shown as 1.20.0, because 1.20 means the line.
function __gv_list_installed {
  \local __gv_each __gv_found='' __gv_count=0
  __gv_allow_globs
  for __gv_each in "$__gv_root"/versions/[0-9]*/bin/go; do
    __gv_each=${__gv_each%/bin/go}
    __gv_each=${__gv_each##*/}
    case $__gv_each in
      *[!.0123456789abcdefghijklmnopqrstuvwxyz]* | *..* | *.) continue ;;
      *.*.* | *.*[a-z]*) ;;
      *.*) __gv_each=$__gv_each.0 ;;
      *) continue ;;
    esac
    __gv_found="$__gv_found $__gv_each" __gv_count=$((__gv_count + 1))
  done
  __gv_restore_globs
  __gv_read_remote
  __gv_installed=''
  for __gv_each in $__gv_remote; do
    [[ -e $__gv_root/versions/$__gv_each/bin/go || -e $__gv_root/versions/${__gv_each%.0}/bin/go ]] || continue
    __gv_installed="$__gv_installed $__gv_each" __gv_count=$((__gv_count - 1))
  done
  case $__gv_count in 0) \return ;; esac
  for __gv_each in $__gv_found; do
    case "$__gv_installed " in *" $__gv_each "*) ;; *) __gv_installed="$__gv_installed $__gv_each" ;; esac
  done
}

# Sets __gv_remote to the releases that gv last heard of: a bounded read of a plain list that gv writes.
function __gv_read_remote {
  \local __gv_text='' __gv_each __gv_list="$__gv_root/cache/remote-versions"
  case $__gv_remote in ?*) \return ;; esac
  # In a root of another account, each person has a list of their own.
  if [[ ! -O $__gv_root ]]; then
    __gv_list=${XDG_CACHE_HOME:-${HOME-}/.cache}/gv/remote-versions
    case ${GV_USER_DIR-} in ?*) __gv_list=$GV_USER_DIR/cache/remote-versions ;; esac
  fi
  [[ -f $__gv_list && -r $__gv_list ]] || \return 0
  IFS='' \read -r -d '' -n 32768 __gv_text <"$__gv_list" || :
  case $__gv_text in *[!.0123456789abcdefghijklmnopqrstuvwxyz$'\n']*) \return ;; esac
  __gv_remote=$__gv_text
}

# Lists files with bash's default options: `set -f` would find none, and failglob would end the completion.
function __gv_allow_globs {
  __gv_unset=''
  case $- in *f*)
    __gv_unset=f
    \set +f
    ;;
  esac
  ! \shopt -q failglob || {
    __gv_unset="${__gv_unset}g"
    \shopt -u failglob
  }
}

function __gv_restore_globs {
  case $__gv_unset in *f*) \set -f ;; esac
  case $__gv_unset in *g*) \shopt -s failglob ;; esac
}

# ---- The command table

# Made by scripts/completions.ts from the command table; npm run completions writes it anew.
__gv_commands='install import uninstall list ls-remote outdated upgrade prune use current explain which where exec env matrix bench verify audit key init completion rehash doctor tui pick config self-update self-uninstall help'
__gv_aliases='i add dl rm remove un ls versions lr search up why x run keys activate completions reshim ui'
__gv_globals='--json --offline -q --quiet -y --yes --verbose --no-color -h --help'
__gv_top='-V --version'

# Sets what is known of a command; any of its names becomes the first.
function __gv_know {
  case $1 in
    install | i | add | dl)
      __gv_command='install'
      __gv_options='-i --interactive -f --force --full --sha256 --signature --log-proof --source --no-reuse --keyring --require --unproven'
      __gv_values='--sha256:nothing --signature:files --log-proof:files --source:auto,official,proxy --keyring:files --require:digest,signature,log'
      __gv_slots='channels+mod+releases+files...'
      ;;
    import)
      __gv_command='import'
      __gv_options='--from --link --move --undo -n --dry-run'
      __gv_values='--from:goenv,gvm,asdf,mise,gobrew,g,sdk,modcache,runner,system'
      ;;
    uninstall | rm | remove | un)
      __gv_command='uninstall'
      __gv_options='-i --interactive -n --dry-run -f --force'
      __gv_slots='installed...'
      ;;
    list | ls | versions)
      __gv_command='list'
      __gv_options='-r --remote -a --all'
      __gv_slots='channels+releases'
      ;;
    ls-remote | lr | search)
      __gv_command='ls-remote'
      __gv_options='-a --all'
      __gv_slots='channels+releases'
      ;;
    outdated)
      __gv_command='outdated'
      __gv_options='--exit-code'
      ;;
    upgrade | up)
      __gv_command='upgrade'
      __gv_options='--prune-old -n --dry-run --source --no-reuse --keyring --require'
      __gv_values='--source:auto,official,proxy --keyring:files --require:digest,signature,log'
      __gv_slots='lines...'
      ;;
    prune)
      __gv_command='prune'
      __gv_options='--patches --index -n --dry-run'
      ;;
    use)
      __gv_command='use'
      __gv_options='-g --global -s --shell --track --unset -i --interactive --source --keyring'
      __gv_values='--source:auto,official,proxy --keyring:files'
      __gv_slots='installed+channels+mod+system+releases'
      ;;
    current)
      __gv_command='current'
      ;;
    explain | why)
      __gv_command='explain'
      ;;
    which)
      __gv_command='which'
      __gv_slots='tools'
      ;;
    where)
      __gv_command='where'
      __gv_slots='installed'
      ;;
    exec | x | run)
      __gv_command='exec'
      __gv_options='--exact'
      __gv_slots='installed+lines+channels+system+command command...'
      ;;
    env)
      __gv_command='env'
      __gv_options='--shell --format --goroot --gobin --caches --write --check --github'
      __gv_values='--shell:sh,bash,zsh,fish,direnv,powershell --format:sh,bash,zsh,fish,direnv,powershell,github,dotenv,docker,systemd,environment.d,profile,cron,vscode,json --caches:directories --write:files --check:files'
      __gv_slots='installed+mod+system'
      ;;
    matrix)
      __gv_command='matrix'
      __gv_options='-v --go -j --jobs --fail-fast --install --isolate --out --stall --print --source --keyring'
      __gv_values='-v:nothing --go:nothing -j:nothing --jobs:nothing --out:directories --stall:nothing --print:github,gitlab --source:auto,official,proxy --keyring:files'
      __gv_slots='command...'
      ;;
    bench)
      __gv_command='bench'
      __gv_options='-v --go -n --rounds --warm-up --cpus --env --install --out --source --keyring'
      __gv_values='-v:nothing --go:nothing -n:nothing --rounds:nothing --warm-up:nothing --cpus:nothing --env:nothing --out:directories --source:auto,official,proxy --keyring:files'
      __gv_slots='command...'
      ;;
    verify)
      __gv_command='verify'
      __gv_options='--path --all --full --repair --upgrade-proofs --proof --self --signature --sha256 --log-proof --keyring --require'
      __gv_values='--path:directories --signature:files --sha256:nothing --log-proof:files --keyring:files --require:digest,signature,log'
      __gv_slots='installed+files...'
      ;;
    audit)
      __gv_command='audit'
      __gv_options='--path --summary --format'
      __gv_values='--path:directories --format:sh,bash,zsh,fish,direnv,powershell,github,dotenv,docker,systemd,environment.d,profile,cron,vscode,json'
      ;;
    key | keys)
      __gv_command='key'
      __gv_options='--url'
      __gv_values='--url:nothing'
      __gv_slots='list,update,import files'
      ;;
    init | activate)
      __gv_command='init'
      __gv_options='--direct'
      __gv_slots='sh,bash,zsh,fish,direnv'
      ;;
    completion | completions)
      __gv_command='completion'
      __gv_slots='bash,zsh,fish'
      ;;
    rehash | reshim)
      __gv_command='rehash'
      ;;
    doctor)
      __gv_command='doctor'
      __gv_options='--fix --online --graph --editors --strict --format --timeout --vcs --idle --throughput --compare --no-go --whole-chain --place --no-probe --write --cold -n --rounds'
      __gv_values='--format:github,gitlab,junit --timeout:nothing --idle:nothing --compare:nothing --place:directories --write:directories -n:nothing --rounds:nothing'
      __gv_slots='install,env,modules,net,machine,all...'
      ;;
    tui | ui)
      __gv_command='tui'
      ;;
    pick)
      __gv_command='pick'
      __gv_options='-m --multiple'
      __gv_slots='installed,remote'
      ;;
    config)
      __gv_command='config'
      __gv_slots='list,get,set,unset keyring,log-key,auto-install,projects,toolchain-policy,gobin-per-version,reuse,require config-value'
      ;;
    self-update)
      __gv_command='self-update'
      __gv_options='--check --rollback --force'
      __gv_slots='nothing'
      ;;
    self-uninstall)
      __gv_command='self-uninstall'
      __gv_options='-n --dry-run'
      ;;
    help)
      __gv_command='help'
      __gv_slots='help,install,import,uninstall,list,ls-remote,outdated,upgrade,prune,use,current,explain,which,where,exec,env,matrix,bench,verify,audit,key,init,completion,rehash,doctor,tui,pick,config,self-update,self-uninstall'
      ;;
    *) __gv_command=none ;;
  esac
}

function __gv_config_value {
  case $1 in
    keyring) __gv_offer 'files' ;;
    log-key) __gv_offer 'nothing' ;;
    auto-install) __gv_offer 'on,off' ;;
    projects) __gv_offer 'on,off' ;;
    toolchain-policy) __gv_offer 'auto,path,local' ;;
    gobin-per-version) __gv_offer 'on,off' ;;
    reuse) __gv_offer 'on,off' ;;
    require) __gv_offer 'digest,signature,log' ;;
  esac
}
# End of what is made.

# Versions keep their order; bash 4.4 and newer can do that.
complete -o nosort -F __gv_complete gv 2>/dev/null || complete -o default -F __gv_complete gv
