import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { everything, sampled } from '../../support/sample.ts';
import { sandbox } from '../../support/sandbox.ts';
import { lacking } from '../../support/shells.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { whyNoTrace } from '../../tools/kills/strace.ts';
import { sweep } from '../../tools/kills/sweep.ts';
import { RELEASES, VICTIMS } from '../../tools/kills/victims.ts';

/** Kills of each command: a sample. `npm run kills` has all of them. */
const KILLS = everything() ? 3 : 2;

const signer = await newSigner();
const missing = whyNoTrace();

/** crash.test.ts has every rename; here stand the calls between them. */
describe('a gv that is killed as it enters any call that changes something', () => {
  it.skipIf(lacking(missing)).each(sampled(['install', 'replaced', 'use', 'uninstall', 'prune'], 2))(
    'of gv %s leaves what works, and the next one tidies up',
    async (name) => {
      await using server = await startReleaseServer({ releases: tinyReleases(...RELEASES), signer });
      await using box = await sandbox({ server, signer });
      const victim = VICTIMS[name];
      if (victim === undefined) throw new Error(`no victim: ${name}`);
      const [harm, hits]: [string[], number[]] = [[], []];
      for await (const { number, call, isHit, faults } of sweep(box, victim, KILLS)) {
        if (isHit) hits.push(number);
        harm.push(...faults.map((fault) => `call ${number}, ${call.text}: ${fault}`));
      }
      expect(harm).toEqual([]);
      // The threads of a run may take other turns than those of the run that was recorded.
      expect(hits.length).toBeGreaterThan(0);
    },
  );
});
