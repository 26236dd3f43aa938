import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EntryReport } from '../../../src/core/net/net-report.ts';
import { runs } from '../../support/children.ts';
import { roadHome } from '../../support/road-home.ts';
import { bareRepository, tryRoad } from '../../support/road-trial.ts';
import type { TestWorld } from '../../support/test-world.ts';

const MODULE = 'git.corp.example/team/lib.git';

/** A world whose git is a script of sh. */
async function scripted(script: string): Promise<TestWorld> {
  const world = await roadHome({});
  mkdirSync(join(world.folder, 'bin'));
  writeFileSync(join(world.folder, 'bin', 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { ...world, env: { ...world.env, PATH: `${join(world.folder, 'bin')}:/usr/bin:/bin` } };
}

describe('a road that is tried', () => {
  it('without git has git-missing', async () => {
    await using world = await roadHome({}, { PATH: '/nonexistent' });
    await expect(tryRoad(world, { module: MODULE })).rejects.toThrow('no git on PATH');
  });

  it('by a git that hangs, ignores TERM and leaves a grandchild ends with all of them', async () => {
    const hang =
      'trap "" TERM; sleep 300 & echo $! >"$HOME/grandchild"; echo $$ >"$HOME/child"; while :; do sleep 300; done';
    const real =
      'case $1 in config|ls-remote) case "$*" in *end-of-options*) ;; *) exec /usr/bin/git "$@";; esac;; esac';
    await using world = await scripted(`${real}\n${hang}`);
    const trial = await tryRoad(world, { module: MODULE, timeoutMs: 2_000 });
    expect([trial.report.failed, trial.codes]).toEqual(['no-answer', ['road-fails']]);
    for (const name of ['child', 'grandchild'])
      expect([name, runs(Number(readFileSync(join(world.folder, name), 'utf8')))]).toEqual([name, false]);
    expect(readdirSync(join(world.folder, 'tmp'))).toEqual([]);
  });

  it('by a git that prints without end, long lines and secrets keeps none of them', async () => {
    const lines =
      'yes "=> Send header: cookie: s3cret" | head -c 20000000 >&2; head -c 5000000 /dev/zero | tr "\\0" x >&2; echo >&2';
    const marks = 'echo "12:00:00.000000 http.c:1 == Info:   Trying 1.2.3.4:443..." >&2';
    const end = 'echo "fatal: could not read Username for s3cret: terminal prompts disabled" >&2; exit 128';
    await using world = await scripted(
      `case "$*" in *end-of-options*) ;; *) exec /usr/bin/git "$@";; esac\n${marks}\n${lines}\n${end}`,
    );
    const trial = await tryRoad(world, { module: MODULE });
    expect([trial.report.failed, trial.codes]).toEqual(['login-wanted', ['credentials-missing']]);
    expect(JSON.stringify(trial)).not.toContain('s3cret');
  });

  it('is tried with core.sshCommand as it stands, also where only a shell can read it', async () => {
    await using world = await roadHome({});
    const at = (name: string): string => join(world.folder, name);
    const config = `[url "ssh://git.corp.example/"]\n\tinsteadOf = https://git.corp.example/\n[core]\n\tsshCommand = "echo ran >\\"$HOME/ran\\"; false"\n`;
    writeFileSync(at('.gitconfig'), config);
    const { report, codes } = await tryRoad(world, { module: MODULE });
    expect([report.through.kind, codes, existsSync(at('ran'))]).toEqual(['unknown', ['road-fails'], true]);
  });
});

describe('a branch that a module proxy remembers', () => {
  it('has another commit than the repository: branch-query-stale; and a private module is asked for nowhere', async () => {
    await using world = await roadHome({});
    const at = (name: string): string => join(world.folder, name);
    const commit = bareRepository(at('srv/lib'));
    writeFileSync(
      at('.gitconfig'),
      `[url "file://${at('srv')}/"]\n\tinsteadOf = https://git.corp.example/team/\n`,
    );
    const folder = at('proxy/git.corp.example/team/lib.git/@v');
    mkdirSync(folder, { recursive: true });
    const told = (hash: string): void =>
      writeFileSync(
        join(folder, 'main.info'),
        JSON.stringify({ Version: `v0.0.0-20200101000000-${hash.slice(0, 12)}` }),
      );
    const none = { via: null, again: null, idle: null, throughput: null, clockSeconds: null };
    const first = { entry: 'file', separator: '', verdict: 'answers', why: '', status: 200 } as const;
    const entry: EntryReport = { ...none, ...first, phases: [] };
    const asking = { ...world, env: { ...world.env, GOPROXY: `file://${at('proxy')}`, GONOSUMDB: '*' } };
    const request = { module: `${MODULE}@main`, entries: [entry] };
    told('0123456789abcdef');
    const stale = await tryRoad(asking, { ...request, isPublic: true });
    expect([stale.codes, stale.report.references]).toEqual([['branch-query-stale'], 2]);
    expect(stale.findings[0]?.cure).toBe(`GOPROXY=direct go get ${MODULE}@main`);
    expect((await tryRoad(asking, request)).codes).toEqual([]);
    told(commit);
    expect((await tryRoad(asking, { ...request, isPublic: true })).codes).toEqual([]);
  });
});
