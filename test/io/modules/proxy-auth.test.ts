import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entryKind } from '../../../src/io/disk/read.ts';
import { failureOf } from '../../support/failure.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { basic, INFO_PATH, infoAt, privateProxy, ZIPS } from '../../support/private-proxy.ts';

const GOPHER = basic('gopher:s3cret');

const printing = (url: string, pair = 'gopher:s3cret'): string =>
  `printf '%s\\n\\nAuthorization: %s\\n\\n' '${url}' '${basic(pair)}'`;

describe('a private module proxy', () => {
  it('refuses strangers: the error shows the address and what to do', async () => {
    await using it = await privateProxy();
    const failure = await failureOf(it.info());
    expect(failure.code).toBe('http-status');
    const { url } = it.server;
    expect(failure.message).toBe(`HTTP 401 for ${url}${INFO_PATH} (GOPROXY is set by the environment)`);
    expect(it.logins).toEqual([undefined]);
    expect(failure.hint).toContain('.netrc');
  });

  it('takes a login from the address, and no message shows it', async () => {
    await using it = await privateProxy();
    const url = (pair: string): string => it.server.url.replace('//', `//${pair}@`);
    const answer = infoAt(url('gopher:s3cret'));
    expect(await it.info({ GOPROXY: url('gopher:s3cret') })).toEqual(answer);
    expect(await it.info({ GOPROXY: url('gopher:s3cret'), GOAUTH: 'off' })).toEqual(answer);
    const failure = await failureOf(it.info({ GOPROXY: url('gopher:hidden') }));
    expect(failure.code).toBe('http-status');
    expect(it.logins).toEqual([GOPHER, GOPHER, basic('gopher:hidden')]);
    expect(`${failure.message} ${failure.hint}`).not.toContain('hidden');
  });

  it('takes a login from ~/.netrc or $NETRC, the earlier one of a host', async () => {
    await using it = await privateProxy();
    const text = `machine ${it.server.host} login gopher password s3cret\nmachine ${it.server.host} login x password y\n`;
    await writeFile(join(it.world.folder, '.netrc'), text);
    expect(await it.info()).toEqual(infoAt(it.server.url));
    expect((await failureOf(it.info({ GOAUTH: 'off' }))).code).toBe('http-status');
    const other = join(it.world.folder, 'logins');
    await writeFile(other, text.replaceAll('s3cret', 'wrong'));
    expect((await failureOf(it.info({ NETRC: other }))).code).toBe('http-status');
    expect(it.logins).toEqual([GOPHER, undefined, basic('gopher:wrong')]);
  });

  it('takes a login from a command, run without a shell', async () => {
    await using it = await privateProxy();
    const script = await it.script('login', printing(it.server.url));
    expect(await it.info({ GOAUTH: `${script} "$(touch ${it.world.folder}/pwned)"` })).toEqual(
      infoAt(it.server.url),
    );
    expect(entryKind(join(it.world.folder, 'pwned'))).toBe('absent');
    expect(it.logins).toEqual([GOPHER]);
  });

  it('asks a command once more with the address and the answer after a refusal', async () => {
    await using it = await privateProxy();
    const seen = join(it.world.folder, 'seen');
    const script = await it.script(
      'login',
      `[ $# = 0 ] || { echo "$1" > ${seen}; cat >> ${seen}; ${printing(it.server.url)}; }`,
    );
    expect(await it.info({ GOAUTH: script })).toEqual(infoAt(it.server.url));
    const text = await readFile(seen, 'utf8');
    expect(text).toMatch(/^https:\/\/127[^\n]*\.info\nHTTP\/1\.1 401\n/);
    expect(text).toContain('www-authenticate: Basic');
    expect(it.logins).toEqual([undefined, GOPHER]);
  });

  it('lets the source named first overrule', async () => {
    await using it = await privateProxy();
    const good = await it.script('good', printing(it.server.url));
    const bad = await it.script('bad', printing(it.server.url, 'x:y'));
    expect(await it.info({ GOAUTH: `${good};${bad}` })).toEqual(infoAt(it.server.url));
    expect((await failureOf(it.info({ GOAUTH: `${bad};${good}` }))).code).toBe('http-status');
    expect(it.logins).toEqual([GOPHER, basic('x:y'), basic('x:y')]);
  });

  it.each([
    ['exit 3', 'ended with exit code 3'],
    ['echo hello', 'printed no credentials'],
    ['while :; do printf %08192d 0; done', 'printed too much'],
    ['kill -9 $$', 'was killed'],
  ])('says why there is no login when the command does: %s', async (text, said) => {
    await using it = await privateProxy();
    const failure = await failureOf(it.info({ GOAUTH: await it.script('login', text) }));
    expect(failure.code).toBe('http-status');
    expect(failure.message).toContain(said);
  });

  it.each(['.::/usr/bin:/bin', '.', ':', ''])(
    'names a command that is found in the current directory alone: PATH=%s',
    async (PATH) => {
      await using it = await privateProxy();
      await it.script('gv-test-login', printing(it.server.url));
      const relative = await failureOf(it.info({ GOAUTH: 'gv-test-login', PATH }));
      expect(relative.message).toContain('gv-test-login cannot be run: no absolute directory of PATH has it');
    },
  );

  it.each(['.::/usr/bin:/bin', '.', ''])(
    'lets a command find no helper in the current directory: PATH=%s',
    async (PATH) => {
      await using it = await privateProxy();
      await it.script('gv-test-helper', printing(it.server.url));
      const failure = await failureOf(it.info({ GOAUTH: await it.script('login', 'gv-test-helper'), PATH }));
      expect(failure.message).toContain('the GOAUTH command login ended with exit code 127');
    },
  );

  it('does not wait for what a command leaves behind', async () => {
    await using it = await privateProxy();
    const pid = join(it.world.folder, 'pid');
    const login = await it.script('login', `sleep 50 & echo $! >'${pid}'\n${printing(it.server.url)}`);
    expect(await it.info({ GOAUTH: login })).toEqual(infoAt(it.server.url));
    // The process that holds the output open is still there.
    expect(process.kill(Number(await readFile(pid, 'utf8')))).toBe(true);
  });

  it('gives no login to plain http', async () => {
    await using plain = await startModuleProxy({ zips: ZIPS });
    await using it = await privateProxy();
    await writeFile(join(it.world.folder, '.netrc'), `machine ${plain.host} login gopher password s3cret\n`);
    expect(await it.info({ GOPROXY: plain.url })).toEqual(infoAt(plain.url));
    expect(plain.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
    const address = plain.url.replace('//', '//gopher:s3cret@');
    expect((await failureOf(it.info({ GOPROXY: address }))).code).toBe('insecure-url');
  });
});
