import { describe, expect } from 'vitest';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen } from '../support/screen.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

describe('while a server says nothing', () => {
  unless(NO_TMUX)('what is installed is there at once, and q leaves without waiting', async () => {
    const signer = await newSigner();
    await using server = await startReleaseServer({ releases: tinyReleases('1.26.5'), signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.26.5']);
    await box.run(['rm', '-r', `${box.root}/cache`]);
    server.set('index', { kind: 'stall', after: 10 });
    const before = server.requestsFor('').length;
    using terminal = await openScreen(box, { size: { columns: 80, rows: 24 } });
    terminal.type('gv; echo "ended:$?"');
    await terminal.sees(/1\.26\.5[^]*asking for the releases/);
    await expect.poll(() => server.requestsFor('').length).toBe(before + 1);
    terminal.press('q');
    await terminal.shows(/\nended:0/);
    // Whoever waited until the server counts as silent would ask once more.
    expect(server.requestsFor('')).toHaveLength(before + 1);
  });
});
