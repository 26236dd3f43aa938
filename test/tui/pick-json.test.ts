import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { problemsWith } from '../support/json-schema.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen } from '../support/screen.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

describe('gv pick --json', () => {
  unless(NO_TMUX)('prints the choice as docs/schemas/pick.json describes it', async () => {
    const signer = await newSigner();
    await using server = await startReleaseServer({ releases: tinyReleases('1.26.5', '1.25.9'), signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.26.5', '1.25.9']);
    using terminal = await openScreen(box, { size: { columns: 80, rows: 24 } });
    terminal.type('gv pick installed -m --json >picked; echo "ended:$?"');
    await terminal.sees(/Which Go\?[^]*2 of 2/);
    terminal.press('Space', 'Space', 'Enter');
    await terminal.shows(/\nended:0/);
    const picked: unknown = JSON.parse(await readFile(join(box.project, 'picked'), 'utf8'));
    expect(problemsWith(picked, 'pick')).toEqual([]);
    expect(picked).toMatchObject({ command: 'pick', data: { chosen: ['1.26.5', '1.25.9'] } });
  });
});
