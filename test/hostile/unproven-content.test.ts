import { describe, expect, it } from 'vitest';
import { installModule } from '../support/hostile-module.ts';
import { flipped, inTiles } from '../support/log-lies.ts';
import { type Seen, seenUnproven } from '../support/seen-unproven.ts';

/** Installs from a log that answers only after the whole zip was unpacked; gives what there was at that moment. */
async function seenBeforeProof(
  lies: boolean,
): Promise<{ readonly code: string; readonly seen: Seen; readonly left: readonly string[] }> {
  const gate = Promise.withResolvers<void>();
  let looking: Promise<Seen> | undefined;
  const { code, left } = await installModule({
    until: gate.promise,
    ...(lies ? { lie: inTiles((bytes) => flipped(bytes, 7)) } : {}),
    onUnpack: (world) => {
      looking ??= seenUnproven(world).finally(() => gate.resolve());
    },
  });
  if (looking === undefined) throw new Error('nothing was unpacked');
  return { code, seen: await looking, left };
}

const CLOSED: Seen = {
  stage: ['700', '700'],
  modes: ['directory 700', 'file 644'],
  outside: [],
  visible: [],
};

describe('content that nothing has proven yet', () => {
  it('lies in a stage of its owner alone, is not executable, and is visible nowhere', async () => {
    const { code, seen } = await seenBeforeProof(false);
    expect(seen).toEqual(CLOSED);
    expect(code).toBe('ok');
  });

  it('is gone when the log denies it', async () => {
    expect(await seenBeforeProof(true)).toEqual({ code: 'log-wrong', seen: CLOSED, left: [] });
  });
});
