import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkup } from '../../../src/jobs/diagnose/doctor.ts';
import { checkup } from '../../support/checkup.ts';
import { problemsWith } from '../../support/json-schema.ts';
import { MODULE, publishModule, VERSION } from '../../support/net-chain.ts';
import { httpAnswer, type Proxies, startAnswering, startProxies } from '../../support/net-servers.ts';
import { deadUrl, startRawServer } from '../../support/raw-server.ts';
import { makeAuthority, type TestAuthority } from '../../support/release-tls.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { listing } from '../../support/set-up.ts';

const TARGET = `${MODULE}@${VERSION}`;
const NET = ['net', TARGET, '--no-go'] as const;
let box: Sandbox;
let authority: TestAuthority;
let proxies: Proxies;
let trusting: Readonly<Record<string, string>>;

beforeAll(async () => {
  box = await sandbox({ env: { GONOSUMDB: 'example.test', SHELL: '/bin/bash' } });
  const folder = join(box.home, '..', 'servers');
  mkdirSync(folder);
  authority = await makeAuthority(folder);
  proxies = await startProxies({ folder, tls: await authority.issue('IP:127.0.0.1') });
  publishModule(join(folder, 'www'));
  trusting = { SSL_CERT_FILE: authority.certificateFile, SSL_CERT_DIR: '/nosuch' };
});
afterAll(async () => {
  await proxies[Symbol.asyncDispose]();
  await box[Symbol.asyncDispose]();
});

async function doctorNet(env: Readonly<Record<string, string>>): Promise<Checkup> {
  return await checkup(box, NET, { ...trusting, ...env });
}

