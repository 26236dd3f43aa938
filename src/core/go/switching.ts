import { compareText, isLanguageVersion, type GoVersion } from '../version.ts';
import type { ModuleLine, ModuleLines } from './floors.ts';
import {
  parseGotoolchain,
  toolchainVersion,
  type NamedToolchain,
  type Gotoolchain,
  canSwitch,
} from './gotoolchain.ts';

/** The facts that the go command looks at when it starts. */
export interface Situation {
  /** The toolchain that was started, as it names itself. */
  readonly own: NamedToolchain;
  /** GOTOOLCHAIN; empty when it is set nowhere, not even in go.env. */
  readonly gotoolchain: string;
  /** False where GO111MODULE switches modules off. */
  readonly modules: boolean;
  /** The lines of go.work, else of go.mod; undefined without either. */
  readonly lines: ModuleLines | undefined;
  /** The name of that file, for messages. */
  readonly file: string;
}

/** Which toolchain the go command lets run, and which of its rules said so. */
export type Decision =
  | { readonly kind: 'stays'; readonly by: StayReason }
  | {
      readonly kind: 'switches';
      readonly to: NamedToolchain;
      readonly by: SwitchReason;
      /** The toolchain may come from PATH only, never from a download. */
      readonly onlyPath: boolean;
    }
  /** In the go command's words. */
  | { readonly kind: 'refuses'; readonly message: string };

/**
 * Why the started toolchain stays. `old`: it cannot switch. `modules`: they are off. `unset`: GOTOOLCHAIN is empty.
 * `local`: GOTOOLCHAIN forbids a switch. `named`: GOTOOLCHAIN names this very toolchain. `default`: the file says
 * `toolchain default`. `met`: the file asks for no more. `free`: no file asks for anything.
 */
export type StayReason = 'old' | 'modules' | 'unset' | 'local' | 'named' | 'default' | 'met' | 'free';

export type SwitchReason =
  | { readonly rule: 'gotoolchain' }
  | { readonly rule: 'toolchain' | 'go'; readonly line: number };

/**
 * Decides as the go command does at its start with a command such as `go version` or `go build`, from 1.21 on: the rules
 * of cmd/go/internal/toolchain (select.go) of 1.21 to 1.27. `go install` and `go run` of a package with a version, and
 * `go get`, may switch further later on.
 */
export function decideToolchain(situation: Situation): Decision {
  const { own, gotoolchain, modules } = situation;
  if (!canSwitch(own.version)) return { kind: 'stays', by: 'old' };
  if (!modules) return { kind: 'stays', by: 'modules' };
  if (gotoolchain === '') return { kind: 'stays', by: 'unset' };
  const setting = parseGotoolchain(gotoolchain);
  if ('refused' in setting) return { kind: 'refuses', message: setting.refused };
  const least = setting.least ?? own;
  const asked = setting.switches === undefined ? undefined : askedBy(situation, least);
  if (typeof asked === 'string') return { kind: 'refuses', message: asked };
  const to = asked?.to ?? least;
  if (to.name === own.name) return { kind: 'stays', by: staying(situation, setting) };
  if (!to.name.startsWith('go1')) return { kind: 'refuses', message: `invalid GOTOOLCHAIN "${to.name}"` };
  return {
    kind: 'switches',
    to,
    by: asked?.by ?? { rule: 'gotoolchain' },
    onlyPath: setting.switches === 'path',
  };
}

interface Asked {
  readonly to: NamedToolchain;
  readonly by: SwitchReason;
}

/** The toolchain beyond `least` that the lines of go.work or go.mod ask for; undefined without one, a text when a line is refused. */
function askedBy({ own, lines, file }: Situation, least: NamedToolchain): Asked | string | undefined {
  const { go, toolchain } = lines ?? {};
  if (toolchain?.text === 'default') return undefined;
  let asked: Asked | undefined;
  if (toolchain !== undefined && toolchain.text !== '') {
    const version = toolchainVersion(toolchain.text);
    if (version === undefined) return `invalid toolchain "${toolchain.text}" in ${file}`;
    const order = compareText(version, least.version);
    // Go 1.21 switches to an equal version too, which matters when that one has a suffix.
    if (order > 0 || (order === 0 && compareText(own.version, '1.22rc1') < 0))
      asked = { to: { name: toolchain.text, version }, by: { rule: 'toolchain', line: toolchain.line } };
  }
  return goLine(go, own, asked?.to ?? least) ?? asked;
}

/** A language version from 1.21 on means its first release (golang.org/issue/62278). */
function goLine(go: ModuleLine | undefined, own: NamedToolchain, least: NamedToolchain): Asked | undefined {
  if (go === undefined || compareText(go.text, least.version) <= 0) return undefined;
  const first = isLanguageVersion(go.text) && knowsFirstReleases(own.version) ? '.0' : '';
  const name = `go${go.text}${first}`;
  const version = toolchainVersion(name);
  return version === undefined ? undefined : { to: { name, version }, by: { rule: 'go', line: go.line } };
}

/** Before 1.21.11 and 1.22.4 the go command asked for a toolchain named go1.24, which does not exist, where go.mod says `go 1.24`. */
function knowsFirstReleases(own: GoVersion): boolean {
  const since = compareText(own, '1.22') < 0 ? '1.21.11' : '1.22.4';
  return compareText(own, since) >= 0;
}

function staying(
  { gotoolchain, lines }: Situation,
  { switches }: Extract<Gotoolchain, { readonly switches: unknown }>,
): StayReason {
  if (switches === undefined) return gotoolchain === 'local' ? 'local' : 'named';
  if (lines?.toolchain?.text === 'default') return 'default';
  return lines?.go === undefined && lines?.toolchain === undefined ? 'free' : 'met';
}

/** The higher of a file's two lines, with its suffix; undefined when the file asks for nothing. */
export function highestLine({
  go,
  toolchain,
}: ModuleLines): { readonly version: string; readonly line: number } | undefined {
  const goVersion = go !== undefined && compareText(go.text, '') > 0 ? go : undefined;
  const version = toolchain === undefined ? undefined : toolchainVersion(toolchain.text);
  if (toolchain === undefined || version === undefined || compareText(version, goVersion?.text ?? '') < 0)
    return goVersion === undefined ? undefined : { version: goVersion.text, line: goVersion.line };
  return { version: toolchain.text.slice(2), line: toolchain.line };
}
