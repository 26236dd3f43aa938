import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsWith } from '../../support/json-schema.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();

/** gv into a pipe that is full already, 64 KiB on Linux, whose reader waits until something is written to the FIFO `go`. */
const FULL_PIPE = `
  mkfifo go
  { sh -c 'echo $$ >pid; head -c 65536 /dev/zero; exec gv install 1.22.5 --json' 2>err; echo $? >code; } |
    { read -r _ <go; tr -d '\\000' >out; }
`;

async function textIn(box: Sandbox, name: string): Promise<string> {
  return await readFile(join(box.project, name), 'utf8');
}

async function letRead(box: Sandbox): Promise<void> {
  await using fifo = await open(join(box.project, 'go'), 'w');
  await fifo.writeFile('now\n');
}

/** The last step of an install is over: links and the global version follow the rename. */
function isPlaced(box: Sandbox): boolean {
  return existsSync(join(box.root, 'shims', 'go1.22.5')) && existsSync(join(box.root, 'current'));
}

describe('gv install --json', () => {
  it('goes on while nobody reads, and tells all when somebody does', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    const ended = box.run(['sh', '-c', FULL_PIPE]);
    await expect.poll(() => isPlaced(box)).toBe(true);
    expect(existsSync(join(box.project, 'code'))).toBe(false);
    await letRead(box);
    await ended;
    expect([await textIn(box, 'code'), await textIn(box, 'err')]).toEqual(['0\n', '']);
    const lines = (await textIn(box, 'out')).trimEnd().split('\n');
    const [result, ...events] = lines.map((line): unknown => JSON.parse(line)).toReversed();
    expect(problemsWith(result, 'install')).toEqual([]);
    expect(events.flatMap((event) => problemsWith(event, 'event'))).toEqual([]);
    expect(lines.join('\n')).toMatch(/"downloaded"[^]*"proof"[^]*"placed"/);
  });

  it('ends by Ctrl-C while it waits for its reader', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    const ended = box.run(['sh', '-c', FULL_PIPE]);
    await expect.poll(() => isPlaced(box)).toBe(true);
    process.kill(Number(await textIn(box, 'pid')), 'SIGINT');
    await expect.poll(() => existsSync(join(box.project, 'code'))).toBe(true);
    await letRead(box);
    await ended;
    expect(await textIn(box, 'code')).toBe('130\n');
    expect(problemsWith(JSON.parse(await textIn(box, 'err')), 'error')).toEqual([]);
  });

  it('finishes when its reader goes away', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    const script = '{ gv install 1.22.5 --json; echo $? >code; } | head -n 1';
    const { stdout, stderr } = await box.run(['sh', '-c', script]);
    expect(problemsWith(JSON.parse(stdout), 'event')).toEqual([]);
    expect([stderr, await textIn(box, 'code'), isPlaced(box)]).toEqual(['', '0\n', true]);
  });
});

describe('a list whose reader has enough', () => {
  it.each(sampled(['gv list', 'gv list --json', 'gv ls-remote --all', 'gv --help'], 2))(
    '%s | head -n 1 ends clean',
    async (command) => {
      await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
      await using box = await sandbox({ server, signer });
      // The reader is gone before the first byte.
      const script = `mkfifo go; { read -r _ <go; ${command}; echo $? >code; } | { exec <&-; echo now >go; }`;
      const { stderr } = await box.run(['sh', '-c', script]);
      expect([stderr, await textIn(box, 'code')]).toEqual(['', '0\n']);
    },
  );
});
