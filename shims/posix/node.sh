# shellcheck shell=sh
# node.sh – the Node that runs gv's program, and the variables that this Node does not get. Sourced by the launcher.

# Sets __gv_node: the installation's own. Only where it has none, as on musl: GV_NODE, else the one on PATH. A project's
# environment could name a program in GV_NODE.
__gv_find_node() {
  __gv_node=$__gv_install/runtime/node
  ! __gv_can_run "$__gv_node" || return 0
  case ${GV_NODE-} in
    '') __gv_program node && __gv_node=$__gv_found || __gv_node='' ;;
    /*)
      __gv_node=$GV_NODE
      __gv_can_run "$__gv_node" || __gv_die 1 'GV_NODE does not name a program that can be run'
      ;;
    *) __gv_die 1 'GV_NODE is not an absolute path' ;;
  esac
  case $__gv_node in ?*) __gv_version=$(__gv_take_out && "$__gv_node" --version 2>/dev/null) || __gv_version='' ;; *) __gv_version='' ;; esac
  __gv_version=${__gv_version#v}
  __gv_major=${__gv_version%%.*} __gv_minor=${__gv_version#*.} __gv_minor=${__gv_minor%%.*}
  # All of these know --disable-sigusr1 (22.14, 23.7), and have node:sqlite.
  case $__gv_major:$__gv_minor in
    22:19 | 22:[2-9]? | 23:[7-9] | 23:1? | 2[4-9]:* | [3-9]?:*) return 0 ;;
  esac
  __gv_die 1 'gv needs Node 22.19, 23.7, 24 or newer for this: put one on PATH, or set GV_NODE to one'
}

# Variables that Node and its OpenSSL obey: they run code, load a library, change the trust of TLS, or write files. A test compares
# the list with the Node that is shipped: its help, its manual page and its program.
__gv_of_node='NODE_CHANNEL_FD NODE_CHANNEL_SERIALIZATION_MODE NODE_CLUSTER_SCHED_POLICY NODE_COMPILE_CACHE
NODE_COMPILE_CACHE_PORTABLE NODE_DEBUG NODE_DEBUG_NATIVE NODE_DISABLE_COLORS NODE_DISABLE_COMPILE_CACHE NODE_EXTRA_CA_CERTS
NODE_ICU_DATA NODE_INSPECT_RESUME_ON_START NODE_NO_READLINE NODE_NO_WARNINGS NODE_OPTIONS NODE_PATH NODE_PENDING_DEPRECATION
NODE_PENDING_PIPE_INSTANCES NODE_PRESERVE_SYMLINKS NODE_PRESERVE_SYMLINKS_MAIN NODE_REDIRECT_WARNINGS
NODE_REPL_EXTERNAL_MODULE NODE_REPL_HISTORY NODE_REPL_HISTORY_SIZE NODE_REPL_MODE NODE_RUN_PACKAGE_JSON_PATH
NODE_RUN_SCRIPT_NAME NODE_SKIP_PLATFORM_CHECK NODE_TEST_CONTEXT NODE_TEST_WORKER_ID NODE_TLS_REJECT_UNAUTHORIZED
NODE_UNIQUE_ID NODE_USE_ENV_PROXY NODE_USE_SYSTEM_CA NODE_V8_COVERAGE OPENSSL_CONF OPENSSL_ENGINES OPENSSL_MODULES
SSLKEYLOGFILE WATCH_REPORT_DEPENDENCIES'

# Takes these variables out of the environment. __GV_KEPT_* hold them for the user's programs that gv's Node
# starts (src/io/process/environment.ts).
__gv_take_out() {
  for __gv_each_name in $__gv_of_node; do
    eval "case \${$__gv_each_name+set} in
      set) export __GV_KEPT_$__gv_each_name=\"\$$__gv_each_name\" && unset $__gv_each_name ;;
      *) unset __GV_KEPT_$__gv_each_name ;;
    esac"
  done
}

# Sets __GV_NOHUP where SIGHUP was ignored when gv began, as under nohup: Node undoes that at its start, and cannot tell any more.
# A signal that was ignored before a shell began cannot be trapped in it (POSIX), so a trap that does not hear it says so. zsh traps
# it all the same. One that is blocked, as in children of some daemons, counts as ignored: it would wait for Node, and end it at its
# start, so it is ignored for a moment, which discards it (POSIX, sigaction). Not for a subshell, where $$ is not its own.
__gv_hear_hangup() {
  __GV_NOHUP=1
  trap 'unset __GV_NOHUP' HUP
  kill -s HUP "$$"
  trap '' HUP
  trap - HUP
  case ${__GV_NOHUP+set} in set) export __GV_NOHUP ;; esac
}

# __gv_become_node ARGUMENT…: runs gv's program in place of this process. Node's warnings are for the authors of a program.
# Without --disable-sigusr1 that signal would open a debugger on a port, where every account of the machine can run code as this one.
__gv_become_node() {
  __gv_take_out
  exec "$__gv_node" --no-warnings --disable-sigusr1 --openssl-config=/dev/null "${__gv_lib%/shims}/gv.js" "$@"
}
