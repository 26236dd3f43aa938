import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { GOPROXY, proxyMissing } from '../support/real-go.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen, run } from '../support/screen.ts';
import { unless } from '../support/unless.ts';

const missing = NO_TMUX ?? (await proxyMissing());

describe('the screen through the module proxy', () => {
  unless(missing)(
    'finds a release, installs it, uses it and verifies it; then the same without network',
    async () => {
      await using box = await sandbox();
      const size = { columns: 80, rows: 24 };
      using terminal = await openScreen(box, { size, env: { GOPROXY, GV_SOURCE: 'proxy' } });
      await run(terminal, 'gv');
      await terminal.sees(/1\.26 +supported/);
      terminal.press(...Array.from('/1.22.5'), 'Enter');
      await terminal.sees(/▸ +1\.22\.5 /);
      terminal.press('i');
      await terminal.sees(/✓ gv install --source proxy 1\.22\.5 done/);
      terminal.press('u');
      await terminal.sees(/Use go 1\.22\.5 in this directory\?/);
      terminal.press('y');
      await terminal.sees(/✓ gv use 1\.22\.5 done/);
      terminal.press('v');
      await terminal.sees(/✓ gv verify 1\.22\.5 done/);
      terminal.press('q');
      await terminal.sees(/ended:0/);
      expect(terminal.screen()).toMatch(
        /\n\$ gv install --source proxy 1\.22\.5\n[^]*proven ✓ \(in Go's checksum/,
      );
      expect(await readFile(join(box.project, '.go-version'), 'utf8')).toBe('1.22.5\n');
      terminal.type('clear; go version');
      await terminal.sees(/^go version go1\.22\.5 linux\/amd64$/m);
      await run(terminal, 'gv tui --offline');
      await terminal.sees(/● 1\.22\.5[^]*/);
      terminal.press('d');
      await terminal.sees(/Uninstall go 1\.22\.5\?[^]*frees \d+/);
      terminal.press('y');
      await terminal.sees(/✓ gv uninstall --force 1\.22\.5 done/);
      terminal.press('i');
      await terminal.sees(/✗ gv install --source proxy 1\.22\.5 failed/);
      terminal.press('q');
      await terminal.sees(/ended:0/);
      expect(await readdir(join(box.root, 'versions'))).toEqual([]);
    },
  );
});
