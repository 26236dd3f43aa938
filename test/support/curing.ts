import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { layoutOf } from '../../src/core/layout.ts';
import { doctor, type Checkup } from '../../src/jobs/diagnose/doctor.ts';
import { printedEnvironment } from './printed-environment.ts';
import type { Ran, Sandbox } from './sandbox.ts';
import { runIn, testWorld } from './test-world.ts';

/** A shell of a user, as far as findings come and go in it: what was typed there, and the start-up file. */
export interface Shell {
  /** Runs a command there and forgets the shell, as a child process would. */
  run(command: string): Promise<Ran>;
  /** The findings of `gv doctor env` there, without a process of its own. */
  doctor(): Promise<Checkup['findings']>;
  /** Does what a cure or an undo says: types the command, or edits the file that it names. */
  follow(words: string): Promise<void>;
}

/** `gv doctor env` for a process with exactly that environment, without a process of its own. */
export async function checkupOf(
  box: Sandbox,
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<Checkup> {
  await using world = await testWorld();
  const home = env['HOME'] ?? homedir();
  const place = { env, cwd, layout: layoutOf(box.root), home: home === '' ? undefined : home };
  const options = { fix: false, online: false, sections: ['env'] as const, timeoutMs: 60_000 };
  return doctor(runIn({ ...world, ...place }), options);
}

export interface ShellOptions {
  /** The lines of the start-up file, which a new shell reads. */
  readonly startUp?: readonly string[];
  /** The lines that were typed in the shell. */
  readonly typed?: readonly string[];
  readonly cwd: string;
}

/** A bash of the sandbox. Fails where a command that a finding names does. */
export function shellIn(box: Sandbox, { startUp = [], typed: first = [], cwd }: ShellOptions): Shell {
  const file = join(box.home, '.bashrc');
  let typed = [...first];
  writeFileSync(file, ['# a start-up file', ...startUp, ''].join('\n'));
  const lines = (): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');
  const write = (all: readonly string[]): void => writeFileSync(file, `${all.join('\n')}\n`);
  const run = (command: string): Promise<Ran> => {
    const script = [`export PATH='${box.env['PATH'] ?? ''}'`, `. '${file}'`, ...typed, command].join('\n');
    return box.run(['bash', '-c', script], { cwd, env: { SHELL: '/bin/bash', GOPROXY: '', GOENV: '' } });
  };
  const inFile = (words: string): boolean => {
    const [, out] = /^take line (\d+) out of .*, then: unset \w+$/.exec(words) ?? [];
    const [, again] = /^the line again in \S+: (.*)$/.exec(words) ?? [];
    const [, belongs] = /^(.*) belongs in \S+$/.exec(words) ?? [];
    if (out !== undefined) write(lines().toSpliced(Number(out) - 1, 1));
    else if (again !== undefined || belongs !== undefined) write([...lines(), again ?? belongs ?? '']);
    else if (words.startsWith('take that line out of ')) write(lines().slice(0, -1));
    else return false;
    return true;
  };
  return {
    run,
    async doctor() {
      const { stdout } = await run('env -0');
      return (await checkupOf(box, printedEnvironment(stdout), cwd)).findings;
    },
    async follow(words) {
      if (inFile(words)) return;
      const command = words.replace(/^install \S+, or: |; in a unit of systemd: .*$/g, '');
      if (/^(?:unset|export) /.test(command)) typed = [...typed, command];
      else {
        const { code, stderr } = await run(command);
        if (code !== 0) throw new Error(`${command}: ${stderr}`);
      }
    },
  };
}
