# shellcheck shell=sh
# resolve.sh – the one answer to "which base toolchain here?". Sourced by sh, bash, and zsh under `emulate sh`;
# builtins only. Functions are __gv_*, and so are results:
#
#   __gv_resolve ROOT DIR   succeeds with __gv_name (directory under versions, or `system`), __gv_label (what people see),
#     __gv_goroot (for system: the directory of its go), __gv_rule (env pin global newest system), __gv_file __gv_line
#     __gv_asked (the file or GV_VERSION that asked, and for what), and where a default was raised to what go.mod or
#     go.work need: __gv_raised_from __gv_floor __gv_floor_file __gv_floor_line.
#     Fails with __gv_code (bad-pin not-installed no-go) and __gv_message (one line, safe to print).
#
#   sh resolve.sh --trace ROOT DIR   prints tab-separated lines; \ tab newline CR in a field are written \\ \t \n \r:
#     look     rule  place  line  said           each place looked at, in order; `said` is empty where nothing was there
#     verdict  status(ok or code)  label  name  goroot  rule  file  line  asked
#              raised_from  floor  floor_file  floor_line  message  cure   always last, all in one line;
#              the message says what is wrong, the cure what to type or to write
#     The rule of a look is env pin global newest system floor gotoolchain. Exit 0, or 127 when nothing was chosen.
#
# A shim pays for each line of shell that it reads, so the parts load when they are needed. base.sh always loads, and is
# enough for an installed version in a plain pin. rest.sh loads for everything else; then pin.sh for other pins, version.sh
# for other versions, default.sh, floor.sh and raise.sh where nothing is pinned, system.sh, and message.sh for failures.
# The backslash in \[ and \read keeps a person's aliases out.

# Variables of these names may be inherited and are reset. __gv_parts: the parts that are loaded. __gv_forks is yes where a
# fork may be spent.
__gv_lib='' __gv_parts='' __gv_reader='' __gv_typed='' __gv_tracing='' __gv_forks=''

# __gv_resolve ROOT DIR: both absolute; a DIR that is not (the current directory was deleted) has no pins.
__gv_resolve() {
  __gv_root=$1 __gv_cwd=$2 __gv_lib=${__gv_lib:-$1/lib/shims}
  __gv_raised_from='' __gv_floor='' __gv_floor_file='' __gv_floor_line='' __gv_needed='' __gv_message=''
  # shellcheck source=shims/posix/base.sh
  \. "$__gv_lib/base.sh"
  \[ -z "$__gv_code" ]
}

# Sets __gv_cwd to the current directory as its user sees it, or to nothing where it was deleted.
__gv_here() {
  __gv_cwd=${PWD-}
  case $__gv_cwd in
    /*) \[ "$__gv_cwd" -ef . ] || __gv_cwd=$(\pwd -P 2>/dev/null) || __gv_cwd='' ;;
    *) __gv_cwd=$(\pwd -P 2>/dev/null) || __gv_cwd='' ;;
  esac
}

# Only where this file is run: a sourced file sees the arguments of its caller, which may be anything.
case ${0##*/}:${1-} in
  resolve.sh:--trace)
    # bash takes functions from its environment; in POSIX mode `unset` cannot be one.
    case ${BASH_VERSION-} in ?*) POSIXLY_CORRECT=${POSIXLY_CORRECT-y} && \unset -f [ printf pwd read ulimit ;; esac
    __gv_lib=${0%/*}
    # shellcheck source=shims/posix/trace.sh
    \. "$__gv_lib/trace.sh"
    __gv_print_trace "$2" "$3"
    ;;
esac
