import { join } from 'node:path';
import type { Layout } from '../core/layout.ts';
import { parsePin, type Pin } from '../core/pin.ts';
import { readSmall } from './read.ts';
import type { Installed } from './toolchains.ts';

/** What the global `version` file asks for; undefined when there is none or it is not a pin. */
export function readGlobal(layout: Layout): Pin | undefined {
  const text = readSmall(layout.globalVersion);
  return text === undefined ? undefined : parsePin(text.trim());
}

/** The installed toolchain that the global version means; undefined where that is `system`, unset or not installed. */
export function globalToolchain(layout: Layout, installed: readonly Installed[]): Installed | undefined {
  const pin = readGlobal(layout);
  if (pin === undefined || pin.kind === 'system') return undefined;
  const name = pin.kind === 'release' ? pin.version.name : readSmall(join(layout.aliases, pin.name))?.trim();
  return installed.find(({ version }) => version.name === name);
}
