import { join } from 'node:path';
import { parsePin, pinText, type Pin } from '../../core/choice/pin.ts';
import type { Layout } from '../../core/layout.ts';
import { entryKind, readSmall } from '../disk/read.ts';
import type { Installed } from './toolchains.ts';

/** The file with the global version: the user's own where the root belongs to another account and the user has chosen one, else the root's. */
export function globalFile({ user, globalVersion }: Layout): string {
  return user !== undefined && entryKind(user.version) !== 'absent' ? user.version : globalVersion;
}

/** The pin in a global version file, by default the root's; undefined when the file is missing or holds no pin. */
export function readGlobal(layout: Layout, file: string = layout.globalVersion): Pin | undefined {
  const text = pinText(readSmall(file) ?? '');
  return text === undefined ? undefined : parsePin(text);
}

/** The installed toolchain of a global version file, by default the root's; undefined where the file says `system`, is missing, or names a release that is not installed. */
export function globalToolchain(
  layout: Layout,
  installed: readonly Installed[],
  file: string = layout.globalVersion,
): Installed | undefined {
  const pin = readGlobal(layout, file);
  if (pin === undefined || pin.kind === 'system') return undefined;
  const name = pin.kind === 'release' ? pin.version.name : readSmall(join(layout.aliases, pin.name))?.trim();
  return installed.find(({ version }) => version.name === name);
}
