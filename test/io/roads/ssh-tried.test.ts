import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { roadHome, told } from '../../support/road-home.ts';
import { bareRepository, tryRoad } from '../../support/road-trial.ts';
import { startSquid } from '../../support/squid.ts';
import { ACCOUNT, makeKey, type Sshd, SSHD_MISSING, startSshd } from '../../support/sshd.ts';
import type { TestWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';

const MODULE = 'git.corp.example/s3cret-team/lib.git';
const test = unless(SSHD_MISSING);

/** A home from which an sshd serves a repository: the keys, and a configuration of ssh that names them. */
interface Place {
  readonly world: TestWorld;
  readonly at: (name: string) => string;
  readonly server: Sshd;
  readonly commit: string;
}

let place: Place;

beforeAll(async () => {
  if (SSHD_MISSING !== undefined) return;
  const world = await roadHome({});
  const at = (name: string): string => join(world.folder, name);
  const server = await startSshd(at('server'));
  const commit = bareRepository(at('srv/lib'));
  appendFileSync(at('server/authorized'), makeKey(at('s3cret-key')));
  appendFileSync(at('server/authorized'), makeKey(at('s3cret-locked'), 's3cret-phrase'));
  makeKey(at('s3cret-stranger'));
  writeFileSync(at('known'), server.known);
  place = { world, at, server, commit };
});

afterAll(async () => {
  if (SSHD_MISSING !== undefined) return;
  await place.server[Symbol.asyncDispose]();
  await place.world[Symbol.asyncDispose]();
});

/** Leads the module to the sshd, by an ssh with these lines of configuration. */
function configured(name: string, ...lines: readonly string[]): TestWorld {
  const { world, at, server } = place;
  mkdirSync(at(name));
  const config = at(`${name}/cfg`);
  const base = [`IdentityFile ${at('s3cret-key')}`, `UserKnownHostsFile ${at('known')}`];
  const rest = ['IdentitiesOnly yes', 'GlobalKnownHostsFile /dev/null', `User ${ACCOUNT}`];
  writeFileSync(config, `${[...lines, 'Host *', ...base, ...rest].join('\n')}\n`);
  const url = `ssh://127.0.0.1:${server.port}${at('srv')}/`;
  const text = `[url "${url}"]\n\tinsteadOf = https://git.corp.example/s3cret-team/\n[core]\n\tsshCommand = ssh -F ${config}\n`;
  writeFileSync(at(`${name}/.gitconfig`), text);
  return { ...world, home: at(name), env: { ...world.env, HOME: at(name) } };
}

describe('a road by ssh', () => {
  test('is measured from the name to the references, by the ssh of core.sshCommand', async () => {
    const world = configured('plain');
    const before = place.server.log();
    const trial = await tryRoad(world, { module: MODULE });
    expect(trial.codes).toEqual([]);
    expect(trial.phases).toEqual(['name', 'tcp', 'ssh-banner', 'key-exchange', 'sign-in', 'server']);
    expect(trial.report).toMatchObject({ by: 'path', transport: 'ssh', references: 2, page: null });
    expect(trial.report.goAsks).toBe('https://git.corp.example/s3cret-team/lib');
    const sum = trial.report.phases.reduce((all, { ms }) => all + ms, 0);
    expect(sum).toBeLessThanOrEqual(trial.report.ms ?? 0);
    const after = place.server.log();
    expect([after.connections - before.connections, after.accepted - before.accepted]).toEqual([1, 1]);
    expect(JSON.stringify(trial)).not.toMatch(/s3cret-(?:key|phrase)/);
  });

  test('through a jump host has the hosts on the way in one phase', async () => {
    const { server, at } = place;
    await using bastion = await startSshd(at('bastion'));
    appendFileSync(at('bastion/authorized'), readFileSync(at('s3cret-key.pub')));
    appendFileSync(at('known'), bastion.known);
    const jump = `ProxyJump ${ACCOUNT}@127.0.0.1:${bastion.port}`;
    // The key name keeps the line for this host alone: the jump host has the same address.
    const world = configured('jump', `Match host 127.0.0.1 exec "test %p = ${server.port}"`, `  ${jump}`);
    const trial = await tryRoad(world, { module: MODULE });
    expect(trial.codes).toEqual([]);
    expect(trial.phases).toEqual(['jump', 'ssh-banner', 'key-exchange', 'sign-in', 'server']);
    const what = `127.0.0.1:${bastion.port}`;
    expect(trial.report.through).toMatchObject({ kind: 'jump', what, from: at('jump/cfg'), line: 2 });
    expect([bastion.log().accepted, trial.report.references]).toEqual([1, 2]);
    writeFileSync(at('bastion/authorized'), '');
    const refused = await tryRoad(world, { module: MODULE });
    expect([refused.phases, refused.codes]).toEqual([['jump: denied'], ['credentials-missing']]);
  });

  test('through ProxyCommand and an HTTP proxy is what the proxy logs; HTTPS_PROXY counts for nothing', async () => {
    const { server, at } = place;
    await using squid = await startSquid({ hosts: ['127.0.0.1'] });
    const script = `import{connect}from"node:net";const s=connect(${squid.port},"127.0.0.1",()=>s.write("CONNECT 127.0.0.1:${server.port} HTTP/1.1\\r\\n\\r\\n"));s.once("data",()=>{s.pipe(process.stdout);process.stdin.pipe(s)})`;
    writeFileSync(at('through.mjs'), script);
    const world = configured(
      'command',
      `ProxyCommand ${process.execPath} ${at('through.mjs')} s3cret-argument`,
    );
    const env = { ...world.env, HTTPS_PROXY: 'http://127.0.0.1:9' };
    const trial = await tryRoad({ ...world, env }, { module: MODULE });
    expect(trial.phases).toEqual(['ssh-banner', 'key-exchange', 'sign-in', 'server']);
    expect(trial.report.through).toMatchObject({ kind: 'command', what: 'node', line: 1 });
    expect(await squid.log()).toEqual([`200 CONNECT 127.0.0.1:${server.port}`]);
    expect(JSON.stringify(trial)).not.toContain('s3cret-argument');
  });

  test('to a host that ssh does not know is ended without a question, and the cure of ssh-would-ask is one', async () => {
    const { at, server } = place;
    const world = configured('unknown', `UserKnownHostsFile ${at('unknown/known')}`);
    const trial = await tryRoad(world, { module: MODULE });
    expect([trial.codes, trial.phases.at(-1)]).toEqual([['ssh-would-ask'], 'key-exchange: host-key-unknown']);
    const [keyscan = ''] = /ssh-keyscan -p \d+ \S+/.exec(trial.findings[0]?.cure ?? '') ?? [];
    expect(keyscan).toBe(`ssh-keyscan -p ${server.port} 127.0.0.1`);
    writeFileSync(at('unknown/known'), told(world, 'sh', '-c', `${keyscan} 2>/dev/null`));
    expect((await tryRoad(world, { module: MODULE })).codes).toEqual([]);
    writeFileSync(
      at('unknown/known'),
      `[127.0.0.1]:${server.port} ${readFileSync(at('s3cret-key.pub'), 'utf8')}`,
    );
    const changed = await tryRoad(world, { module: MODULE });
    expect([changed.codes, changed.report.failed]).toEqual([['ssh-would-ask'], 'host-key-changed']);
  });

  test('with a key that has a passphrase is ended without a question, and ssh-add is the cure', async () => {
    const { at } = place;
    const world = configured(
      'locked',
      `IdentityFile ${at('s3cret-locked')}`,
      'IdentitiesOnly no',
      'Host -',
      'Host *',
    );
    writeFileSync(
      at('locked/cfg'),
      readFileSync(at('locked/cfg'), 'utf8').replace(at('s3cret-key'), at('s3cret-locked')),
    );
    const trial = await tryRoad(world, { module: MODULE });
    expect([trial.codes, trial.phases.at(-1)]).toEqual([['ssh-would-ask'], 'sign-in: key-locked']);
    expect(trial.findings[0]?.cure).toContain('ssh-add');
    const socket = at('agent');
    const pid = /AGENT_PID=(\d+)/.exec(told(world, 'ssh-agent', '-a', socket))?.[1];
    try {
      writeFileSync(at('ask'), '#!/bin/sh\necho s3cret-phrase\n', { mode: 0o755 });
      const asking = {
        ...world.env,
        SSH_AUTH_SOCK: socket,
        SSH_ASKPASS: at('ask'),
        SSH_ASKPASS_REQUIRE: 'force',
      };
      told({ ...world, env: asking }, 'ssh-add', at('s3cret-locked'));
      const cured = await tryRoad(
        { ...world, env: { ...world.env, SSH_AUTH_SOCK: socket } },
        { module: MODULE },
      );
      expect([cured.codes, cured.report.references]).toEqual([[], 2]);
      expect(JSON.stringify([trial, cured])).not.toMatch(/s3cret-(?:locked|phrase)/);
    } finally {
      process.kill(Number(pid));
    }
  });

  test('with a key that the server does not take has no login', async () => {
    const { at } = place;
    const world = configured('stranger');
    writeFileSync(
      at('stranger/cfg'),
      readFileSync(at('stranger/cfg'), 'utf8').replace('s3cret-key', 's3cret-stranger'),
    );
    const trial = await tryRoad(world, { module: MODULE });
    expect([trial.codes, trial.phases.at(-1)]).toEqual([['credentials-missing'], 'sign-in: denied']);
    const none = await tryRoad(world, { module: MODULE.replace('lib', 'gone') });
    expect(none.codes).toEqual(['credentials-missing']);
  });

  test('that leads nowhere says where it ends', async () => {
    const world = configured('nowhere', 'Port 9');
    const text = readFileSync(place.at('nowhere/.gitconfig'), 'utf8');
    const to = (host: string): void =>
      writeFileSync(place.at('nowhere/.gitconfig'), text.replace(/127\.0\.0\.1:\d+/, host));
    to('127.0.0.1:9');
    const refused = await tryRoad(world, { module: MODULE });
    expect([refused.codes, refused.phases]).toEqual([['road-fails'], ['name', 'tcp: refused']]);
    to('nowhere.invalid');
    const nameless = await tryRoad(world, { module: MODULE });
    expect([nameless.codes, nameless.phases]).toEqual([['road-fails'], ['name: no-name']]);
  });
});
