import type { Finding } from '../../core/choice/finding.ts';
import type { GoValue } from '../../core/go/env-file.ts';
import { isRelativeGoenv } from '../../io/go/go-settings.ts';
import { startUpLines, type StartUpLine } from '../../io/host/start-up-files.ts';
import type { World } from '../../world.ts';
import { placeFindings } from './go-places.ts';
import { leftBehind } from './left-behind.ts';

/** Findings about environment and start-up files that change which Go runs. `read` gives Go's settings. */
export function environmentFindings(world: World, read: (name: string) => GoValue): readonly Finding[] {
  const lines = startUpLines(world);
  return [
    ...exportedGoroot(world, lines),
    ...leftBehind(world),
    ...relativeGoenv(world),
    ...placeFindings(world, read),
    ...shadowingWords(lines),
  ];
}

/** The go command would take the settings of a project, which may be hostile. */
function relativeGoenv(world: World): readonly Finding[] {
  if (!isRelativeGoenv(world)) return [];
  return [
    {
      code: 'goenv-relative',
      text: `GOENV is ${world.env['GOENV'] ?? ''}: the go command reads another file of settings in every directory, and gv ignores them`,
      cure: 'unset GOENV, or set it to an absolute path',
    },
  ];
}

const SETS_GOROOT = /^\s*(?:(?:export|typeset -x|declare -x)\s+GOROOT=|GOROOT=|set\s+(?:-\w+\s+)*GOROOT\b)/;

function exportedGoroot({ env }: World, lines: readonly StartUpLine[]): readonly Finding[] {
  const goroot = env['GOROOT'] ?? '';
  const line = lines.find(({ text }) => SETS_GOROOT.test(text));
  const where = line === undefined ? '' : ` (${line.file}:${line.line})`;
  if (goroot === '' && line === undefined) return [];
  const what = goroot === '' ? 'a start-up file sets GOROOT' : `GOROOT is set to ${goroot}`;
  return [
    {
      code: 'goroot-exported',
      text: `${what}${where}: gv's shims clear it, but a go that is run without them mixes two toolchains`,
      cure: line === undefined ? 'unset GOROOT' : `take the line out of ${line.file}, then: unset GOROOT`,
      ...(line === undefined ? {} : { at: { file: line.file, line: line.line } }),
    },
  ];
}

const SHADOWS = /^\s*(?:alias\s+(?:-\S+\s+)*go(?:=|\s)|function\s+go(?:\s|\(|$)|go\s*\(\s*\))/;

/** Aliases and functions named go, from start-up files only, as a child process cannot see those of its shell. */
function shadowingWords(lines: readonly StartUpLine[]): readonly Finding[] {
  return lines
    .filter(({ text }) => SHADOWS.test(text))
    .map(({ file, line }) => ({
      code: 'go-is-a-function',
      text: `an alias or a function named go (${file}:${line}) stands before any go on PATH`,
      cure: `take it out of ${file}`,
      at: { file, line },
    }));
}
