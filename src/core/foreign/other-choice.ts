import { miseGo } from '../choice/mise-toml.ts';
import { toolVersionsPin } from '../choice/tool-versions.ts';
import { parseVersion } from '../version.ts';
import type { TreeOwner } from './places.ts';

/** A global version in the file of another manager. */
export interface OtherGlobal {
  readonly by: TreeOwner;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** A version or a line, as `gv use -g` takes it. */
  readonly pin: string;
}

/** The file of each manager's global version, below the home, and its form. gobrew and g keep a link instead. */
export const GLOBAL_FILES: readonly {
  readonly by: TreeOwner;
  readonly file: string;
  readonly read: (text: string) => { readonly asked: string; readonly line: number } | undefined;
}[] = [
  { by: 'goenv', file: '.goenv/version', read: firstLine },
  { by: 'asdf', file: '.tool-versions', read: toolVersionsPin },
  { by: 'mise', file: '.config/mise/config.toml', read: miseGo },
  { by: 'gvm', file: '.gvm/environments/default', read: gvmDefault },
];

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
