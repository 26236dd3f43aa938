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

check_with() { # a tool that may be missing, name, command...
  tool=$1
  shift
  if command -v "$tool" >/dev/null 2>&1; then
    check "$@"
  elif [ -n "${CI-}" ] || [ "${GV_REQUIRE_SHELLS-}" = 1 ]; then
    printf 'FAIL  %s: %s is not installed\n' "$1" "$tool"
    failed="$failed $1"
  else
    printf 'skip  %s: %s is not installed\n' "$1" "$tool"
  fi
}

check types tsc -p .
check code oxlint --type-aware --deny-warnings src test bench scripts vitest.config.ts
check format oxfmt --check src test bench scripts vitest.config.ts

# Shell code lies in a few places only; a file names its dialect by its suffix, and is POSIX without one.
for file in install.sh scripts/*.sh .ci/* shims/*/* completions/*; do
  case $file in
    *.fish)
      check_with fish "$file" fish -n "$file"
      check_with fish_indent "$file: format" fish_indent --check "$file"
      continue
      ;;
    *.zsh | completions/_*)
      check_with zsh "$file" zsh -n "$file"
      continue
      ;;
    *.bash | .ci/*) dialect=bash ;;
    *) dialect=posix ;;
  esac
  check_with shfmt "$file: format" shfmt -d -i 2 -ci -ln "$dialect" "$file"
  case $file:$dialect in
    shims/*) ;;
    *:bash) check_with shellcheck "$file" shellcheck -s bash "$file" ;;
    *) check_with shellcheck "$file" shellcheck -s sh "$file" ;;
  esac
done
check_with shellcheck shims sh scripts/lint-shims.sh

check_with mandoc docs/gv.1 mandoc -Tlint docs/gv.1

[ -z "$failed" ] || {
  printf 'lint failed:%s\n' "$failed"
  exit 1
}
