import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { GoRunReport } from '../../src/core/net/names-report.ts';
import { goRunPart } from '../../src/jobs/names/go-run-part.ts';
import type { NetPart } from '../../src/jobs/net/net-part.ts';
import { startModuleProxy } from '../support/module-proxy.ts';
import {
  type ContextOptions,
  measuredContext,
  MODULE,
  muteEntry,
  NO_GO,
  sampleModule,
} from '../support/net-context.ts';
import { proxyMissing } from '../support/real-go.ts';
import { runIn, testWorld } from '../support/test-world.ts';
import { unless } from '../support/unless.ts';

const noProxy = await proxyMissing();

/** A user's settings that must neither end the run nor reach a file. */
const SETTINGS = {
  GOFLAGS: '-mod=mod',
  GO111MODULE: 'off',
  GOSUMDB: 'off',
  GOENV: 'off',
  GOTELEMETRY: 'off',
};

interface Ran extends NetPart<GoRunReport> {
  /** What is left in the temporary directory, and processes that are still in it. */
  readonly left: readonly string[];
}

async function runGo(
  goproxy: string,
  options: ContextOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  await using world = await testWorld();
  const run = runIn(world, {
    env: { ...world.env, PATH: '/usr/bin:/bin', TMPDIR: world.folder, ...SETTINGS, GOPROXY: goproxy, ...env },
  });
  using context = measuredContext(run, options);
  const part = await goRunPart(run, context);
  return {
    ...part,
    left: [
      ...readdirSync(world.folder).filter((name) => name.startsWith('gv-')),
      ...processesIn(world.folder),
    ],
  };
}

function processesIn(folder: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

const NEAR = 0.3;

function seconds(ms: number | undefined): number {
  return (ms ?? 0) / 1000;
}

describe('go’s own run', () => {
  unless(NO_GO)('waits as long as the server says, to the last byte of the zip', async () => {
    await using server = await startModuleProxy({ files: sampleModule() });
    server.set('.info', { kind: 'late', headerMs: 400 });
    server.set('.mod', { kind: 'late', headerMs: 300 });
    server.set('.zip', { kind: 'late', headerMs: 200, bodyMs: 1000 });
    const { report, left, missed } = await runGo(server.url);
    const onServer = server.waits.reduce((sum, { ms }) => sum + ms, 0);
    expect(Math.abs(seconds(report?.networkMs) - seconds(onServer))).toBeLessThan(NEAR);
    expect(Math.abs(seconds(report?.entries[0]?.slowestMs) - 1.2)).toBeLessThan(NEAR);
    expect(report).toMatchObject({
      outcome: 'downloaded',
      requests: 3,
      module: 3,
      sumdb: 0,
      unanswered: 0,
      leftOut: [],
    });
    expect(report?.entries).toMatchObject([{ entry: server.url, requests: 3, failed: 0 }]);
    expect((report?.networkMs ?? 0) + (report?.localMs ?? 0)).toBeCloseTo(report?.ms ?? 0, 0);
    expect(server.requests.map(({ path }) => decodeURIComponent(path)).toSorted()).toEqual(
      Object.keys(sampleModule()).toSorted(),
    );
    expect([left, missed]).toEqual([[], undefined]);
  });

  unless(NO_GO)('asks the next entry for what the first does not have, and counts both', async () => {
    await using empty = await startModuleProxy();
    await using server = await startModuleProxy({ files: sampleModule() });
    const { report } = await runGo(`${empty.url},${server.url}`);
    expect(report?.entries).toMatchObject([
      { entry: empty.url, requests: empty.requests.length, failed: 0 },
      { entry: server.url, requests: server.requests.length, failed: 0 },
    ]);
    expect([empty.requests.length, server.requests.length]).toEqual([3, 3]);
  });

  unless(NO_GO)('leaves an entry out that gave no answer, and says what it would cost', async () => {
    await using mute = await startModuleProxy({ mode: { kind: 'silent' } });
    await using server = await startModuleProxy({ files: sampleModule() });
    const { report } = await runGo(`${mute.url}|${server.url}`, { entries: [muteEntry('tcp'), {}] });
    expect(report).toMatchObject({
      outcome: 'downloaded',
      leftOut: [{ entry: mute.url, requests: 3, limitMs: 30_000 }],
      entries: [{ entry: server.url, requests: 3 }],
    });
    expect(mute.requests).toEqual([]);
  });

  unless(NO_GO)(
    'with --whole-chain is as long as its time, and ends with everything that go started',
    async () => {
      await using mute = await startModuleProxy({ mode: { kind: 'silent' } });
      await using server = await startModuleProxy({ files: sampleModule() });
      const options = {
        entries: [muteEntry('first-byte'), {}],
        wishes: { wholeChain: true },
        timeoutMs: 1500,
      };
      const { report, left, missed } = await runGo(`${mute.url}|${server.url}`, options);
      expect(report).toMatchObject({
        outcome: 'cut-short',
        unanswered: 1,
        leftOut: [],
        requests: 1,
        module: 1,
      });
      expect(Math.abs(seconds(report?.networkMs) - 1.5)).toBeLessThan(3 * NEAR);
      expect([left, missed]).toEqual([[], ["the rest of go's own run"]]);
      expect([mute.requests.length, server.requests.length]).toEqual([1, 0]);
    },
  );

  unless(NO_GO)('never tells a module proxy the name of a private module', async () => {
    await using server = await startModuleProxy({ files: sampleModule() });
    const { report } = await runGo(server.url, {}, { GOPRIVATE: 'gv.test', GOVCS: '*:off' });
    expect(report).toMatchObject({ outcome: 'failed', module: 0, sumdb: 0 });
    expect(server.requests).toEqual([]);
  });

  unless(NO_GO)('fails as go does for a module that is not there', async () => {
    await using server = await startModuleProxy();
    const { report, findings } = await runGo(server.url, { target: `${MODULE}@v9.9.9` });
    expect(report).toMatchObject({ outcome: 'failed', requests: 1, module: 1, unanswered: 0 });
    expect(findings).toEqual([]);
  });
});

/** The connections that go makes to a module proxy with TLS, as the kernel sees them. */
function connections(godebug: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'gv-test-'));
  const trace = join(folder, 'trace');
  const go = ['go', 'mod', 'download', 'golang.org/x/text@v0.14.0'];
  const settings = { GODEBUG: godebug, GOTOOLCHAIN: 'local', GOFLAGS: '-modcacherw', GOTELEMETRY: 'off' };
  const env = { ...process.env, ...settings, GOMODCACHE: join(folder, 'cache') };
  const { status } = spawnSync(
    'strace',
    ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=connect', '-o', trace, ...go],
    {
      env,
      cwd: folder,
    },
  );
  const count = [...readFileSync(trace, 'utf8').matchAll(/htons\(443\)/g)].length;
  rmSync(folder, { recursive: true });
  expect(status).toBe(0);
  return count;
}

describe('GODEBUG=http2client=0', () => {
  unless(noProxy)('makes go open more connections to the same module proxy', () => {
    expect(connections('http2client=0')).toBeGreaterThan(connections(''));
    return Promise.resolve();
  });
});
