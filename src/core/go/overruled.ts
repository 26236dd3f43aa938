import type { BaseRule } from '../choice/trace.ts';
import { parseVersion } from '../version.ts';
import { canSwitch, type NamedToolchain } from './gotoolchain.ts';

/** A chosen toolchain that is older than go.mod or go.work asks for. */
export interface Overruled {
  readonly own: NamedToolchain;
  /** Its version as gv shows it. */
  readonly label: string;
  readonly rule: BaseRule;
  /** The version that the file asks for, without `go` in front, and the file's name without its directory. */
  readonly floor: string;
  readonly file: string;
  /** The name of the toolchain that the go command wants; undefined where it may not switch. */
  readonly target: string | undefined;
  /** How that one comes. */
  readonly how: 'path' | 'download' | 'fails';
  /** An installed patch of the floor's line that is enough, and that the go command does not ask for. */
  readonly newer: string | undefined;
}

/** A sentence without its place, and the cures, the shortest first. */
export interface OverruledText {
  readonly text: string;
  readonly cures: readonly string[];
}

/** The words for a chosen toolchain that is too old, and what the go command does about that. shims/posix/overruled.sh has the same words. */
export function overruledText(overruled: Overruled): OverruledText {
  const { own, label, rule, floor, file, target, how, newer } = overruled;
  const choice = CURES[rule];
  const needs = `needs Go ${floor}`;
  if (!canSwitch(own.version))
    return { text: `${needs}, and Go ${label} never switches, so go build may fail`, cures: [choice] };
  if (target === undefined)
    return { text: `${needs}, and Go ${label} may not switch, so go build will refuse`, cures: [choice] };
  if (how === 'path') return { text: `${needs}, so ${target} runs here and not ${label}`, cures: [choice] };
  const release = parseVersion(target.replace(/^go/, ''));
  const cures = [
    ...(release === undefined ? [] : [`gv install ${release.label}`]),
    choice,
    ...(newer === undefined ? [] : [`write go ${newer} in ${file}`]),
  ];
  if (how === 'fails')
    return { text: `${needs}, and go cannot switch to ${target}, so go will not run`, cures };
  const nor = newer === undefined ? '' : `, nor gv's ${newer}`;
  return { text: `${needs}, so go's own download of ${target} runs here and not ${label}${nor}`, cures };
}

/** The command that makes the choice fit the floor. */
const CURES: Readonly<Record<BaseRule, string>> = {
  env: 'unset GV_VERSION',
  pin: 'gv use mod',
  global: 'gv install mod',
  newest: 'gv install mod',
  system: 'gv install mod',
};
