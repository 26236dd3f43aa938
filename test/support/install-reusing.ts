import type { JobEvent } from '../../src/core/events.ts';
import { parseReceipt, type Receipt } from '../../src/core/toolchain/receipt.ts';
import { parseVersion } from '../../src/core/version.ts';
import { GvError } from '../../src/errors.ts';
import { readSmall } from '../../src/io/disk/read.ts';
import { install } from '../../src/jobs/install/install.ts';
import { embeddedKeyring } from '../../src/trust/openpgp/keys.ts';
import { KEY } from './believer.ts';
import type { ModuleProxyServer } from './module-proxy.ts';
import { layBase } from './reusing.ts';
import { runIn, testWorld, type TestWorld } from './test-world.ts';

export interface ReusingInstall {
  readonly proxy: ModuleProxyServer;
  /** Changes the installed toolchain, whose GOROOT it is given, or the world. */
  readonly before?: (goroot: string, world: TestWorld) => Promise<void> | void;
  /** Sees every event as it comes. */
  readonly onEvent?: (event: JobEvent, world: TestWorld) => void;
  /** Looks at the world after the install, however it ended. */
  readonly afterwards?: (world: TestWorld) => Promise<void> | void;
  readonly reuse?: boolean;
  readonly unproven?: boolean;
}

export interface InstalledReusing {
  /** `ok`, or the code of the failure. */
  readonly code: string;
  /** Of the events: notices and warnings. */
  readonly said: readonly string[];
  readonly receipt: Receipt | undefined;
}

/** Has the real job install 1.22.5 beside an installed 1.22.4, from a real module proxy. */
export async function installReusing(given: ReusingInstall): Promise<InstalledReusing> {
  const { proxy, before, onEvent, afterwards, reuse = true, unproven = false } = given;
  await using world = await testWorld({ env: { GOPROXY: proxy.url, GOENV: 'off', PATH: '/usr/bin:/bin' } });
  const goroot = await layBase(world.layout.root);
  await before?.(goroot, world);
  const version = parseVersion('1.22.5');
  if (version === undefined) throw new Error('no release');
  const said: string[] = [];
  const run = runIn(world, {
    emit: (event) => {
      if (event.type === 'notice' || event.type === 'warning') said.push(event.text);
      onEvent?.(event, world);
    },
  });
  let code = 'ok';
  try {
    await install(
      run,
      { kind: 'exact', version },
      {
        force: false,
        full: false,
        unproven,
        reuse,
        source: 'proxy',
        global: 'never',
        logKey: KEY.text,
        keyring: embeddedKeyring(),
        demanded: [],
      },
    );
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    code = error.code;
  }
  await afterwards?.(world);
  const text = readSmall(world.layout.receipt('1.22.5'));
  return { code, said, receipt: text === undefined ? undefined : parseReceipt(text) };
}
