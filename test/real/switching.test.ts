import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { layoutOf } from '../../src/core/layout.ts';
import type { Explanation } from '../../src/core/explanation.ts';
import { explain } from '../../src/jobs/explain.ts';
import type { World } from '../../src/world.ts';
import { proxyMissing, realToolchains } from '../support/real-go.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { unless } from '../support/unless.ts';

/** 1.21.5 asks for go1.27 where go.mod says `go 1.27`; 1.20.14 never switches. */
const BASES = ['1.20.14', '1.21.5', '1.21.13', '1.22.5', '1.24.9', '1.27.3'] as const;
const missing = await proxyMissing();

type Files = Readonly<Record<string, string>>;
type Env = Readonly<Record<string, string>>;

const SETTINGS: readonly (string | undefined)[] = [
  undefined,
  '',
  'auto',
  'path',
  'local',
  'local+auto',
  'local+path',
  'local+',
  'go1.24.9',
  'go1.22.5+auto',
  'go1.27.3+path',
  'go1.27.3+foo',
  'go1.23.0',
  'go1.23.0+path',
  'go1.22',
  'go1.20.14',
  'go1.800-bigcorp',
  'go1.24.9-fake',
  'go2.1',
  'asdf',
  'asdf+auto',
  '../go1.22.5',
];

const MODULES: readonly (readonly [title: string, files: Files])[] = [
  ['no file', {}],
  ['go 1.20', { 'go.mod': 'module m\n\ngo 1.20\n' }],
  ['go 1.22', { 'go.mod': 'module m\n\ngo 1.22\n' }],
  ['go 1.27, a language version', { 'go.mod': 'module m\n\ngo 1.27\n' }],
  ['go 1.27.3', { 'go.mod': 'module m\n\ngo 1.27.3\n' }],
  ['a toolchain above', { 'go.mod': 'module m\n\ngo 1.21\ntoolchain go1.24.9\n' }],
  ['a toolchain alone', { 'go.mod': 'module m\ntoolchain go1.27.3\n' }],
  ['a toolchain below its go line', { 'go.mod': 'module m\ngo 1.27.3\ntoolchain go1.22.5\n' }],
  ['a toolchain that is nowhere', { 'go.mod': 'module m\ngo 1.21\ntoolchain go1.26.99\n' }],
  ['toolchain default', { 'go.mod': 'module m\ngo 1.27.3\ntoolchain default\n' }],
  ['toolchain local, which is none', { 'go.mod': 'module m\ngo 1.21\ntoolchain local\n' }],
  ['a suffix', { 'go.mod': 'module m\ngo 1.22\ntoolchain go1.800-bigcorp\n' }],
  ['a suffix of the base’s own version', { 'go.mod': 'module m\ngo 1.21\ntoolchain go1.21.13-bigcorp\n' }],
  ['a suffix below the go line', { 'go.mod': 'module m\ngo 1.999\ntoolchain go1.800-bigcorp\n' }],
  ['a quoted version', { 'go.mod': 'module m\ngo "1.27.3"\n' }],
  ['an empty go line before another', { 'go.mod': 'module m\ngo // none\ngo 1.27.3\n' }],
  ['comments and carriage returns', { 'go.mod': 'module m\r\ngo 1.27.3 // x\r\n' }],
  ['a release candidate', { 'go.mod': 'module m\ngo 1.27rc1\n' }],
  ['go.work over go.mod', { 'go.work': 'go 1.22\n', 'go.mod': 'module m\ngo 1.27.3\n' }],
  [
    'go.work with a toolchain over go.mod',
    { 'go.work': 'go 1.21\ntoolchain go1.24.9\n', 'go.mod': 'module m\ngo 1.21\ntoolchain go1.999-wrong\n' },
  ],
];

describe('what explain says is what the go command does, from every base', () => {
  let box: Sandbox;
  let tools: string;
  beforeAll(async () => {
    if (missing !== undefined) return;
    box = await realToolchains(BASES);
    tools = join(box.home, 'tools');
    mkdirSync(tools);
    // As upstream's own fakego: a program that is what its name says.
    const fake = join(tools, 'go1.800-bigcorp');
    writeFileSync(fake, '#!/bin/sh\necho "go version ${0##*/} linux/amd64"\n');
    chmodSync(fake, 0o755);
    symlinkSync(join(box.root, 'versions', '1.24.9', 'bin', 'go'), join(tools, 'go1.24.9-fake'));
  });
  afterAll(async () => {
    if (missing === undefined) await box[Symbol.asyncDispose]();
  });

  function worldIn(cwd: string, env: Env): World {
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
  async function agree(files: Files, env: Env = {}): Promise<Explanation> {
    const cwd = mkdtempSync(join(box.project, 'case-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const all = { ...box.env, PATH: `${box.env['PATH']}:${tools}`, PWD: cwd, ...env };
    const said = await explain(worldIn(cwd, all));
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

  for (const base of BASES) {
    for (const [title, files] of MODULES) {
      unless(missing)(`${base}, ${title}`, async () => {
        for (const value of SETTINGS)
          await agree(
            { ...files, '.go-version': `${base}\n` },
            value === undefined ? {} : { GOTOOLCHAIN: value },
          );
      });
    }
  }
});
