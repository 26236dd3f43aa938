#!/bin/sh
# Lints the shims as one program: `sh scripts/lint-shims.sh [DIRECTORY]`, which is shims/ by default. The parts share
# their variables, so shellcheck reads them as one file, in the order in which they are sourced; alone, each would be full
# of unassigned and unused variables. Prints `file:line:column: finding`; exit 1 where there is one.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
shims=${1-shims}
work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
failed=0

# The parts that __gv_resolve may load, in its order.
RESOLVER='posix/resolve.sh posix/base.sh posix/rest.sh posix/lines.sh posix/pin.sh posix/version.sh posix/default.sh
  posix/floor.sh posix/raise.sh posix/settings.sh posix/system.sh posix/user.sh posix/message.sh posix/trace.sh posix/gobin.sh posix/policy.sh
  posix/overruled.sh'

lint_program() { # dialect, files under $shims
  dialect=$1
  shift
  (
    cd -- "$shims" || exit
    # The line that tells an editor the dialect may stand at the head of a file only. shellcheck takes every variable that
    # begins with `_` for used.
    for part; do sed 's/^# shellcheck shell=.*//; s/__gv_/zzgv_/g' "$part" || exit; done
  ) >"$work/program" || exit 1
  shellcheck -s "$dialect" -f gcc - <"$work/program" >"$work/findings" || failed=1
  # Line numbers of the program become those of its parts.
  (cd -- "$shims" && wc -l "$@") | awk -v shims="$shims" '
    NR == FNR { if ($2 != "total") { file[++files] = $2; lines[files] = $1 } next }
    {
      gsub(/zzgv_/, "__gv_")
      split($0, part, ":")
      line = part[2]
      for (at = 1; line > lines[at]; at++) line -= lines[at]
      print shims "/" file[at] ":" line substr($0, length(part[1] part[2]) + 2)
    }' - "$work/findings"
  printf '%s\n' "$@" >>"$work/linted"
}

# shellcheck disable=SC2086  # a list of names
lint_all() {
  lint_program sh $RESOLVER posix/chdir.sh posix/shim.sh
  lint_program sh $RESOLVER posix/others.sh posix/gv posix/node.sh posix/evaluated.sh posix/exec.sh
  lint_program bash $RESOLVER posix/hook.sh posix/env bash/hook-common.bash bash/hook.bash
  lint_program bash direnv/direnv.bash
}

# zsh and fish are beyond shellcheck. A name of gv's in them that is only read, or stands nowhere else, is misspelt.
lint_names() {
  cat "$shims"/*/* | awk '
    {
      while (match($0, /[$]?[{]?_*gv_[a-z_0-9]+/)) {
        found = substr($0, RSTART, RLENGTH)
        $0 = substr($0, RSTART + RLENGTH)
        name = found
        gsub(/[${]/, "", name)
        count[name]++
        if (found !~ /[$]/) set[name] = 1
      }
    }
    END { for (name in count) if (count[name] == 1 || !set[name]) print name }' >"$work/odd"
  ! grep -nowFf "$work/odd" "$shims"/*/*.zsh "$shims"/*/*.fish || failed=1
}

all_are_linted() {
  for file in "$shims"/*/*; do
    case $file in *.zsh | *.fish) continue ;; esac
    ! grep -qxF -- "${file#"$shims"/}" "$work/linted" || continue
    printf '%s:1: scripts/lint-shims.sh does not name this file\n' "$file"
    failed=1
  done
}

# Most parts belong to several programs.
lint_all >"$work/said"
sort -u "$work/said"
lint_names
all_are_linted
exit "$failed"
