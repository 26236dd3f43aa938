# shellcheck shell=sh
# message.sh – the message of a failure of resolve.sh. Every message is one line: what, where, and what to do next. It holds
# no control characters, because file names and pins come from other people.

# __gv_fail WHAT: sets __gv_code, __gv_message, and its parts __gv_wrong and __gv_cure, and fails.
__gv_fail() {
  __gv_goroot=''
  case $1:$__gv_rule in missing:pin | missing:global) __gv_show "$__gv_asked" "$__gv_file" ;; *) __gv_shown=$__gv_asked ;; esac
  case $__gv_shown in "$__gv_asked") "__gv_say_$1" ;; *) __gv_say_bad ;; esac
  return 1
}

__gv_say_bad() {
  __gv_code=bad-pin
  __gv_where='environment variable GV_VERSION'
  case $__gv_rule in pin | global) __gv_where=$__gv_file${__gv_line:+:$__gv_line} ;; esac
  __gv_show "$__gv_said" "$__gv_file" '"'
  if \[ -n "$__gv_why" ]; then
    case $__gv_said in ?*) __gv_why="$__gv_why ($__gv_shown)" ;; esac
    __gv_clean "$__gv_where $__gv_why"
  else
    __gv_clean "$__gv_where: $__gv_shown is not a Go version"
  fi
  case ${__gv_typed-} in ?*) __gv_cleaned=${__gv_cleaned#"$__gv_where: "} ;; esac
  __gv_wrong=$__gv_cleaned __gv_cure='write a version such as 1.22.5, a line such as 1.22, latest or system'
  case $__gv_shown in "\"$__gv_said\"") __gv_name_cure ;; esac
  __gv_message="$__gv_wrong; $__gv_cure"
}

# Sets __gv_cure for a text that means something: to other tools, on gv's command line, or to people.
__gv_name_cure() {
  __gv_need version
  case $__gv_said in
    latest:* | prefix:*) __gv_meant=${__gv_said#*:} ;;
    *[!."$__gv_digits"]*) __gv_meant='' ;;
    *) __gv_meant=1.$__gv_said ;;
  esac
  if \[ -n "$__gv_meant" ] && __gv_split "$__gv_meant" && __gv_is_go; then
    __gv_cure="write $__gv_meant"
    return 0
  fi
  # A range, or oldstable, is another release on another day. `gv use` chooses one and writes it. The text is safe to paste.
  case $__gv_rule:$__gv_said in
    env:*) ;;
    *:oldstable) __gv_meant=oldstable ;;
    *:*[!.,' '"$__gv_digits"'xX*<>=^~']*) ;;
    *:["$__gv_digits"'<>=^~']*) __gv_meant="'$__gv_said'" ;;
  esac
  case $__gv_meant:$__gv_rule in
    "'"*:global | oldstable:global) __gv_cure="run: gv use -g $__gv_meant" ;;
    "'"*:* | oldstable:*) __gv_cure="run: gv use $__gv_meant" ;;
  esac
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
  # A mode that was lost, or a file system mounted noexec: gv install mends the one and names the other.
  if \[ -n "$__gv_name" ] && \[ -f "$__gv_root/versions/$__gv_name/bin/go" ]; then
    __gv_what="Go $__gv_label is installed, but $__gv_root/versions/$__gv_name/bin/go may not be executed$__gv_where"
    __gv_next="gv install $__gv_label"
  fi
  __gv_clean "$__gv_what"
  __gv_wrong=$__gv_cleaned __gv_cure=$__gv_next
  __gv_message="$__gv_wrong; run: $__gv_cure"
}

# __gv_show TEXT FILE [QUOTE]: sets __gv_shown to TEXT as it may be shown, else to its length. A project may have a pin that is
# a link to a file of secrets, and a text longer than any version may be one: .go-version -> ~/.netrc.
__gv_show() {
  if \[ "${#1}" -le 24 ]; then
    __gv_shown=${3-}$1${3-}
    \[ -L "$2" ] || return 0
    case $1 in '' | latest | stable | system) return 0 ;; esac
    __gv_need version
    case $1 in *.*) ! __gv_split "${1#[gv]}" && ! __gv_split "${1#go}" || return 0 ;; ?) ! __gv_split "$1" || return 0 ;; esac
  fi
  __gv_shown="a text of ${#1} characters"
}

