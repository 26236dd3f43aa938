import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sampled } from '../support/sample.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen, run } from '../support/screen.ts';
import { lacking } from '../support/shells.ts';
import { tinyReleases } from '../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.27.3', '1.26.4');

/** The parameters of every colour and style on the screen (ECMA-48, SGR), each once. */
function styles(text: string): readonly string[] {
  // eslint-disable-next-line no-control-regex
  const found = text.matchAll(/\u001b\[([0-9;]*)m/g);
  return [...new Set([...found].flatMap(([, codes = '']) => codes.split(';')))].toSorted();
}

/** Reset, bold, dim, underlined, inverse, the ends of these, and the colours that the terminal has anyway. */
const PLAIN = ['', '0', '1', '2', '4', '7', '22', '24', '27', '39', '49'];
/** Red, green, yellow and cyan of the palette that its owner made readable on their background. Neither black nor white. */
const PALETTE = [...PLAIN, '31', '32', '33', '36'];

describe.skipIf(lacking(NO_TMUX))('the colours', () => {
  it.each(
    sampled(
      [
        ['TERM=xterm-256color COLORTERM=truecolor', PALETTE],
        ['TERM=xterm', PALETTE],
        ['TERM=xterm-256color', PALETTE],
        ['NO_COLOR=1 TERM=xterm-256color', PLAIN],
      ],
      3,
    ),
  )('of %s are of no background of their own', async (setting, allowed) => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.26.4']);
    using terminal = await openScreen(box, { size: { columns: 100, rows: 24 } });
    await run(terminal, `env ${setting} gv`);
    await terminal.sees(/1\.27 [^]*● 1\.26\.4/);
    terminal.press('Up', 'i');
    await terminal.sees(/✓ gv install 1\.27\.3 done/);
    const seen = styles(terminal.visible({ escapes: true }));
    expect(seen.filter((style) => !allowed.includes(style))).toEqual([]);
    expect(seen.includes('32')).toBe(allowed === PALETTE);
    expect(seen).toContain('7');
    terminal.press('q');
    await terminal.sees(/ended:0/);
  });
});
