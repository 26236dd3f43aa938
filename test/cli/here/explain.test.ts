import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explained, withGo, write } from '../../support/explaining.ts';

describe('gv explain', () => {
  it('tells a person every place in order, what decided, and what runs', async () => {
    await using box = await withGo('1.22.5', '1.24.9');
    await mkdir(join(box.project, 'a'));
    await write(box, '.go-version', '1.22.5\n');
    await write(box, 'a/go.mod', 'module m\n\ngo 1.24.9\n');
    const { code, stdout, stderr } = await box.gv(['why'], { cwd: join(box.project, 'a') });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const pin = join(box.project, '.go-version');
    const mod = join(box.project, 'a', 'go.mod');
    expect(stdout.replaceAll(/ {2,}/g, '  ')).toBe(
      [
        'go here is 1.24.9',
        '',
        `base  1.22.5 in ${join(box.root, 'versions', '1.22.5')} (set by ${pin}:1)`,
        `floor  1.24.9 (${mod}:3)`,
        `GOTOOLCHAIN  auto (${join(box.root, 'versions', '1.22.5', 'go.env')})`,
        `runs  1.24.9, found on PATH (${join(box.root, 'shims', 'go1.24.9')})`,
        `why  the go line in ${mod}:3 asks for go1.24.9, and GOTOOLCHAIN=auto lets the go command switch`,
        '',
        'looked at, in order:',
        '  GV_VERSION  not set',
        `  ${join(box.project, 'a')}  no .go-version, no .tool-versions`,
        `->  ${pin}:1  1.22.5`,
        '',
        `advice:  ${mod}:3 needs Go 1.24.9, so go1.24.9 runs here and not 1.22.5`,
        '  gv use mod',
        '',
      ].join('\n'),
    );
  });

  it('--json has the fields that scripts rely on', async () => {
    await using box = await withGo('1.24.9');
    await write(box, 'go.mod', 'go 1.22\n');
    expect(await explained(box)).toEqual({
      base: {
        version: '1.24.9',
        path: join(box.root, 'versions', '1.24.9'),
        rule: 'newest',
        file: null,
        line: null,
        raised: null,
        index: null,
      },
      floor: { version: '1.22', file: join(box.project, 'go.mod'), line: 1 },
      gotoolchain: { value: 'auto', from: join(box.root, 'versions', '1.24.9', 'go.env') },
      runs: {
        version: '1.24.9',
        path: join(box.root, 'versions', '1.24.9', 'bin', 'go'),
        how: 'base',
        why: `Go 1.24.9 is enough for ${join(box.project, 'go.mod')}, which asks for 1.22`,
      },
      trace: expect.arrayContaining([{ rule: 'env', place: 'GV_VERSION', line: 0, said: '' }]) as unknown,
      warnings: [],
    });
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.24.9');
  });

  it('where the pin’s toolchain is missing, or the pin is none, says so and ends with 1', async () => {
    await using box = await withGo('1.24.9');
    for (const [pin, message] of [
      ['1.22.5', /Go 1\.22\.5 is not installed .*gv install 1\.22\.5/],
      ['$(touch x)', /is not a Go version/],
    ] as const) {
      await write(box, '.go-version', `${pin}\n`);
      expect((await box.gv(['explain'])).code).toBe(1);
      const { base, runs } = await explained(box);
      expect({ base, how: runs.how, why: runs.why }).toEqual({
        base: null,
        how: 'fails',
        why: expect.stringMatching(message) as unknown,
      });
      expect((await box.run(['go', 'version'])).code).toBe(127);
    }
  });

  it('a default that was raised says from what, and by which line', async () => {
    await using box = await withGo('1.22.5', '1.24.9');
    await writeFile(join(box.root, 'version'), '1.22.5\n');
    await write(box, 'go.mod', 'go 1.24\n');
    expect((await explained(box)).base).toMatchObject({
      version: '1.24.9',
      rule: 'global',
      raised: { from: '1.22.5', file: join(box.project, 'go.mod'), line: 1 },
    });
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.24.9');
  });

  it('what would be downloaded names where from, without credentials', async () => {
    await using box = await withGo('1.24.9');
    await write(box, '.go-version', '1.24.9\n');
    await write(box, 'go.mod', 'go 1.26.0\n');
    const at = async (GOPROXY: string, more: Readonly<Record<string, string>> = {}): Promise<unknown> =>
      (await explained(box, { env: { GOPROXY, ...more } })).runs;
    expect(await at('https://me:secret@proxy.example,direct')).toMatchObject({
      how: 'download',
      version: '1.26.0',
      path: null,
      why: expect.stringMatching(/^(?!.*secret).*proxy\.example/) as unknown,
    });
    expect(await at('direct')).toMatchObject({
      how: 'download',
      why: expect.stringContaining('go.dev') as unknown,
    });
    expect(await at('off')).toMatchObject({
      how: 'fails',
      why: expect.stringContaining('GOPROXY=off') as unknown,
    });
    expect(await at('https://proxy.example', { GOSUMDB: 'off' })).toMatchObject({ how: 'fails' });
    expect(await at('no/such proxy')).toMatchObject({
      how: 'fails',
      why: expect.stringContaining('GOPROXY') as unknown,
    });
    expect(await at('https://proxy.example', { GOTOOLCHAIN: 'path' })).toMatchObject({ how: 'fails' });
  });

  it('the policy counts where GOTOOLCHAIN is not set, before the file of go env -w', async () => {
    await using box = await withGo('1.22.5', '1.24.9');
    await write(box, '.go-version', '1.22.5\n');
    await write(box, 'go.mod', 'go 1.24.9\n');
    await write(box, 'goenv', 'GOTOOLCHAIN=path\n');
    const GOENV = join(box.project, 'goenv');
    expect(await explained(box, { env: { GOENV } })).toMatchObject({
      gotoolchain: { value: 'path', from: GOENV },
    });
    await box.gv(['config', 'set', 'toolchain-policy', 'local']);
    const local = await explained(box, { env: { GOENV } });
    expect(local).toMatchObject({
      gotoolchain: { value: 'local', from: 'gv config get toolchain-policy' },
      runs: { how: 'base', version: '1.22.5' },
    });
    expect((await explained(box, { env: { GOTOOLCHAIN: 'auto' } })).runs).toMatchObject({
      version: '1.24.9',
    });
    expect((await box.gv(['doctor'], { env: { GOENV } })).stdout).toContain('toolchain-policy');
  });

  it('control characters of a project’s files never reach the terminal', async () => {
    await using box = await withGo('1.24.9');
    await write(box, 'go.mod', 'go 1.22\ntoolchain go1.24\u001b]0;x\u0007\n');
    const { stdout } = await box.gv(['explain']);
    expect(stdout).toContain('invalid toolchain');
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('a go.mod that is a directory is none; one that cannot be read ends go, and is said', async () => {
    await using box = await withGo('1.24.9');
    await mkdir(join(box.project, 'go.mod'));
    expect((await explained(box)).runs).toMatchObject({ how: 'base', version: '1.24.9' });
    await mkdir(join(box.project, 'b'));
    await write(box, 'b/go.mod', 'x'.repeat(2_000_000));
    expect((await explained(box, { cwd: join(box.project, 'b') })).runs.how).toBe('fails');
    for (const GOWORK of ['relative', box.project])
      expect(await explained(box, { env: { GOWORK } })).toMatchObject({
        runs: { how: 'fails', why: expect.stringContaining('GOWORK') as unknown },
      });
  });

  it('a byte order mark is a letter to go: the line behind it is none, in go.mod as in the file of go env -w', async () => {
    await using box = await withGo('1.22.5', '1.24.9');
    await write(box, '.go-version', '1.22.5\n');
    await write(box, 'go.mod', '\uFEFFgo 1.24.9\n');
    await write(box, 'goenv', '\uFEFFGOTOOLCHAIN=go1.24.9\n');
    const said = await explained(box, { env: { GOENV: join(box.project, 'goenv') } });
    expect(said).toMatchObject({ floor: null, runs: { how: 'base', version: '1.22.5' }, warnings: [] });
  });

  it('a pin that cannot be read is broken, not absent, and takes one line', async () => {
    await using box = await withGo('1.24.9');
    const pin = join(box.project, '.go-version');
    for (const [text, says] of [
      [Buffer.from('\uFEFF1.22.5\r\n', 'utf16le'), 'broken: holds NUL bytes'],
      [Buffer.from(''), 'broken: names no version'],
    ] as const) {
      await writeFile(pin, text);
      const { stdout } = await box.gv(['explain']);
      const lines = stdout
        .split('\n')
        .filter((line) => line.startsWith(`  ${' '.repeat(4)}${pin}`) || line.includes(says));
      expect(lines.map((line) => line.trim().replaceAll(/ {2,}/g, '  '))).toEqual([
        expect.stringMatching(new RegExp(`^${pin}(:1)?  ${says}$`)),
      ]);
      expect(stdout).not.toMatch(new RegExp(`${pin}\\S*  +not there`));
    }
  });
});