# Sets __gv_cleaned to TEXT with `?` in place of each control character, C0, DEL and C1, of each mark that turns the direction
# of text or ends a line, and of each byte that is not UTF-8: a terminal may take the bytes 80 to 9F for C1. Not all shells
# see characters, and none in every locale, so all go by bytes.
__gv_clean() {
  __gv_left=$1 __gv_cleaned='' __gv_locale=${LC_ALL-} __gv_had=${LC_ALL+yes}
  case $__gv_shell in zsh) \setopt local_options no_multibyte ;; esac
  LC_ALL=C
  __gv_clean_bytes
  # bash complains of a locale that is not installed.
  case $__gv_had in yes) { LC_ALL=$__gv_locale; } 2>/dev/null ;; *) \unset LC_ALL ;; esac
}

__gv_clean_bytes() {
  case $__gv_left in
    *[!' '-'~']*) __gv_byte_patterns ;;
    *) __gv_cleaned=$__gv_left __gv_left='' ;;
  esac
  while \[ -n "$__gv_left" ]; do
    __gv_part=${__gv_left%%[!' '-'~']*}
    __gv_cleaned=$__gv_cleaned$__gv_part __gv_left=${__gv_left#"$__gv_part"}
    # shellcheck disable=SC2254  # they are patterns
    case $__gv_left in
      '') break ;;
      $__gv_c1* | $__gv_letter_mark*) __gv_part='' __gv_after=${__gv_left#??} ;;
      $__gv_marks* | $__gv_isolates* | $__gv_mark_of_order*) __gv_part='' __gv_after=${__gv_left#???} ;;
      $__gv_tags*) __gv_part='' __gv_after=${__gv_left#????} ;;
      $__gv_two*) __gv_after=${__gv_left#??} __gv_part=${__gv_left%"$__gv_after"} ;;
      $__gv_three*) __gv_after=${__gv_left#???} __gv_part=${__gv_left%"$__gv_after"} ;;
      $__gv_four*) __gv_after=${__gv_left#????} __gv_part=${__gv_left%"$__gv_after"} ;;
      *) __gv_part='' __gv_after=${__gv_left#?} ;;
    esac
    __gv_cleaned=$__gv_cleaned${__gv_part:-?} __gv_left=$__gv_after
  done
}

# Sets a pattern for each kind of character: C1 (U+0080 to U+009F) and the soft hyphen; the marks U+061C, U+200B to U+200F and
# U+2028 to U+202E; what is drawn as nothing, from U+2060 to U+206F, U+FEFF, and the tags from U+E0000 to U+E007F; and
# characters of two, three and four bytes. bash and zsh need no fork for that.
__gv_byte_patterns() {
  __gv_bytes='\302[\200-\237\255]\n\330\234\n\342\200[\213-\217\250-\256]\n\342\201[\240-\257]\n\357\273\277\n\363\240[\200\201][\200-\277]\n[\302-\337][\200-\277]\n[\340-\357][\200-\277][\200-\277]\n[\360-\364][\200-\277][\200-\277][\200-\277]'
  # shellcheck disable=SC2059,SC3045  # the text is a format, and both shells have -v
  case $__gv_shell in
    ?*) \printf -v __gv_bytes "$__gv_bytes" ;;
    *) __gv_bytes=$(\printf "$__gv_bytes") ;;
  esac
  {
    IFS='' \read -r __gv_c1 && IFS='' \read -r __gv_letter_mark && IFS='' \read -r __gv_marks && IFS='' \read -r __gv_isolates
    IFS='' \read -r __gv_mark_of_order && IFS='' \read -r __gv_tags
    IFS='' \read -r __gv_two && IFS='' \read -r __gv_three && IFS='' \read -r __gv_four
  } <<-END
	$__gv_bytes
	END
}
