import { spawnSync } from 'node:child_process';

/** A shell that may stand behind `#!/bin/sh`, or source gv's files. */
export interface Shell {
  readonly name: string;
  /** Runs a script: the script's name and arguments follow. */
  readonly command: readonly [string, ...string[]];
}

/** Every shell the resolver claims to run in. */
export const SHELLS: readonly Shell[] = [
  { name: 'dash', command: ['dash'] },
  { name: 'bash', command: ['bash'] },
  { name: 'bash --posix', command: ['bash', '--posix'] },
  { name: 'busybox sh', command: ['busybox', 'sh'] },
  { name: 'zsh --emulate sh', command: ['zsh', '--emulate', 'sh'] },
];

/** The shells of SHELLS that are here, by absolute path. The others are named on stderr, or fail the run under GV_REQUIRE_SHELLS=1. */
export function presentShells(): readonly Shell[] {
  return SHELLS.flatMap(({ name, command: [program, ...args] }) => {
    const path = whereIs(program);
    return path === undefined ? [] : [{ name, command: [path, ...args] }];
  });
}

const known = new Map<string, string | undefined>();

/** Absolute path of a program. When it is not here, says so once, or throws under GV_REQUIRE_SHELLS=1. */
export function whereIs(program: string): string | undefined {
  if (known.has(program)) return known.get(program);
  const found = spawnSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
  const path = found.status === 0 ? found.stdout.trim() : undefined;
  if (path === undefined && process.env['GV_REQUIRE_SHELLS'] === '1')
    throw new Error(`${program} is required and missing`);
  if (path === undefined) process.stderr.write(`skipped: ${program} is not installed\n`);
  known.set(program, path);
  return path;
}

/** Is a program here? Missing ones are treated as `whereIs` treats them. */
export function isPresent(program: string): boolean {
  return whereIs(program) !== undefined;
}

/** Why directories cannot be given to another account here. */
export const NOT_ROOT =
  process.getuid?.() === 0 ? undefined : 'only root can give a directory to another account';

/** For `skipIf`: true where something is missing, which is then said. Programs go by `isPresent`, which a run in CI insists on. */
export function lacking(missing: string | undefined): boolean {
  if (missing !== undefined) process.stderr.write(`skipped: ${missing}\n`);
  return missing !== undefined;
}
