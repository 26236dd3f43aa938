import { compareText, type GoVersion, isVersionText, type Version } from '../version.ts';

/** A toolchain as the go command names it, e.g. `go1.22.5` or `go1.22.5-corp`, and the version it stands for. */
export interface NamedToolchain {
  readonly name: string;
  readonly version: GoVersion;
}

/** The first go that reads GOTOOLCHAIN and toolchain lines, refuses to stand in for another version, and has a go.env. */
const FIRST_TO_SWITCH = '1.21rc1';

/** True for a go that may switch to another toolchain. */
export function canSwitch(version: GoVersion | Version): boolean {
  return compareText(typeof version === 'string' ? version : version.name, FIRST_TO_SWITCH) >= 0;
}

/** The meaning of a value of GOTOOLCHAIN. */
export type Gotoolchain =
  /** `least` is undefined for the toolchain that reads the value; go.work and go.mod count only with `switches`. */
  | { readonly least: NamedToolchain | undefined; readonly switches: 'auto' | 'path' | undefined }
  /** In the go command's words. */
  | { readonly refused: string };

/** Reads GOTOOLCHAIN, not empty, as the go command does (cmd/go/internal/toolchain, Select). */
export function parseGotoolchain(value: string): Gotoolchain {
  if (value === 'auto' || value === 'path') return { least: undefined, switches: value };
  const plus = value.indexOf('+');
  const [least, suffix] = plus < 0 ? [value, undefined] : [value.slice(0, plus), value.slice(plus + 1)];
  const version = least === 'local' ? undefined : toolchainVersion(least);
  if (least !== 'local' && version === undefined) {
    const where = suffix === undefined ? '' : `: invalid minimum toolchain "${least}"`;
    return { refused: `invalid GOTOOLCHAIN "${value}"${where}` };
  }
  const named = version === undefined ? undefined : { name: least, version };
  if (suffix === undefined) return { least: named, switches: undefined };
  if (suffix === 'auto' || suffix === 'path') return { least: named, switches: suffix };
  return { refused: `invalid GOTOOLCHAIN "${value}": only version suffixes are +auto and +path` };
}

/** True where the go command reads go.work and go.mod at its start; a file that cannot be read ends it then. */
export function readsFiles(own: NamedToolchain, gotoolchain: string): boolean {
  if (!canSwitch(own.version) || gotoolchain === '') return false;
  const setting = parseGotoolchain(gotoolchain);
  return !('refused' in setting) && setting.switches !== undefined;
}

/** The version in a toolchain's name (gover.FromToolchain): `1.22.5` of `go1.22.5-corp`; undefined when it has none. */
export function toolchainVersion(name: string): GoVersion | undefined {
  if (!name.startsWith('go') || /[\\/]/.test(name)) return undefined;
  const version = name.slice(2).replace(/[ \t-].*$/s, '');
  return isVersionText(version) ? version : undefined;
}
