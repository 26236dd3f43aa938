import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Explanation } from '../../src/core/choice/explanation.ts';
import { layoutOf } from '../../src/core/layout.ts';
import { explain } from '../../src/jobs/diagnose/explain.ts';
import type { World } from '../../src/world.ts';
import type { Sandbox } from './sandbox.ts';

/** Names of files in a directory, and what they say. */
export type Files = Readonly<Record<string, string>>;
type Env = Readonly<Record<string, string>>;

/** The world of a process in that directory with that environment. */
export function worldIn(box: Sandbox, cwd: string, env: Env): World {
  const output = { isTerminal: false, columns: 80, write: () => undefined };
  return {
    env,
    cwd,
    home: box.home,
    layout: layoutOf(box.root),
    platform: { os: 'linux', arch: process.arch === 'arm64' ? 'arm64' : 'amd64' },
    stdout: output,
    stderr: output,
    signal: new AbortController().signal,
    now: () => new Date(),
  };
}

/** What explain says and what `go version` does must be one. */
export async function agree(box: Sandbox, files: Files, env: Env = {}): Promise<Explanation> {
  const cwd = mkdtempSync(join(box.project, 'case-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const { said, faults } = await compared(box, { cwd, env });
  expect(faults).toEqual([]);
  rmSync(cwd, { recursive: true });
  return said;
}

export interface Place {
  /** The directory whose Go is explained. */
  readonly cwd: string;
  readonly env: Env;
  /** Where `go` is called instead, with these arguments before `version`. */
  readonly from?: { readonly cwd: string; readonly args: readonly string[] };
}

/** Both answers, and where they differ: nothing where they are one. */
export async function compared(
  box: Sandbox,
  { cwd, env, from }: Place,
): Promise<{ readonly said: Explanation; readonly faults: readonly string[] }> {
  const all = { ...box.env, PATH: `${box.env['PATH'] ?? ''}:${join(box.home, 'tools')}`, PWD: cwd, ...env };
  const said = await explain(worldIn(box, cwd, all));
  const at = from?.cwd ?? cwd;
  const did = spawnSync(join(box.root, 'shims', 'go'), [...(from?.args ?? []), 'version'], {
    cwd: at,
    env: { ...all, PWD: at, GODEBUG: 'toolchaintrace=1' },
    encoding: 'utf8',
  });
  const { version, how, path } = said.runs;
  const ran = /^go version go(\S+)/.exec(did.stdout)?.[1] ?? null;
  // Since 1.24 the go command itself says where it goes.
  const onPath = did.status === 0 ? /located in system PATH \((.*)\)/.exec(did.stderr)?.[1] : undefined;
  const faults = [
    ...(how === 'fails' && did.status === 0 ? [`explain says that go fails, and ${ran} ran`] : []),
    ...(how !== 'fails' && ran !== version ? [`explain says ${version}, and ${ran} ran`] : []),
    ...(onPath !== undefined && (how !== 'path' || path !== onPath)
      ? [`explain says ${how} ${path}, and ${onPath} on PATH ran`]
      : []),
    ...(did.stderr.includes('using local toolchain') && how !== 'base' && how !== 'fails'
      ? [`explain says ${how}, and go stayed with the base`]
      : []),
  ];
  return { said, faults: faults.map((fault) => `${fault}: ${said.runs.why}: ${did.stderr}`) };
}
