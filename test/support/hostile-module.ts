import { expect } from 'vitest';
import { parseVersion } from '../../src/core/version.ts';
import { GvError } from '../../src/errors.ts';
import { install } from '../../src/jobs/install/install.ts';
import { embeddedKeyring } from '../../src/trust/openpgp/keys.ts';
import { type Given, KEY, proxyWith } from './believer.ts';
import type { Ended } from './hostile-archive.ts';
import { leftIn } from './left.ts';
import type { ModuleProxyServer } from './module-proxy.ts';
import { runIn, testWorld, type TestWorld } from './test-world.ts';

export interface ModuleInstall extends Given {
  /** Called with the world as the module zip is unpacked; bytes are packed ones. */
  readonly onUnpack?: (world: TestWorld, bytes: number) => void;
  /** Prepares the world. */
  readonly beforehand?: (world: TestWorld, proxy: ModuleProxyServer) => Promise<void>;
  /** Looks at the world after the install, however it ended. */
  readonly afterwards?: (world: TestWorld, proxy: ModuleProxyServer) => Promise<void> | void;
}

/** Has the real job install 1.22.5 from a real module proxy whose zip, log or list may lie. */
export async function installModule(given: ModuleInstall): Promise<Ended> {
  await using proxy = await proxyWith(given);
  await using world = await testWorld({ env: { GOPROXY: proxy.url, GOENV: 'off', PATH: '/usr/bin:/bin' } });
  await given.beforehand?.(world, proxy);
  const version = parseVersion('1.22.5');
  if (version === undefined) throw new Error('no release');
  const ended = { code: 'ok', exit: 0, message: '', read: 0 };
  const run = runIn(world, {
    emit: (event) => {
      if (event.type !== 'unpack') return;
      ended.read = event.bytes;
      given.onUnpack?.(world, event.bytes);
    },
  });
  try {
    await install(
      run,
      { kind: 'exact', version },
      {
        force: false,
        full: false,
        unproven: false,
        reuse: true,
        source: 'proxy',
        global: 'first',
        logKey: KEY.text,
        keyring: embeddedKeyring(),
        demanded: [],
      },
    );
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    Object.assign(ended, { code: error.code, exit: error.exit, message: error.message });
  }
  await given.afterwards?.(world, proxy);
  return { ...ended, left: await leftIn(world) };
}

/** Holds a zip to be refused as hostile, with a message that says `why`, and to leave nothing behind. */
export async function expectRefusedZip(zip: Uint8Array, why: RegExp | string): Promise<void> {
  const { code, exit, message, left } = await installModule({ zip });
  expect({ code, exit, left }).toEqual({ code: 'archive-hostile', exit: 5, left: [] });
  expect(message).toMatch(why);
}
