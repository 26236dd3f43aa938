import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startConnectProxy } from '../../support/connect-proxy.ts';
import { passwordLine } from '../../support/htpasswd.ts';
import { startNginx } from '../../support/nginx.ts';
import { makeAuthority, type TestAuthority } from '../../support/release-tls.ts';
import { roadHome } from '../../support/road-home.ts';
import { bareRepository, tryRoad, type Trial, type TrialRequest } from '../../support/road-trial.ts';
import type { TestWorld } from '../../support/test-world.ts';

const HOST = 'git.corp.example';
const PROXY_LOGIN = 'gopher:s3cret-proxy';

/** A company: its git server with TLS by a CA of its own, behind its HTTP proxy, and a home from which it is reached. */
interface Company extends AsyncDisposable {
  readonly world: TestWorld;
  readonly at: (name: string) => string;
  readonly authority: TestAuthority;
  readonly proxy: string;
  readonly asked: readonly string[];
  readonly log: () => Promise<readonly string[]>;
  readonly try: (env?: Readonly<Record<string, string>>, changes?: Partial<TrialRequest>) => Promise<Trial>;
}

interface CompanyOptions {
  readonly users?: string;
  /** The proxy wants a login. */
  readonly isGuarded?: true;
}

async function company({ users, isGuarded }: CompanyOptions = {}): Promise<Company> {
  const closing = new AsyncDisposableStack();
  const world = closing.use(await roadHome({}));
  const at = (name: string): string => join(world.folder, name);
  const authority = await makeAuthority(world.folder);
  mkdirSync(at('nginx'));
  const tls = await authority.issue(`DNS:${HOST}`);
  const nginx = closing.use(
    await startNginx({ folder: at('nginx'), tls, ...(users === undefined ? {} : { users }) }),
  );
  bareRepository(at('nginx/www/team/lib'));
  const port = Number(nginx.host.split(':')[1]);
  const proxy = closing.use(
    await startConnectProxy({
      target: (host) => (host === `${HOST}:443` ? port : undefined),
      ...(isGuarded === undefined ? {} : { credentials: PROXY_LOGIN }),
    }),
  );
  return {
    world,
    at,
    authority,
    proxy: proxy.url,
    asked: proxy.asked,
    log: () => nginx.log(),
    try: async (env = {}, changes = {}) => {
      const all = { ...world.env, HTTPS_PROXY: proxy.url, ...env };
      return await tryRoad({ ...world, env: all }, { module: `${HOST}/team/lib`, ...changes });
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** Both go and git believe the company's CA. */
const trusting = ({ authority: { certificateFile } }: Company): Readonly<Record<string, string>> => ({
  SSL_CERT_FILE: certificateFile,
  GIT_SSL_CAINFO: certificateFile,
});

function page(place: Company, repository: string): void {
  const meta = `<meta name="go-import" content="${HOST}/team/lib git ${repository}">`;
  writeFileSync(place.at('nginx/www/team/lib/index.html'), `<html><head>${meta}</head></html>`);
}

describe('a road by https', () => {
  it('has go’s question for the repository, and git’s phases through the HTTP proxy', async () => {
    await using place = await company();
    page(place, `https://${HOST}/team/lib`);
    const trial = await place.try(trusting(place));
    expect(trial.codes).toEqual([]);
    expect(trial.report).toMatchObject({ by: 'server', page: { status: 200, named: true }, references: 2 });
    expect(trial.phases).toEqual(['name', 'tcp', 'connect', 'certificates', 'tls', 'first-byte', 'server']);
    expect(trial.report.through).toEqual(trial.report.goThrough);
    expect(new Set(place.asked)).toEqual(new Set([`CONNECT ${HOST}:443`]));
    expect((await place.log()).at(-1)).toContain('/team/lib/');
  });

  it('may lead to another host, as the server says', async () => {
    await using place = await company();
    page(place, `file://${place.at('nginx/www/team/lib')}`);
    const file = await tryRoadSkipped(place);
    expect(file).toContain('does not lie in a git repository');
    page(place, `ssh://you:s3cret@127.0.0.1:9/lib`);
    const { report, codes } = await place.try({ ...trusting(place), GIT_SSH_COMMAND: 'ssh -F /dev/null' });
    expect([report.goAsks, report.transport, codes]).toEqual([
      'ssh://127.0.0.1:9/lib',
      'ssh',
      ['road-fails'],
    ]);
    expect(JSON.stringify(report)).not.toContain('s3cret');
  });

  it.each([
    ['go trusts', 'SSL_CERT_FILE', 'GIT_SSL_CAINFO', 'tls: untrusted'],
    ['git trusts', 'GIT_SSL_CAINFO', 'SSL_CERT_FILE', 'server'],
  ])('whose CA only %s has tls-trust-differs, and the cure takes it away', async (_who, set, other, last) => {
    await using place = await company();
    page(place, `https://${HOST}/team/lib`);
    const { certificateFile } = place.authority;
    const trial = await place.try({ [set]: certificateFile });
    expect([trial.codes.includes('tls-trust-differs'), trial.phases.at(-1)]).toEqual([true, last]);
    expect((await place.try({ [set]: certificateFile, [other]: certificateFile })).codes).toEqual([]);
  });

  it('whose CA neither trusts fails without that finding', async () => {
    await using place = await company();
    const { codes, report } = await place.try();
    expect([codes, report.page]).toEqual([
      ['road-fails'],
      { status: null, failed: 'untrusted', named: false },
    ]);
  });

  it('whose page go does not read fails, though git gets to the repository by another way', async () => {
    await using place = await company();
    const way = `[url "file://${place.at('nginx/www/team/')}"]\n\tinsteadOf = https://${HOST}/team/\n`;
    writeFileSync(place.at('.gitconfig'), way);
    const { report, findings } = await place.try();
    expect([report.failed, report.references]).toEqual([undefined, 2]);
    expect(findings).toMatchObject([
      { code: 'road-fails', text: expect.stringContaining(`the page of https://${HOST}`) as unknown },
    ]);
  });

  it('that wants a login has credentials-missing, and a line in the netrc is the cure', async () => {
    await using place = await company({ users: await passwordLine('gopher', 's3cret-token') });
    const before = await place.try(trusting(place));
    expect([before.codes, before.report.failed]).toEqual([['credentials-missing'], 'login-wanted']);
    const written = /machine .*$/.exec(before.findings[0]?.cure ?? '')?.[0] ?? '';
    const line = written.replace('NAME', 'gopher').replace('TOKEN', 's3cret-token');
    appendFileSync(place.at('.netrc'), `${line}\n`, { mode: 0o600 });
    const after = await place.try(trusting(place));
    expect([after.codes, after.report.references]).toEqual([[], 2]);
    expect(after.report.signsIn).toEqual([{ kind: 'netrc', from: place.at('.netrc'), line: 1 }]);
    expect(JSON.stringify([before, after])).not.toContain('s3cret');
  });

  it('with a credential helper is asked with its login, and a helper that would ask has no terminal', async () => {
    await using place = await company({ users: await passwordLine('gopher', 's3cret-token') });
    const helper = `[credential]\n\thelper = "!f() { echo username=gopher; echo password=s3cret-token; }; f"\n`;
    writeFileSync(place.at('.gitconfig'), helper);
    const trial = await place.try(trusting(place));
    expect([trial.report.references, trial.report.signsIn.map(({ what }) => what)]).toEqual([
      2,
      ['a shell command'],
    ]);
    writeFileSync(place.at('.gitconfig'), '[credential]\n\thelper = "!f() { read x </dev/tty; }; f"\n');
    const asking = await place.try(trusting(place));
    expect([asking.report.failed, asking.codes]).toEqual(['login-wanted', ['credentials-missing']]);
    expect(JSON.stringify([trial, asking])).not.toContain('s3cret');
  });

  it('on which git has another HTTP proxy has git-road-differs, and the line of the cure is the one', async () => {
    await using place = await company();
    page(place, `https://${HOST}/team/lib`);
    writeFileSync(place.at('.gitconfig'), '[http]\n\tproxy = http://you:s3cret@127.0.0.1:9\n');
    const trial = await place.try(trusting(place));
    expect(trial.codes).toEqual(['git-road-differs', 'road-fails']);
    expect(trial.phases).toEqual(['name', 'tcp: refused']);
    const [, line = '', file = ''] = /line (\d+) .* out of (\S+),/.exec(trial.findings[0]?.cure ?? '') ?? [];
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((_, index) => index !== Number(line) - 1).join('\n'));
    expect((await place.try(trusting(place))).codes).toEqual([]);
    expect(JSON.stringify(trial)).not.toContain('s3cret');
  });

  it('through an HTTP proxy that wants a login ends at CONNECT; with the login it does not', async () => {
    await using place = await company({ isGuarded: true });
    page(place, `https://${HOST}/team/lib`);
    const refused = await place.try(trusting(place));
    expect([refused.codes, refused.phases.at(-1)]).toEqual([['road-fails'], 'connect: proxy-refused']);
    const HTTPS_PROXY = place.proxy.replace('//', `//${PROXY_LOGIN}@`);
    const trial = await place.try({ ...trusting(place), HTTPS_PROXY });
    expect([trial.codes, trial.report.references]).toEqual([[], 2]);
    expect(JSON.stringify([refused, trial])).not.toContain('s3cret');
  });
});

async function tryRoadSkipped(place: Company): Promise<string> {
  return await place.try(trusting(place)).then(
    () => 'tried',
    (error: unknown) => String(error),
  );
}
