import type { Row } from './catalog.ts';
import { chosenLine, chosenRelease, targets } from './shown.ts';
import type { State } from './state.ts';
import type { Request, Verb } from './task.ts';

/** The result of a wish: work to do, or the reason for doing nothing. */
export type Wish =
  | { readonly ok: true; readonly requests: readonly Request[] }
  | { readonly ok: false; readonly why: string };

const NOTHING: Wish = { ok: false, why: 'nothing is chosen' };

/** The wish for `verb` in this state: about the marked releases where several make sense, else about the chosen one. */
export function wish(state: State, verb: Verb): Wish {
  const row = chosenRelease(state);
  switch (verb) {
    case 'install':
      return several(verb, targets(state), {
        fits: ({ installed }) => installed === undefined,
        else: 'is installed already',
      });
    case 'uninstall':
      return forced(state, wish(state, 'verify'));
    case 'verify':
      return several(verb, targets(state), {
        fits: ({ installed }) => installed !== undefined,
        else: 'is not installed',
      });
    case 'use':
    case 'use-global':
      return row === undefined
        ? NOTHING
        : { ok: true, requests: [{ verb, subject: row.label, ...sourceOf(row) }] };
    case 'use-mod':
      if (state.here?.hasModule === true) return { ok: true, requests: [{ verb, subject: '' }] };
      return { ok: false, why: 'no go.mod or go.work asks for a version here' };
    case 'upgrade':
      return upgrade(state);
  }
}

/** The same rows as removals; a toolchain in use is removed by force, and the question says so. */
function forced({ catalog }: State, installed: Wish): Wish {
  if (!installed.ok) return installed;
  const used = new Set(catalog.rows.filter(isUsed).map(({ label }) => label));
  const requests = installed.requests.map(({ subject }): Request => {
    return { verb: 'uninstall', subject, ...(used.has(subject) ? { force: true } : {}) };
  });
  return { ok: true, requests };
}

/** True for the toolchain that answers here, and for the global version. */
export function isUsed({ installed }: Row): boolean {
  return installed?.here === true || installed?.global === true;
}

/** Names the source of a release that only module proxies list: gv asks the official index first, and would find no such release. */
export function sourceOf({ from, installed }: Row): Pick<Request, 'source'> {
  const isProxied = installed === undefined && from.length === 1 && from[0] === 'proxy';
  return isProxied ? { source: 'proxy' } : {};
}

interface Condition {
  readonly fits: (row: Row) => boolean;
  /** Why the others are left out. */
  readonly else: string;
}

function several(verb: Verb, rows: readonly Row[], condition: Condition): Wish {
  const [first] = rows;
  if (first === undefined) return NOTHING;
  const fitting = rows.filter(condition.fits);
  if (fitting.length === 0) return { ok: false, why: `go ${first.label} ${condition.else}` };
  return { ok: true, requests: fitting.map((row) => ({ verb, subject: row.label, ...sourceOf(row) })) };
}

function upgrade(state: State): Wish {
  const line = chosenLine(state);
  if (line === undefined) return NOTHING;
  if (line.outdated) return { ok: true, requests: [{ verb: 'upgrade', subject: line.line }] };
  const why = line.installed.length === 0 ? 'no release of it is installed' : `${line.newest} is installed`;
  return { ok: false, why: `go ${line.line} needs no upgrade: ${why}` };
}
