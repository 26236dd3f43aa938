# shellcheck shell=sh
# message.sh – the message of a failure of resolve.sh. Every message is one line: what, where, and what to do next. It holds
# no control characters, because file names and pins come from other people.

# __gv_fail WHAT: sets __gv_code, __gv_message, and its parts __gv_wrong and __gv_cure, and fails.
__gv_fail() {
  __gv_goroot=''
  "__gv_say_$1"
  return 1
}

__gv_say_bad() {
  __gv_code=bad-pin
  __gv_where='environment variable GV_VERSION'
  case $__gv_rule in pin | global) __gv_where=$__gv_file${__gv_line:+:$__gv_line} ;; esac
  if \[ -n "$__gv_why" ]; then
    case $__gv_said in ?*) __gv_why="$__gv_why (\"$__gv_said\")" ;; esac
    __gv_clean "$__gv_where $__gv_why"
  elif \[ "${#__gv_said}" -gt 64 ]; then
    __gv_clean "$__gv_where: a text of ${#__gv_said} characters is not a Go version"
  else
    __gv_clean "$__gv_where: \"$__gv_said\" is not a Go version"
  fi
  case ${__gv_typed-} in ?*) __gv_cleaned=${__gv_cleaned#"$__gv_where: "} ;; esac
  __gv_wrong=$__gv_cleaned __gv_cure='write a version such as 1.22.5, a line such as 1.22, latest or system'
  __gv_message="$__gv_wrong; $__gv_cure"
}

__gv_say_missing() {
  __gv_code=not-installed
  case $__gv_rule in
    env) case ${__gv_typed-} in '') __gv_where=' (set by the environment variable GV_VERSION)' ;; *) __gv_where='' ;; esac ;;
    pin | global) __gv_where=" (set by $__gv_file:$__gv_line)" ;;
    newest) __gv_where=" (named by $__gv_place)" ;;
    *) __gv_where='' ;;
  esac
  case $__gv_asked in
    system)
      __gv_code=no-go
      __gv_what="no go is on PATH outside gv's shims$__gv_where"
      # An install would not help where the system's Go was chosen: it would be chosen again.
      case $__gv_rule,${__gv_typed-} in
        system,*) __gv_what='no Go is installed, and none is on PATH' __gv_next='gv install' ;;
        pin,*) __gv_next='gv use latest' ;;
        global,*) __gv_next='gv use -g latest' ;;
        env,) __gv_next='unset GV_VERSION' ;;
        *) __gv_next='gv install' ;;
      esac
      ;;
    latest | stable)
      __gv_what="no stable Go is installed$__gv_where"
      __gv_next='gv install latest'
      ;;
    *)
      __gv_what="Go $__gv_asked is not installed$__gv_where"
      __gv_next="gv install $__gv_asked"
      ;;
  esac
  __gv_clean "$__gv_what"
  __gv_wrong=$__gv_cleaned __gv_cure=$__gv_next
  __gv_message="$__gv_wrong; run: $__gv_cure"
}

# Sets __gv_cleaned to TEXT with `?` in place of each control character. In UTF-8 the C1 controls are two bytes, C2 80 to
# C2 9F. A shell that sees single bytes cannot name that range without a fork, so there every byte C2 becomes `?`.
__gv_clean() {
  __gv_left=$1 __gv_cleaned=''
  while :; do
    case $__gv_left in *[[:cntrl:]]*) ;; *) break ;; esac
    __gv_part=${__gv_left%%[[:cntrl:]]*}
    __gv_cleaned=$__gv_cleaned$__gv_part'?'
    __gv_left=${__gv_left#"$__gv_part"?}
  done
  __gv_cleaned=$__gv_cleaned$__gv_left
  __gv_no_c1
}

__gv_no_c1() {
  case $__gv_cleaned in *[![:print:]]*) ;; *) return 0 ;; esac
  __gv_c2=$(\printf '\302')
  __gv_left=$__gv_cleaned __gv_cleaned=''
  while :; do
    case $__gv_left in *"$__gv_c2"*) ;; *) break ;; esac
    __gv_part=${__gv_left%%"$__gv_c2"*}
    __gv_cleaned=$__gv_cleaned$__gv_part'?'
    __gv_left=${__gv_left#"$__gv_part$__gv_c2"}
  done
  __gv_cleaned=$__gv_cleaned$__gv_left
}
