# shellcheck shell=sh
# version.sh – the versions that a pin may name, and the order of Go's versions. Part of resolve.sh.

# Spelled out, because in some locales the range 0-9 holds more than ten characters.
__gv_digits=0123456789

# Chooses what __gv_asked says. People and other tools write a version in several ways.
__gv_choose_any() {
  __gv_plain_spelling
  __gv_wrong=missing
  case $__gv_asked in
    system)
      __gv_need system
      __gv_system && return 0
      ;;
    latest | stable) __gv_alias "$__gv_asked" && return 0 ;;
    *)
      if \[ "${#__gv_asked}" -le 32 ] && __gv_split "$__gv_asked" && __gv_is_go; then
        case $__gv_kind$__gv_patch in '') __gv_alias "$__gv_asked" ;; *) __gv_take "$__gv_asked" ;; esac && return 0
      else
        __gv_wrong=bad
      fi
      ;;
  esac
  __gv_need message
  __gv_fail "$__gv_wrong"
}

# Makes __gv_asked the plain spelling: without the blanks that a script leaves around GV_VERSION, without `go` or `v` in
# front, and 1.23 for 1.23.x, 1.23.X, 1.23.* and ~1.23.
__gv_plain_spelling() {
  case $__gv_asked in
    [[:space:]]* | *[[:space:]])
      __gv_asked=${__gv_asked#"${__gv_asked%%[![:space:]]*}"}
      __gv_asked=${__gv_asked%"${__gv_asked##*[![:space:]]}"}
      ;;
  esac
  case $__gv_asked in
    go["$__gv_digits"]*) __gv_asked=${__gv_asked#go} ;;
    v["$__gv_digits"]*) __gv_asked=${__gv_asked#v} ;;
  esac
  __gv_spelled=''
  case $__gv_asked in
    *.*.*.*) ;;
    *.*.[xX*]) __gv_spelled=${__gv_asked%??} ;;
    '~'*.*.*) ;;
    '~'*.*) __gv_spelled=${__gv_asked#?} ;;
  esac
  case $__gv_spelled in '' | *[!."$__gv_digits"]*) ;; *) __gv_asked=$__gv_spelled ;; esac
}

# Fails for a number that is not a Go version, after __gv_split: 22 and 22.5 are short for 1.22 and 1.22.5.
__gv_is_go() {
  case $__gv_major:$__gv_minor in 1: | [123456789]:?*) ;; *) return 1 ;; esac
}

# Splits a Go version, without `go`, into __gv_major __gv_minor __gv_patch __gv_kind __gv_pre; fails on anything else. In
# Go's grammar a patch has no prereleases; 1.9.2rc2 is the one release that breaks it.
__gv_split() {
  __gv_kind='' __gv_pre='' __gv_minor='' __gv_patch='' __gv_major=$1
  case $1 in
    1.9.2rc2)
      __gv_major=1 __gv_minor=9 __gv_patch=2 __gv_kind=rc __gv_pre=2
      return 0
      ;;
    *alpha*) __gv_kind=alpha ;;
    *beta*) __gv_kind=beta ;;
    *rc*) __gv_kind=rc ;;
  esac
  if \[ -n "$__gv_kind" ]; then
    __gv_pre=${1#*"$__gv_kind"} __gv_major=${1%%"$__gv_kind"*}
    __gv_number "$__gv_pre" || return 1
    case $__gv_major in *.*.*) return 1 ;; *.*) ;; *) return 1 ;; esac
  fi
  case $__gv_major in
    *.*.*)
      __gv_patch=${__gv_major#*.*.} __gv_major=${__gv_major%."$__gv_patch"}
      __gv_number "$__gv_patch" || return 1
      ;;
  esac
  case $__gv_major in
    *.*)
      __gv_minor=${__gv_major#*.} __gv_major=${__gv_major%%.*}
      __gv_number "$__gv_minor" || return 1
      ;;
  esac
  __gv_number "$__gv_major"
}

# A decimal number of at most nine digits without leading zeros.
__gv_number() {
  case $1 in '' | *[!"$__gv_digits"]* | 0?* | ??????????*) return 1 ;; esac
}

# __gv_take VERSION: chooses the toolchain of an exact version, as Go or as people write it. Fails where it is not installed.
__gv_take() {
  __gv_label_of "$1" || return 1
  __gv_goroot=$__gv_root/versions/$__gv_name
  \[ -f "$__gv_goroot/bin/go" ] && \[ -x "$__gv_goroot/bin/go" ]
}

# Sets __gv_name and __gv_label. Go names the first release of a line before 1.21 without a third number. People see and
# write it with one, because 1.20 means the newest 1.20.x.
__gv_label_of() {
  __gv_split "$1" && \[ -n "$__gv_minor" ] || return 1
  __gv_name=$1 __gv_label=$1
  case $__gv_kind$__gv_patch in
    '') __gv_label=$1.0 ;;
    0) \[ "$__gv_minor" -ge 21 ] || __gv_name=$__gv_major.$__gv_minor ;;
  esac
}

# __gv_alias ALIAS: chooses the toolchain that aliases/ALIAS names. Fails where it is not installed.
__gv_alias() {
  \[ -f "$__gv_root/aliases/$1" ] || return 1
  IFS=" $__gv_tab" \read -r __gv_target <"$__gv_root/aliases/$1" || \[ -n "$__gv_target" ] || return 1
  __gv_take "$__gv_target"
}

# __gv_older A B: is A before B? 1.21 < 1.21rc1 < 1.21.0; before 1.21 the bare 1.20 is the release itself.
__gv_older() {
  __gv_ranks "$2" || return 1
  __gv_b1=$__gv_major __gv_b2=$__gv_minor __gv_b3=$__gv_patch __gv_b4=$__gv_kind __gv_b5=$__gv_pre
  __gv_ranks "$1" || return 0
  \[ "$__gv_major" -eq "$__gv_b1" ] || return "$((__gv_major > __gv_b1))"
  \[ "$__gv_minor" -eq "$__gv_b2" ] || return "$((__gv_minor > __gv_b2))"
  \[ "$__gv_patch" -eq "$__gv_b3" ] || return "$((__gv_patch > __gv_b3))"
  \[ "$__gv_kind" -eq "$__gv_b4" ] || return "$((__gv_kind > __gv_b4))"
  \[ "$__gv_pre" -lt "$__gv_b5" ]
}

# As __gv_split, with every part a number: no patch is -1, except in a release before 1.21, where it is 0.
__gv_ranks() {
  __gv_split "$1" || return 1
  __gv_minor=${__gv_minor:-0} __gv_pre=${__gv_pre:-0}
  case $__gv_patch$__gv_kind in '') \[ "$__gv_minor" -ge 21 ] || __gv_patch=0 ;; esac
  __gv_patch=${__gv_patch:--1}
  case $__gv_kind in '') __gv_kind=0 ;; alpha) __gv_kind=1 ;; beta) __gv_kind=2 ;; *) __gv_kind=3 ;; esac
}
