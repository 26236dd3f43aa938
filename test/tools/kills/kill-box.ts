import { believer } from '../../support/believer.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { layInstalled, proxyWithRanges } from '../../support/reusing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import type { Victim } from './sweep.ts';
import { RELEASES } from './victims.ts';

/** The server of a sweep ends by itself after three hours. */
const LONGEST_SWEEP_MS = 3 * 3600 * 1000;

/** A sandbox for a victim, with the server that the victim asks. Disposing of the sandbox ends the server too. */
export async function killBox({ source }: Victim): Promise<Sandbox> {
  await using made = new AsyncDisposableStack();
  const box = made.use(source === undefined ? await releaseBox(made) : await proxyBox(made));
  const kept = made.move();
  return { ...box, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function releaseBox(made: AsyncDisposableStack): Promise<Sandbox> {
  const signer = await newSigner();
  const releases = tinyReleases(...RELEASES);
  const server = made.use(await startReleaseServer({ releases, signer, lifetimeMs: LONGEST_SWEEP_MS }));
  return await sandbox({ server, signer });
}

async function proxyBox(made: AsyncDisposableStack): Promise<Sandbox> {
  const proxy = made.use(await proxyWithRanges());
  const box = await believer(proxy, { GV_SOURCE: 'proxy' });
  await layInstalled(box.root);
  return box;
}
