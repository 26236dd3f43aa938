import { miseGo } from '../choice/mise-toml.ts';
import { parsePin } from '../choice/pin.ts';
import { toolVersionsPin } from '../choice/tool-versions.ts';
import { compareLines, compareVersions, lineOf, parseVersion, type Version } from '../version.ts';
import type { TreeOwner } from './places.ts';

/** A version that another manager was told, in a file or a link of its own. */
export interface OtherChoice {
  readonly by: TreeOwner;
  readonly file: string;
  /** Counted from 1; 0 for a link. */
  readonly line: number;
  /** A version or a line, as `gv use` takes it. */
  readonly pin: string;
}

/** A choice of another manager that is not taken over. */
export interface LeftChoice extends Omit<OtherChoice, 'pin'> {
  readonly why: string;
}

/** The global versions of other managers: the one that is taken over, and the others with the reason. */
export interface OtherGlobals {
  readonly taken: OtherChoice | undefined;
  readonly left: readonly LeftChoice[];
  /** A pin of the home that asks for another version than the one that is taken: it answers below the home. */
  readonly atHome?: HomePin | undefined;
}

/** A pin of the home, as it may be shown. */
export interface HomePin {
  readonly directory: string;
  readonly file: string;
  readonly asked: string;
}

type Read = (text: string) => { readonly asked: string; readonly line: number } | undefined;

/** The place of each manager's global version, as `placesOf` spells it out, and its form. The strongest place stands first. */
export const GLOBALS: readonly {
  readonly by: TreeOwner;
  readonly places: readonly string[];
  /** The reader of the file; of the target of a link where the manager keeps one. */
  readonly read: Read;
  readonly isLink?: true;
}[] = [
  { by: 'goenv', places: ['$GOENV_ROOT/version', '~/.goenv/version'], read: firstLine },
  { by: 'asdf', places: ['~/.tool-versions'], read: toolVersionsPin },
  {
    by: 'mise',
    places: [
      '$MISE_CONFIG_DIR/config.toml',
      '$XDG_CONFIG_HOME/mise/config.toml',
      '~/.config/mise/config.toml',
    ],
    read: miseGo,
  },
  { by: 'gvm', places: ['$GVM_ROOT/environments/default', '~/.gvm/environments/default'], read: gvmDefault },
  {
    by: 'gobrew',
    places: ['$GOBREW_ROOT/.gobrew/current/go', '~/.gobrew/current/go'],
    read: releaseOfLink,
    isLink: true,
  },
  // voidint/g
  { by: 'g', places: ['$G_HOME/go', '~/.g/go'], read: releaseOfLink, isLink: true },
];

/** A link to `versions/1.22.5/go` or `versions/1.22.5`: a name of the target is a release, and nothing else of it counts. */
function releaseOfLink(target: string): { readonly asked: string; readonly line: number } | undefined {
  const names = target.split('/').slice(-2).toReversed();
  const release = names.flatMap((name) => parseVersion(name) ?? [])[0];
  return release === undefined ? undefined : { asked: release.label, line: 0 };
}

function firstLine(text: string): { readonly asked: string; readonly line: number } | undefined {
  const [asked = ''] = text.trim().split('\n');
  return asked === '' ? undefined : { asked: asked.trim(), line: 1 };
}

/** gvm writes a shell file; the line with the name is read, and nothing is run. */
function gvmDefault(text: string): { readonly asked: string; readonly line: number } | undefined {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => GVM_NAME.test(line));
  const asked = GVM_NAME.exec(lines[at] ?? '')?.[1];
  return asked === undefined ? undefined : { asked, line: at + 1 };
}

const GVM_NAME = /^(?:export )?gvm_go_name="?go([0-9][0-9a-z.]*)"?;?(?: |$)/;

/** A text of such a file as a pin of gv: an exact release or a line; undefined for anything else, such as `system` or a path. */
export function pinOf(asked: string): string | undefined {
  const text = asked.replace(/^(?:prefix:|go)/, '');
  // As in a pin: 1.20 is the line.
  return /^1\.\d{1,3}$/.test(text) ? text : parseVersion(text)?.label;
}

/**
 * Whether gv's own pin asks for a Go that is as new as that of another manager, or newer, so that a user should not go back. A line stands
 * for its newest release. False where either text is no release and no line.
 */
export function isAsNew(own: string, other: string): boolean {
  const [mine, theirs] = [orderOf(own), orderOf(other)];
  if (mine === undefined || theirs === undefined) return false;
  if (mine === 'newest' || theirs === 'newest') return mine === 'newest';
  if (mine.version !== undefined && theirs.version !== undefined)
    return compareVersions(mine.version, theirs.version) >= 0;
  return compareLines(mine.line, theirs.line) >= 0;
}

type Order = 'newest' | { readonly line: string; readonly version?: Version };

function orderOf(text: string): Order | undefined {
  const pin = parsePin(text);
  if (pin === undefined || pin.kind === 'system') return undefined;
  if (pin.kind === 'release') return { line: lineOf(pin.version), version: pin.version };
  return pin.name.includes('.') ? { line: pin.name } : 'newest';
}

/** The fate of a request for a Go in a file of a project. */
export type ProjectStep =
  /** The request of another manager's file becomes a pin of gv in `into`. */
  | ({ readonly kind: 'write'; readonly into: string } & OtherChoice)
  /** gv reads the file as it is. */
  | ({ readonly kind: 'read' } & Pick<OtherChoice, 'by' | 'file'>)
  | ({ readonly kind: 'stay' } & LeftChoice);