describe('gv doctor net', () => {
  it('tells each entry, its phases and the verdict; without a terminal there are no bars', async () => {
    const GOPROXY = `${proxies.answering(404)},${proxies.modern}|direct`;
    const { code, stdout, stderr } = await box.gv(['doctor', ...NET], { env: { ...trusting, GOPROXY } });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      new RegExp(`^${TARGET}\n(?:this machine is busy .*\n)?\nsettings\n  GOPROXY +http:`),
    );
    expect(stdout).toMatch(/\n1 {2}http:\S+\/s404 +404: go asks 2\n/);
    expect(stdout).toMatch(
      /\n2 {2}https:\S+ +answers\n {3}name +0\.0 ms {2}127\.0\.0\.1, no IPv6\n {3}tcp +\S+ ms\n {3}tls /,
    );
    expect(stdout).toMatch(
      /tls +\S+ ms {2}TLS 1\.3, h2, \S+, no OCSP, signed by gv test authority, until \d{4}-/,
    );
    expect(stdout).toMatch(/ in all +\S+ m?s {2}the next request on this connection: \S+ ms\n/);
    expect(stdout).toMatch(/\n3 {2}direct +not asked: go asks it after any failure of 2\n/);
    expect(stdout).not.toMatch(/[▏▎▍▌▋▊▉█▕▐#]/);
  });

  it('draws bars on a terminal of 80 columns, with # where the locale has no UTF-8', async () => {
    const env = { ...trusting, GOPROXY: proxies.modern, TERM: 'xterm', NO_COLOR: '1' };
    const drawn = async (locale: string): Promise<string> => {
      const command = `stty cols 80 rows 40; LC_ALL=${locale} gv doctor net ${TARGET} --no-go`;
      const { stdout } = await box.run(['script', '-qec', command, '/dev/null'], { env });
      return stdout.replaceAll('\r', '');
    };
    const blocks = await drawn('C.UTF-8');
    expect(blocks).toMatch(/\n {3}tcp +\S+ ms {2}▕[ ▏▎▍▌▋▊▉█▐]{16}▏/);
    expect(
      blocks
        .split('\n')
        .slice(0, 20)
        .filter((line) => line.length > 80 && / ms {2}/.test(line)),
    ).toEqual([]);
    const hashes = await drawn('C');
    expect(hashes).toMatch(/\n {3}first byte +\S+ ms {2}\|[ #]{16}\| {2}200\n/);
    expect(hashes.split('settings')[1]?.split('note:')[0]).not.toMatch(/[^\n -~]/);
  });

  it('is never a part of the plain checkup, opens no connection with --offline, and belongs to all', async () => {
    const before = (await proxies.log()).length;
    const env = { ...trusting, GOPROXY: proxies.plain };
    expect((await checkup(box, [], env)).net).toBeUndefined();
    const offline = await checkup(box, ['all', '--offline'], env);
    expect(offline.net?.skipped.map(({ why }) => why)).toContain('offline');
    expect(offline.net?.settings[0]).toMatchObject({ name: 'GOPROXY', from: 'the environment' });
    expect((await proxies.log()).length).toBe(before);
  });

  it('prints what docs/schemas says, for every kind of entry', async () => {
    await using mute = await startRawServer();
    const GOPROXY = [
      `file:///nosuch,${proxies.answering(404)},${await deadUrl()}|https://127.0.0.1:${mute.port}`,
      proxies.stingy,
      proxies.modern,
      'direct',
      'https://never.example',
    ].join('|');
    const args = [
      'doctor',
      ...NET,
      '--json',
      '--idle',
      '1',
      '--compare',
      'GODEBUG=http2client=0',
      '--timeout',
      '3',
    ];
    const { stdout } = await box.gv(args, { env: { ...trusting, GOPROXY } });
    expect(problemsWith(JSON.parse(stdout), 'doctor')).toEqual([]);
  });

  it('takes the first public requirement that go.sum knows, else a toolchain', async () => {
    const project = join(box.project, 'm');
    mkdirSync(project);
    const mod = `module m\n\ngo 1.21\n\nrequire (\n\tsecret.example/x v1.0.0\n\tother.test/y v1.0.0\n\t${MODULE} ${VERSION}\n)\n`;
    writeFileSync(join(project, 'go.mod'), mod);
    writeFileSync(join(project, 'go.sum'), `secret.example/x v1.0.0 h1:x=\n${MODULE} ${VERSION} h1:x=\n`);
    const env = { ...trusting, GOPROXY: proxies.plain, GOPRIVATE: 'secret.example', GONOSUMDB: 'none' };
    const subject = async (cwd: string): Promise<unknown> => {
      const { stdout } = await box.gv(['doctor', 'net', '--no-go', '--json', '--offline'], { env, cwd });
      return (JSON.parse(stdout) as { readonly data: Checkup }).data.net?.subject;
    };
    expect(await subject(project)).toEqual({ module: MODULE, version: VERSION, private: false });
    expect(await subject(box.project)).toMatchObject({ module: 'golang.org/toolchain', private: false });
  });

  it.each([
    [['--vcs'], /--vcs is of the section net/],
    [['env', '--no-go', '--compare', 'A=B'], /--compare, --no-go is of the section net/],
    [['net', 'nosuch'], /takes MODULE, MODULE@VERSION or an http or https URL/],
    [['net', 'a.example/b', 'a.example/c'], /no section a\.example\/c/],
    [['net', '--idle', '0'], /--idle takes 1 to 120 seconds/],
    [['net', '--idle', '121'], /--idle takes 1 to 120 seconds/],
    [['net', '--compare', 'x'], /--compare takes NAME=VALUE/],
  ])('refuses %j', async (args, says) => {
    const { code, stderr } = await box.gv(['doctor', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});

describe('a cure, typed', () => {
  const after = async (
    command: string,
    env: Readonly<Record<string, string>>,
  ): Promise<readonly string[]> => {
    const script = `${command}\nexec gv doctor net ${TARGET} --no-go --json --timeout 2`;
    const { stdout } = await box.run(['bash', '-c', script], { env: { ...trusting, ...env } });
    return (JSON.parse(stdout) as { readonly data: Checkup }).data.findings.map(({ code }) => code);
  };

  it.each<[string, () => Promise<string>]>([
    ['entry-ends-chain', async () => await Promise.resolve(`${proxies.answering(503)},${proxies.plain}`)],
    ['pipe-bypasses-policy', async () => await Promise.resolve(`${proxies.answering(403)}|${proxies.plain}`)],
    [
      'entry-unreachable-by-order',
      async () => await Promise.resolve(`${proxies.plain},direct,${proxies.plain}`),
    ],
    ['goproxy-malformed', async () => await Promise.resolve('nosuch')],
  ])('takes %s away, and the undo brings it back', async (code, goproxy) => {
    const env = { GOPROXY: await goproxy() };
    const { findings } = await doctorNet(env);
    const finding = findings.find((each) => each.code === code);
    expect(finding?.undo).toMatch(/^export /);
    // Without GOPROXY go would ask its own module proxy: the settings alone are read then.
    const quiet = code === 'goproxy-malformed' ? 'export GV_OFFLINE=1' : ':';
    expect(await after(`${quiet}\n${finding?.cure ?? ''}`, env)).not.toContain(code);
    if (code !== 'goproxy-malformed')
      expect(await after(`${finding?.cure ?? ''}\n${finding?.undo ?? ''}`, env)).toContain(code);
  });

  it('for a silent entry leaves it out', async () => {
    await using mute = await startRawServer();
    const env = { GOPROXY: `${mute.url}|${proxies.plain}` };
    expect(await after(':', env)).toContain('answers-never');
    expect(await after(`export GOPROXY=${proxies.plain}`, env)).toEqual([]);
    const { findings } = await checkup(box, [...NET, '--timeout', '2'], { ...trusting, ...env });
    expect(findings[0]).toMatchObject({ code: 'answers-never', cure: `export GOPROXY=${proxies.plain}` });
  });
});

describe('a secret', () => {
  it('of GOPROXY, netrc, GOAUTH, HTTPS_PROXY or a query is in no output and in no file', async () => {
    const secrets = [
      'pw-goproxy',
      'pw-netrc',
      'pw-token',
      'pw-httpproxy',
      'pw-query',
      'pw-answer',
      'pw-cookie',
    ];
    const tls = await authority.issue('IP:127.0.0.1');
    await using server = await startAnswering(
      () => ({ text: httpAnswer(403, 'pw-answer', ['Set-Cookie: x=pw-cookie', 'X-Token: pw-answer']) }),
      tls,
    );
    writeFileSync(join(box.home, '.netrc'), 'machine 127.0.0.1 login pw-netrc password pw-netrc\n', {
      mode: 0o600,
    });
    const script = join(box.home, 'goauth');
    const print = `printf '%s\\n\\nAuthorization: Bearer pw-token\\n\\n' '${server.url}'`;
    writeFileSync(script, `#!/bin/sh\n${print}\n`, { mode: 0o755 });
    const temporary = join(box.home, 'tmp');
    mkdirSync(temporary);
    const at = (userinfo: string): string => server.url.replace('//', `//${userinfo}@`);
    const GOPROXY = `${at('pw-goproxy:pw-goproxy')}?t=pw-query|${at('pw-goproxy')},${proxies.plain}`;
    const env = {
      ...trusting,
      GOPROXY,
      GOAUTH: `${script} pw-token;netrc`,
      TMPDIR: temporary,
      HTTPS_PROXY: 'http://pw-httpproxy:pw-httpproxy@127.0.0.1:9',
      GOPRIVATE: 'x.example',
    };
    const before = listing(box.home);
    const outputs: string[] = [];
    for (const more of [[], ['--json'], ['--verbose'], ['--compare', `GOPROXY=${GOPROXY}`, '--json']]) {
      const { stdout, stderr } = await box.gv(['doctor', ...NET, ...more], { env });
      expect(stdout).toContain('403');
      outputs.push(stdout, stderr);
    }
    for (const secret of secrets)
      expect([secret, outputs.filter((text) => text.includes(secret))]).toEqual([secret, []]);
    expect(listing(box.home)).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
    const left = filesBelow(box.root).filter((file) =>
      secrets.some((each) => readFileSync(file, 'latin1').includes(each)),
    );
    expect(left).toEqual([]);
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile());
}
