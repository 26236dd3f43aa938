import type { Explanation } from '../../../core/choice/explanation.ts';
import type { Finding } from '../../../core/choice/finding.ts';
import type { GoValue } from '../../../core/go/env-file.ts';
import {
  type NamedToolchain,
  parseGotoolchain,
  toolchainVersion,
  canSwitch,
} from '../../../core/go/gotoolchain.ts';
import { displayUrl } from '../../../core/text/urls.ts';
import { provenanceOf } from '../../../core/toolchain/provenance.ts';
import { compareText, parseVersion, type GoVersion } from '../../../core/version.ts';
import { goValuesOf, isBadGoproxy, settingsFrom } from '../../../io/go/go-settings.ts';
import { receiptOf } from '../../../io/store/toolchains.ts';
import type { World } from '../../../world.ts';

/** An explanation and the values that it was made from. */
export interface Explained {
  readonly world: World;
  readonly explanation: Omit<Explanation, 'warnings'>;
  /** Go's settings, as the base reads them. */
  readonly read: (name: string) => GoValue;
  /** The base's own name; undefined when it is not known. */
  readonly own: NamedToolchain | undefined;
}

/** Findings about the toolchain that answers here. */
export function baseFindings(explained: Explained): readonly Finding[] {
  return [
    ...neverSwitches(explained),
    ...belowFloor(explained),
    ...foolable(explained),
    ...unproven(explained),
  ];
}

function isBelow(explained: Explained): boolean {
  const { own, explanation } = explained;
  const asked = explanation.floor === null ? undefined : toolchainVersion(`go${explanation.floor.version}`);
  return own !== undefined && asked !== undefined && compareText(own.version, asked) < 0;
}

function neverSwitches({ own }: Explained): readonly Finding[] {
  if (own === undefined || canSwitch(own.version)) return [];
  const text = `Go ${own.version} never switches: it reads neither toolchain lines nor GOTOOLCHAIN`;
  return [{ code: 'never-switches', text, cure: 'gv use 1.21, or newer, where a project asks for more' }];
}

function belowFloor(explained: Explained): readonly Finding[] {
  const { base, floor, runs } = explained.explanation;
  if (base === null || floor === null || !isBelow(explained)) return [];
  const isPin = base.rule === 'pin' || base.rule === 'env';
  const chosen =
    isPin && base.file !== null ? `${base.file} chooses ${base.version}` : `the base is ${base.version}`;
  const then = {
    base: 'go build will refuse',
    path: 'go switches each time',
    download: 'go fetches another',
    fails: 'go will not run',
  };
  return [
    {
      code: isPin ? 'pin-below-floor' : 'base-below-floor',
      text: `${chosen}, but ${floor.file}:${floor.line} asks for at least ${floor.version}: ${then[runs.how]}`,
      cure: base.rule === 'env' ? 'unset GV_VERSION' : isPin ? 'gv use mod' : 'gv install mod',
    },
  ];
}

/**
 * Before 1.25.13, 1.26.6 and 1.27rc3 the go command took a part of the checksum database's answer from unproven bytes
 * (CVE-2026-56864, CVE-2026-56865): a proxy could pass off a toolchain of its own.
 */
function foolable(explained: Explained): readonly Finding[] {
  const { own, explanation } = explained;
  if (own === undefined || !isFoolable(own.version)) return [];
  const setting =
    explanation.gotoolchain.value === '' ? undefined : parseGotoolchain(explanation.gotoolchain.value);
  if (setting === undefined || 'refused' in setting || setting.switches !== 'auto') return [];
  const proxy = strangeProxy(explained);
  if (proxy === undefined) return [];
  return [
    {
      code: 'foolable-base',
      text: `Go ${own.version} can be deceived about checksums by a module proxy (CVE-2026-56864; mended in 1.25.13 and 1.26.6), and GOPROXY names ${proxy}`,
      cure: 'gv use latest, or gv config set toolchain-policy path, so that it downloads no toolchains',
    },
  ];
}

function isFoolable(version: GoVersion): boolean {
  if (!canSwitch(version)) return false;
  if (compareText(version, '1.26rc1') < 0) return compareText(version, '1.25.13') < 0;
  if (compareText(version, '1.27rc1') < 0) return compareText(version, '1.26.6') < 0;
  return compareText(version, '1.27rc3') < 0;
}

/** The first module proxy that is neither Go's own nor a directory on this machine; undefined without one. */
function strangeProxy({ world, explanation, read }: Explained): string | undefined {
  const own = new Set(
    urlsOf(goValuesOf({ ...world, env: { GOENV: 'off' } }, explanation.base?.path)).map(originOfUrl),
  );
  const strange = urlsOf(read).find((url) => url.protocol !== 'file:' && !own.has(originOfUrl(url)));
  return strange === undefined ? undefined : displayUrl(strange);
}

function originOfUrl({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

/** The module proxies of Go's settings; none for a malformed GOPROXY, which other checks report. */
function urlsOf(read: Explained['read']): readonly URL[] {
  try {
    return settingsFrom(read).proxies.flatMap((entry) => (entry.kind === 'url' ? [entry.url] : []));
  } catch (error) {
    if (isBadGoproxy(error)) return [];
    throw error;
  }
}

function unproven({ world, explanation }: Explained): readonly Finding[] {
  const version = parseVersion(explanation.base?.version ?? '');
  const trust = version === undefined ? undefined : provenanceOf(receiptOf(world.layout, version)).trust;
  const what = {
    unproven: 'was installed without proofs (--unproven)',
    'own-key': 'was signed by a key of your own keyring, not by Google',
  };
  if (version === undefined || (trust !== 'unproven' && trust !== 'own-key')) return [];
  return [
    {
      code: trust === 'unproven' ? 'unproven' : 'own-key',
      text: `go ${version.label} ${what[trust]}`,
      cure: `gv install --force ${version.label} fetches and proves it again`,
    },
  ];
}
