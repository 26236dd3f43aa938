import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const SPELLINGS = ['1.22', 'go1.22', 'v1.22', 'go@1.22', 'golang@1.22', '1.22@latest', '1.22.x'];

describe('a version as other tools spell it', () => {
  it('chooses for gv exec, with and without --, and never swallows the command', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.24.9', '1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.24.9', 'golang@1.22@latest']);
    const chosen = async (...args: readonly string[]): Promise<void> => {
      const ran = await box.gv(args);
      expect([args, ran.code, ran.stdout]).toEqual([args, 0, expect.stringContaining('go1.22.5')]);
    };
    for (const spelling of SPELLINGS) {
      await chosen('exec', spelling, 'go', 'version');
      expect((await box.gv(['where', spelling])).stdout).toBe(`${box.root}/versions/1.22.5\n`);
    }
    for (const spelling of sampled(SPELLINGS, 3)) {
      await chosen('exec', spelling, '--', 'go', 'version');
      expect((await box.gv(['list', spelling])).stdout).toContain('1.22.5');
    }
    expect((await box.gv(['use', 'go@1.22'])).stdout).toMatch(/^go 1\.22\.5 /);
  });
});

describe('a word of another tool', () => {
  it('changes nothing, and its hint is a line that works', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['local', 'golang@1.22']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    const line = /gv (use \S+)/.exec(ran.stderr)?.[1]?.split(' ') ?? [];
    expect(await box.gv(line)).toMatchObject({ code: 0 });
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
  });
});

describe('the name of Go, which other tools want before the version', () => {
  it('is answered with the line to type, by the launcher too', async () => {
    await using box = await sandbox();
    for (const name of ['golang', 'go']) {
      for (const command of ['where', 'list']) {
        const ran = await box.gv([command, name]);
        expect(ran).toMatchObject({ code: 2, stdout: '' });
        expect(ran.stderr).toContain(`gv is for Go only: gv ${command}\n`);
      }
    }
  });
});

describe('help', () => {
  it('groups the commands by purpose', async () => {
    await using box = await sandbox();
    const { stdout } = await box.gv(['help']);
    const titles = stdout.match(/^\S.*:$/gm);
    expect(titles).toEqual([
      'Releases and toolchains:',
      'The Go of this directory:',
      'Proofs:',
      'Shells:',
      'gv itself:',
    ]);
  });

  it('of a command shows its other names and its examples, under each of its names', async () => {
    await using box = await sandbox();
    const { stdout } = await box.gv(['help', 'install']);
    expect(stdout).toContain('\nAlso called: i, add, dl\n');
    expect(stdout).toMatch(/\nExamples:\n {2}gv install 1\.22\.5\n {2}gv install/);
    expect((await box.gv(['help', 'add'])).stdout).toBe(stdout);
    expect((await box.gv(['i', '--help'])).stdout).toBe(stdout);
  });
});
