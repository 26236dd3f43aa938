import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer, proxyWith } from '../../support/believer.ts';
import { mutexHolder } from '../../support/mutex-holder.ts';
import type { Sandbox } from '../../support/sandbox.ts';

const INSTALL = 'gv install --source proxy 1.22.5';

/** Runs a command in the background of this test; its process id stands in the file `pid`, what it says on stderr in `err`. */
function started(box: Sandbox, command: string): ReturnType<Sandbox['run']> {
  return box.run(['sh', '-c', `echo $$ >pid; exec ${command} 2>err`]);
}

async function textIn(box: Sandbox, name: string): Promise<string> {
  const path = join(box.project, name);
  return existsSync(path) ? await readFile(path, 'utf8') : '';
}

describe('another gv that holds the mutex of the checksum database', () => {
  it('is named to whoever waits, and Ctrl-C ends the wait', async () => {
    await using proxy = await proxyWith();
    await using box = await believer(proxy);
    await using _ = await mutexHolder(join(box.root, 'locks', 'log.lock'), 'asking for go 1.21.0');
    const ended = started(box, INSTALL);
    const line = /^waiting for another gv \(process \d+: asking for go 1\.21\.0\)$/m;
    await expect.poll(() => textIn(box, 'err')).toMatch(line);
    process.kill(Number(await textIn(box, 'pid')), 'SIGINT');
    expect(await ended).toMatchObject({ code: 130 });
    expect((await textIn(box, 'err')).match(/waiting/g)).toHaveLength(1);
    expect(existsSync(join(box.root, 'versions', '1.22.5'))).toBe(false);
  });

  it('is not waited for by a gv whose download has failed', { timeout: 40_000 }, async () => {
    await using proxy = await proxyWith();
    const { promise: until, resolve: hangUp } = Promise.withResolvers<void>();
    proxy.set('.zip', { kind: 'half', until });
    await using box = await believer(proxy);
    await using _ = await mutexHolder(join(box.root, 'locks', 'log.lock'));
    const ended = started(box, INSTALL);
    await expect.poll(() => textIn(box, 'err')).toMatch(/^waiting for another gv/m);
    hangUp();
    expect(await ended).toMatchObject({ code: 4 });
    expect(await textIn(box, 'err')).toContain('the connection was cut');
  });
});
