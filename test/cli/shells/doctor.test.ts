import { chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Checkup } from '../../../src/jobs/diagnose/doctor.ts';
import { checkup, codesOf, healthy } from '../../support/checkup.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { tinyReleases } from '../../support/toolchains.ts';

describe('gv doctor', () => {
  it('finds nothing in a healthy installation, and changes nothing', async () => {
    await using box = await healthy('1.22.5', '1.24.9');
    const before = await readdir(box.root, { recursive: true });
    const fine =
      'links and shims, 2 toolchains with receipts, rights of other accounts, config and keys, start-up files, PATH, ' +
      'environment and go settings, programs of go install, other managers and editors, the go of this directory';
    const stdout = `nothing to mend\nfine: ${fine}\n`;
    expect(await box.gv(['doctor'])).toEqual({ code: 0, stdout, stderr: '' });
    expect(await readdir(box.root, { recursive: true })).toEqual(before);
  });

  it('ends with 0 when it has advice alone, and says so', async () => {
    await using box = await healthy('1.22.5');
    await chmod(box.root, 0o777);
    expect(await checkup(box)).toMatchObject({
      code: 0,
      findings: [{ code: 'root-writable-by-others', level: 'advice', fixable: false }],
    });
    expect((await box.gv(['doctor'])).stdout).toMatch(/^advice: {2}all accounts may write /);
    expect((await checkup(box, ['--strict'])).code).toBe(1);
    expect((await checkup(box, ['env', '--strict'])).code).toBe(0);
  });

  it('names each broken link, shim, alias and leftover with its cure; --fix mends them', async () => {
    await using box = await healthy('1.22.5', '1.24.9');
    const at = (...names: readonly string[]): string => join(box.root, ...names);
    await rm(at('shims', 'go1.22.5'));
    await rm(at('shims', 'gofmt'));
    await symlink('nowhere', at('shims', 'go1.19.1'));
    await writeFile(at('aliases', '1.22'), '1.22.4\n');
    await writeFile(at('aliases', '1.18'), '1.18.10\n');
    await mkdir(at('staging', '1.99.1+new-1-1'), { recursive: true });
    await writeFile(at('receipts', '1.18.1.json'), '{}');
    await writeFile(at('receipts', '1.18.1.sha256'), '');
    await mkdir(at('locks'), { recursive: true });
    await writeFile(at('locks', 'go1.18.1.lock.holder'), 'process 4194399: installing\n');
    const found = await checkup(box);
    expect(found.code).toBe(1);
    expect(codesOf(found).toSorted()).toEqual([
      'link-stale',
      'link-stale',
      'link-wrong',
      'link-wrong',
      'link-wrong',
      'orphan-receipt',
      'staging-left',
      'stale-lock',
    ]);
    expect(found.findings.every(({ fixable, text, cure }) => fixable && text !== '' && cure !== '')).toBe(
      true,
    );
    const fixed = await checkup(box, ['--fix']);
    expect(fixed).toMatchObject({ code: 0, findings: [] });
    expect(fixed.fixed).toHaveLength(8);
    expect((await checkup(box)).code).toBe(0);
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.24.9');
  });

  it('leaves the unfinished work of a living gv alone', async () => {
    await using box = await healthy('1.24.9');
    await mkdir(join(box.root, 'staging', '1.99.1+new-1-1'), { recursive: true });
    await mkdir(join(box.root, 'locks'), { recursive: true });
    await writeFile(join(box.root, 'locks', 'go1.99.1.lock.holder'), `process ${process.pid}: installing\n`);
    expect(await checkup(box, ['--fix'])).toMatchObject({ code: 0, findings: [], fixed: [] });
    expect(await readdir(join(box.root, 'staging'))).toEqual(['1.99.1+new-1-1']);
  });

  it('what a person has to decide is only named: strays, missing receipts, go.env, global, start-up line', async () => {
    await using box = await healthy('1.24.9');
    const at = (...names: readonly string[]): string => join(box.root, ...names);
    await mkdir(at('versions', 'my go'));
    await rm(at('receipts', '1.24.9.json'));
    await rm(at('versions', '1.24.9', 'go.env'));
    await writeFile(at('versions', '1.24.9', 'bin', 'go'), '');
    await writeFile(at('version'), '1.22.5\n');
    await rm(join(box.home, '.bashrc'));
    const found = await checkup(box, ['--fix']);
    expect(codesOf(found)).toEqual([
      'not-a-toolchain',
      'go-cannot-run',
      'no-receipt',
      'go-env-missing',
      'start-up-line-missing',
      'not-installed',
    ]);
    expect(found.findings.map(({ cure }) => cure)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`rm -r '${at('versions', 'my go')}'`),
        'gv install --force 1.24.9',
        'gv install 1.22.5',
      ]),
    );
    expect(await readdir(at('versions'))).toContain('my go');
  });

  it('a global version and a pin of mise that lead to a secret: their lengths, and no text', async () => {
    await using box = await healthy('1.24.9');
    const [secret, toml] = [join(box.home, 'secret'), join(box.home, 'secret.toml')];
    await writeFile(secret, 'hunter2\n');
    await writeFile(toml, '[tools]\ngo = "hunter2"\n');
    await rm(join(box.root, 'version'), { force: true });
    await symlink(secret, join(box.root, 'version'));
    await symlink(toml, join(box.project, 'mise.toml'));
    const found = await checkup(box);
    expect(codesOf(found)).toEqual(expect.arrayContaining(['global-missing', 'bad-pin', 'other-manager']));
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(JSON.stringify(found)).toContain('a text of 7 characters, which is not installed');
  });

  it('a broken config.json, keyring or plain file of a config key', async () => {
    await using box = await healthy('1.24.9');
    await writeFile(join(box.root, 'config.json'), '{');
    expect(codesOf(await checkup(box))).toEqual(['config-broken']);
    await writeFile(join(box.root, 'config.json'), JSON.stringify({ keyring: join(box.home, 'gone.asc') }));
    expect(codesOf(await checkup(box))).toEqual(['keyring-broken']);
    await writeFile(
      join(box.root, 'config.json'),
      JSON.stringify({ 'toolchain-policy': 'path', 'auto-install': true }),
    );
    await writeFile(join(box.root, 'toolchain-policy'), 'local\n');
    await writeFile(join(box.root, 'gobin-per-version'), 'on\n');
    expect(await checkup(box, ['--fix'])).toMatchObject({ code: 0, fixed: { length: 3 } });
    expect((await box.run(['cat', join(box.root, 'toolchain-policy')])).stdout).toBe('path\n');
  });

  it('what explain warns of in the environment', async () => {
    await using box = await healthy('1.24.9');
    expect(codesOf(await checkup(box, [], { GOROOT: '/stale' }))).toEqual(['goroot-exported']);
    await writeFile(join(box.home, '.bashrc'), `. ${box.root}/env\nexport GOROOT=/stale\n`);
    expect((await checkup(box)).findings).toMatchObject([
      { code: 'goroot-exported', text: expect.stringContaining('.bashrc:2') as unknown },
    ]);
  });

  it('a root that cannot be written; a note where it belongs to another account', async () => {
    await using box = await healthy('1.24.9');
    await chmod(box.root, 0o555);
    const isRoot = process.getuid?.() === 0;
    const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    await box.run(['chmod', '-R', 'a+rX', join(box.root, '..')]);
    const command = [...(isRoot ? asNobody : []), join(box.root, 'bin', 'gv'), 'doctor', '--json'];
    const found = async (): Promise<unknown> => {
      const { code, stdout } = await box.run(command);
      const { data } = JSON.parse(stdout) as { readonly data: Checkup };
      const { level, text } = data.findings.find((each) => each.code === 'root-read-only') ?? {};
      return { code, level, text };
    };
    if (isRoot) {
      const text = expect.stringContaining('belongs to root, who alone may install') as unknown;
      expect(await found()).toEqual({ code: 0, level: 'note', text });
      await box.run(['chown', '-R', '65534:65534', box.root]);
    }
    const text = expect.stringContaining('cannot be written') as unknown;
    expect(await found()).toEqual({ code: 1, level: 'problem', text });
    await chmod(box.root, 0o755);
  });

  it('what cannot be read is a finding, not the end', async () => {
    await using box = await healthy('1.24.9');
    await rm(join(box.root, 'aliases'), { recursive: true });
    await writeFile(join(box.root, 'aliases'), '');
    expect(codesOf(await checkup(box))).toEqual(['unreadable', 'no-go']);
  });

  it('asks no server unless told to; --online does, and contradicts --offline', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.24.9') });
    await using box = await healthy('1.24.9');
    const env = { GV_DL_URL: server.base };
    await checkup(box, [], env);
    expect(server.requests).toEqual([]);
    expect((await checkup(box, ['--online'], env)).code).toBe(0);
    expect(server.requests).not.toEqual([]);
    expect(codesOf(await checkup(box, ['--online'], { GV_DL_URL: 'http://127.0.0.1:9/dl' }))).toEqual([
      'official-unreachable',
    ]);
    expect((await box.gv(['doctor', '--online', '--offline'])).code).toBe(2);
  });
});
