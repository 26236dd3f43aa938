import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer } from '../../support/believer.ts';
import { VERSION } from '../../support/log.ts';
import {
  BASE,
  COMMON,
  layBase,
  proxyWithRanges,
  rangesAsked,
  wholesAsked,
  ZIP,
} from '../../support/reusing.ts';
import type { Sandbox } from '../../support/sandbox.ts';

const PROXY = { GV_SOURCE: 'proxy' };

async function receiptIn(box: Sandbox): Promise<unknown> {
  const receipt: unknown = JSON.parse(await readFile(join(box.root, 'receipts', '1.22.5.json'), 'utf8'));
  return receipt;
}

describe('a release beside an installed patch of its line', () => {
  it('is fetched by pieces, proven as a whole, and leaves nothing in the cache', async () => {
    await using proxy = await proxyWithRanges();
    await using box = await believer(proxy, PROXY);
    await layBase(box.root);
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran.stderr).toMatch(
      /^downloaded v0\.0\.1-go1\.22\.5\.linux-amd64\.zip \(\d\.\d MB in .*, reused \d\.\d MB of 1\.22\.4\)$/m,
    );
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining("(in Go's checksum database)") });
    expect(rangesAsked(proxy)).toHaveLength(5);
    expect(wholesAsked(proxy)).toBe(0);
    const reused = { release: BASE, files: COMMON, bytes: expect.any(Number) };
    expect(await receiptIn(box)).toMatchObject({ size: ZIP.length, sha256: '', unproven: false, reused });
    expect(await box.gv(['verify', '1.22.5'])).toMatchObject({ code: 0 });
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    expect((await readdir(join(box.root, 'cache'))).filter((name) => name.includes('.zip'))).toEqual([]);
  });

  it('has the tree that the whole zip gives, downloaded with --no-reuse', async () => {
    await using proxy = await proxyWithRanges();
    await using box = await believer(proxy, PROXY);
    await layBase(box.root);
    const list = `cd '${join(box.root, 'versions', '1.22.5')}' && find . -printf '%p %y %m %s %T@\\n' | sort; cat ../../receipts/1.22.5.sha256`;
    const json = await box.gv(['install', '1.22.5', '--json']);
    const events = json.stdout.split('\n').filter((line) => line.includes('"downloaded"'));
    expect(events.map((line): unknown => JSON.parse(line))).toMatchObject([
      { event: { reused: { release: BASE, files: COMMON }, resumed: 0 } },
    ]);
    const reusing = await box.run(['sh', '-c', list]);
    await box.gv(['install', '1.22.5', '--force', '--no-reuse']);
    expect(wholesAsked(proxy)).toBe(1);
    expect((await receiptIn(box)) as object).not.toHaveProperty('reused');
    expect((await box.run(['sh', '-c', list])).stdout).toBe(reusing.stdout);
  });

  it.each([
    { what: 'where the config says so', config: ['reuse', 'off'] },
    { what: 'where a download was interrupted before', part: true },
    { what: 'where the installed one is of another platform', platform: 'linux/arm64' },
    { what: 'from a server without ranges', ranges: false as const, said: 'sends the whole file' },
  ])('is downloaded whole $what', async ({ config, part, platform, ranges, said }) => {
    await using proxy = await proxyWithRanges(ranges === undefined ? {} : { ranges });
    await using box = await believer(proxy, PROXY);
    await layBase(box.root, platform);
    if (config !== undefined) await box.gv(['config', 'set', ...config]);
    if (part === true) await writeFile(join(box.root, 'cache', `${VERSION}.zip.part`), ZIP.subarray(0, 100));
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining(said ?? 'downloaded') });
    expect(ran.stderr.includes('nothing of go 1.22.4 is reused')).toBe(said !== undefined);
    expect(wholesAsked(proxy)).toBe(1);
    expect(await receiptIn(box)).not.toHaveProperty('reused');
  });

  it('leaves nothing that anybody sees when gv is killed between two pieces', async () => {
    let kill = (): void => undefined;
    await using proxy = await proxyWithRanges({
      lie: (answer, { isEnd }) => {
        if (!isEnd) kill();
        return answer;
      },
    });
    await using box = await believer(proxy, PROXY);
    await layBase(box.root);
    const child = spawn(join(box.root, 'bin', 'gv'), ['install', '1.22.5'], {
      env: box.env,
      stdio: 'ignore',
    });
    kill = () => child.kill('SIGKILL');
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
    kill = () => undefined;
    expect(await readdir(join(box.root, 'versions'))).toEqual([BASE]);
    expect(await readdir(join(box.root, 'receipts'))).toEqual([`${BASE}.json`]);
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    expect(await receiptIn(box)).toMatchObject({ reused: { release: BASE } });
  });
});
