#!/bin/sh
# Every check that reads code without running it. A linter that is missing is a failure in CI and under GV_REQUIRE_SHELLS=1.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
PATH=$PWD/node_modules/.bin:$PATH
failed=''

check() { # name, command...
  name=$1
  shift
  if "$@"; then
    printf 'ok    %s\n' "$name"
  else
    printf 'FAIL  %s\n' "$name"
    failed="$failed $name"
  fi
}

check_with() { # a tool that may be missing, name, arguments...
  tool=$1
  name=$2
  shift 2
  if command -v "$tool" >/dev/null 2>&1; then
    check "$name" "$tool" "$@"
  elif [ -n "${CI-}" ] || [ "${GV_REQUIRE_SHELLS-}" = 1 ]; then
    printf 'FAIL  %s: %s is not installed\n' "$name" "$tool"
    failed="$failed $name"
  else
    printf 'skip  %s: %s is not installed\n' "$name" "$tool"
  fi
}

check types tsc -p .
check code oxlint --type-aware --deny-warnings src test bench scripts vitest.config.ts
check format oxfmt --check src test bench scripts vitest.config.ts

# Shell code lies in a few places only; a file names its dialect by its suffix, and is POSIX without one.
for file in install.sh scripts/*.sh .ci/* shims/*/* completions/* test/shell/*.sh test/support/*.sh; do
  [ -f "$file" ] || continue
  case $file in
    *.fish) check_with fish "$file" -n "$file" ;;
    *.zsh | completions/_*) check_with zsh "$file" -n "$file" ;;
    *.bash | .ci/*) check_with shellcheck "$file" -s bash "$file" ;;
    *) check_with shellcheck "$file" -s sh "$file" ;;
  esac
done

check_with mandoc docs/gv.1 -Tlint docs/gv.1

[ -z "$failed" ] || {
  printf 'lint failed:%s\n' "$failed"
  exit 1
}
