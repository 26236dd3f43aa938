import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../support/failure.ts';
import { fakePrograms } from '../../support/fake-programs.ts';
import { basic, infoAt, type PrivateProxy, privateProxy } from '../../support/private-proxy.ts';
import { unless } from '../../support/unless.ts';

const missing = spawnSync('git', ['--version']).status === 0 ? undefined : 'git is not installed';

interface Repository {
  readonly goauth: string;
  /** What the helper was asked to do, and told. */
  readonly told: () => Promise<string>;
}

/** A repository whose configuration names a helper that prints `answer` and notes what it is asked. */
async function repository(it: PrivateProxy, answer: string): Promise<Repository> {
  const directory = join(it.world.folder, 'repository');
  await mkdir(directory);
  spawnSync('git', ['init', '-q', directory], { env: { PATH: '/usr/bin:/bin', HOME: it.world.folder } });
  const notes = join(it.world.folder, 'notes');
  await writeFile(notes, '');
  const helper = await it.script(
    'helper',
    `echo "$1" >> ${notes}; cat >> ${notes}; [ "$1" != get ] || printf '${answer}'`,
  );
  const config = `[credential]\n\thelper = !${helper}\n`;
  await writeFile(join(directory, '.git', 'config'), `[core]\n\trepositoryformatversion = 0\n${config}`);
  return { goauth: `git ${directory}`, told: () => readFile(notes, 'utf8') };
}

describe('GOAUTH=git', () => {
  unless(missing)('takes a login from git after a refusal, and tells git that it was right', async () => {
    await using it = await privateProxy();
    const { goauth, told } = await repository(it, 'username=gopher\\npassword=s3cret\\n');
    expect(await it.info({ GOAUTH: goauth })).toEqual(infoAt(it.server.url));
    expect(it.logins).toEqual([undefined, basic('gopher:s3cret')]);
    const text = await told();
    expect(text).toMatch(/^get\nprotocol=https\nhost=127\.0\.0\.1:\d+\n/m);
    expect(text).toMatch(/^store\n(?:.*\n)*password=s3cret$/m);
  });

  unless(missing)('tells git that a login was wrong, and shows none of it', async () => {
    await using it = await privateProxy();
    const { goauth, told } = await repository(it, 'username=gopher\\npassword=hidden\\n');
    const failure = await failureOf(it.info({ GOAUTH: goauth }));
    expect(failure.code).toBe('http-status');
    expect(`${failure.message} ${failure.hint}`).not.toContain('hidden');
    expect(await told()).toMatch(/^erase$/m);
    expect(it.logins).toEqual([undefined, basic('gopher:hidden')]);
  });

  unless(missing)('asks nobody at the terminal where no helper knows a login', async () => {
    await using it = await privateProxy();
    const { goauth } = await repository(it, '');
    const failure = await failureOf(it.info({ GOAUTH: goauth }));
    expect(failure.code).toBe('http-status');
    expect(failure.message).toContain('the GOAUTH command git ended with exit code 128');
  });

  unless(missing)('believes no login for another address', async () => {
    await using it = await privateProxy();
    const { goauth } = await repository(it, 'host=elsewhere.test\\nusername=gopher\\npassword=s3cret\\n');
    const failure = await failureOf(it.info({ GOAUTH: goauth }));
    expect(failure.code).toBe('http-status');
    expect(failure.message).toContain('gave no login for this address');
    expect(new Set(it.logins)).toEqual(new Set([undefined]));
  });

  unless(missing)('is overruled by what is named before it', async () => {
    await using it = await privateProxy();
    const { goauth } = await repository(it, 'username=x\\npassword=y\\n');
    await writeFile(
      join(it.world.folder, '.netrc'),
      `machine ${it.server.host} login gopher password s3cret\n`,
    );
    expect(await it.info({ GOAUTH: `netrc;${goauth}` })).toEqual(infoAt(it.server.url));
    expect(it.logins).toEqual([basic('gopher:s3cret')]);
  });

  it.each(['.::/usr/bin:/bin', '.', ''])(
    'runs no git of the directory that it names: PATH=%s',
    async (PATH) => {
      await using it = await privateProxy();
      const ran = await fakePrograms(join(it.world.folder, 'fakes'));
      await failureOf(it.info({ GOAUTH: `git ${it.world.folder}/fakes`, PATH }));
      expect(await ran()).toBe('');
    },
  );

  it('names a directory that is none', async () => {
    await using it = await privateProxy();
    const failure = await failureOf(it.info({ GOAUTH: `git ${it.world.folder}/nowhere` }));
    expect(failure.code).toBe('http-status');
    expect(failure.message).toContain('nowhere, which is no directory');
  });
});
