import { basename } from 'node:path';
import type { Explanation } from '../../../core/choice/explanation.ts';
import type { Finding } from '../../../core/choice/finding.ts';
import { select } from '../../../core/choice/select.ts';
import { advisoriesOf } from '../../../core/foreign/advisories.ts';
import type { GoValue } from '../../../core/go/env-file.ts';
import {
  type NamedToolchain,
  parseGotoolchain,
  toolchainVersion,
  canSwitch,
} from '../../../core/go/gotoolchain.ts';
import { overruledText } from '../../../core/go/overruled.ts';
import type { Decision } from '../../../core/go/switching.ts';
import { displayUrl } from '../../../core/text/urls.ts';
import { provenanceOf } from '../../../core/toolchain/provenance.ts';
import { compareText, parseVersion } from '../../../core/version.ts';
import { emptyWrapper } from '../../../io/go/dl-wrapper.ts';
import { goValuesOf, isBadGoproxy, settingsFrom } from '../../../io/go/go-settings.ts';
import { lookPath } from '../../../io/host/search-path.ts';
import { installedToolchains, receiptOf } from '../../../io/store/toolchains.ts';
import type { World } from '../../../world.ts';

/** An explanation and the values that it was made from. */
export interface Explained {
  readonly world: World;
  readonly explanation: Omit<Explanation, 'warnings'>;
  /** Go's settings, as the base reads them. */
  readonly read: (name: string) => GoValue;
  /** The base's own name; undefined when it is not known. */
  readonly own: NamedToolchain | undefined;
  /** The go command's own decision; undefined where none is made. */
  readonly decision: Decision | undefined;
}

/** Findings about the toolchain that answers here. */
export function baseFindings(explained: Explained): readonly Finding[] {
  const wrapper = wrapperFinding(explained);
  return [
    ...neverSwitches(explained),
    ...(wrapper.length === 0 ? belowFloor(explained) : wrapper),
    ...deceivable(explained),
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
  const cure = 'gv use 1.21, or newer, where a project asks for more';
  return [{ code: 'never-switches', level: 'note', text, cure }];
}

function belowFloor(explained: Explained): readonly Finding[] {
  const { world, explanation, own, decision } = explained;
  const { base, floor, runs } = explanation;
  if (base === null || floor === null || own === undefined || !isBelow(explained)) return [];
  // Another setting than the floor decides then, and `gotoolchain-written` and `gv explain` say so.
  if (decision === undefined || decision.kind === 'refuses' || isByGotoolchain(decision)) return [];
  const target = decision.kind === 'switches' ? decision.to.name : undefined;
  const { text, cures } = overruledText({
    own,
    label: base.version,
    rule: base.rule,
    floor: floor.version,
    file: basename(floor.file),
    target,
    how: runs.how === 'base' ? 'fails' : runs.how,
    newer: newerPatch(world, floor.version, target),
  });
  const isRunning = runs.how === 'path' || runs.how === 'download';
  return [
    {
      code: base.rule === 'pin' || base.rule === 'env' ? 'pin-below-floor' : 'base-below-floor',
      level: isRunning ? 'advice' : 'problem',
      text: `${floor.file}:${floor.line} ${text}`,
      cure: cures.join(', or '),
    },
  ];
}

/** A program of golang.org/dl that `go install` made, and whose own `download` never ran. */
function wrapperFinding({ world, decision }: Explained): readonly Finding[] {
  if (decision?.kind !== 'switches') return [];
  const { name } = decision.to;
  const program = lookPath(world, name);
  const sdk = program === undefined ? undefined : emptyWrapper(world, program, name);
  if (program === undefined || sdk === undefined) return [];
  const text = `${program} is a wrapper of golang.org/dl without its toolchain (${sdk}), so go fails here`;
  const cure = `gv install ${name.slice(2)} where gv's shims come first on PATH, else ${name} download`;
  return [{ code: 'wrapper-empty', text, cure }];
}

function isByGotoolchain(decision: Decision): boolean {
  return decision.kind === 'switches' && decision.by.rule === 'gotoolchain';
}

/** The newest installed patch of a floor's line, where it is enough and is not the toolchain that the go command asks for. */
function newerPatch({ layout }: World, floor: string, target: string | undefined): string | undefined {
  const [line] = /^[0-9]+\.[0-9]+/.exec(floor) ?? [];
  const found = line === undefined ? undefined : select({ kind: 'line', line }, installedToolchains(layout));
  if (found === undefined || `go${found.version.name}` === target) return undefined;
  return compareText(found.version.name, floor) >= 0 ? found.version.label : undefined;
}

/** A base with a hole in the go command's own proof: a proxy could pass off a toolchain of its own. */
function deceivable(explained: Explained): readonly Finding[] {
  const { own, explanation } = explained;
  if (own === undefined || advisoriesOf(own.version).length === 0) return [];
  const setting =
    explanation.gotoolchain.value === '' ? undefined : parseGotoolchain(explanation.gotoolchain.value);
  if (setting === undefined || 'refused' in setting || setting.switches !== 'auto') return [];
  const proxy = strangeProxy(explained);
  if (proxy === undefined) return [];
  return [
    {
      code: 'deceivable-base',
      level: 'advice',
      text: `Go ${own.version} can be deceived about checksums by a module proxy (CVE-2026-56864; mended in 1.25.13 and 1.26.6), and GOPROXY names ${proxy}`,
      cure: 'gv use latest, or gv config set toolchain-policy path, so that it downloads no toolchains',
    },
  ];
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
      level: trust === 'unproven' ? 'advice' : 'note',
      text: `go ${version.label} ${what[trust]}`,
      cure: `gv install --force ${version.label} fetches and proves it again`,
    },
  ];
}
