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
  const all = { ...box.env, PATH: `${box.env['PATH'] ?? ''}:${join(box.home, 'tools')}`, PWD: cwd, ...env };
  const said = await explain(worldIn(box, cwd, all));
  const did = spawnSync(join(box.root, 'shims', 'go'), ['version'], {
    cwd,
    env: { ...all, GODEBUG: 'toolchaintrace=1' },
    encoding: 'utf8',
  });
  const summary = { ...said.runs, exit: did.status, stdout: did.stdout, stderr: did.stderr };
  const version = /^go version go(\S+)/.exec(did.stdout)?.[1] ?? null;
  if (said.runs.how === 'fails') expect(did.status, JSON.stringify(summary)).not.toBe(0);
  else expect(version, JSON.stringify(summary)).toBe(said.runs.version);
  // Since 1.24 the go command itself says where it goes.
  const from = /located in system PATH \((.*)\)/.exec(did.stderr)?.[1];
  if (from !== undefined && did.status === 0)
    expect({ how: said.runs.how, path: said.runs.path }).toEqual({ how: 'path', path: from });
  if (did.stderr.includes('using local toolchain')) expect(said.runs.how).toBe('base');
  rmSync(cwd, { recursive: true });
  return said;
}
