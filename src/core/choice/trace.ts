/** The rules that can choose a base. `newest` is the newest installed toolchain, `system` the first go on PATH that is not gv's. */
const BASE_RULES = ['env', 'pin', 'global', 'newest', 'system'] as const;

/** The rules of the resolver: those of a base, the floor that may raise a default, and the GOTOOLCHAIN that may forbid that. */
const LOOK_RULES = [...BASE_RULES, 'floor', 'gotoolchain'] as const;

/** Why no base answers; `no-go`: the system's Go is chosen, and there is none. */
const FAILURES = ['bad-pin', 'not-installed', 'no-go'] as const;

export type BaseRule = (typeof BASE_RULES)[number];
export type LookRule = (typeof LOOK_RULES)[number];

/** One place the resolver looked at, in order. */
export interface Look {
  readonly rule: LookRule;
  readonly place: string;
  readonly line: number;
  readonly said: string;
}

/** Which base toolchain answers in a directory, and why. */
export interface Base {
  readonly label: string;
  /** Directory name under versions/, or `system`. */
  readonly name: string;
  /** Absolute; for `system` the directory that holds its `go`. */
  readonly goroot: string;
  readonly rule: BaseRule;
  /** The pin's file, or the variable's name; empty for the newest installed and for system. */
  readonly file: string;
  readonly line: number;
  readonly asked: string;
  /** Set when a default base was below what go.mod or go.work asks for. */
  readonly raised: Raise | undefined;
}

export interface Raise {
  readonly from: string;
  readonly floor: string;
  readonly file: string;
  readonly line: number;
}

/** The answer where no base is found, with its cure. */
export interface Unanswered {
  readonly ok: false;
  readonly looks: readonly Look[];
  readonly code: (typeof FAILURES)[number];
  /** The fault, and its place. */
  readonly message: string;
  /** For `bad-pin` the text to write, else a command. */
  readonly cure: string;
  readonly file: string;
  readonly line: number;
  readonly asked: string;
}

export type Resolution =
  | { readonly ok: true; readonly looks: readonly Look[]; readonly base: Base }
  | Unanswered;

/**
 * Reads the output of `resolve.sh --trace` (its header describes the format); undefined for any other text. An unknown word
 * in a column makes the whole text unknown: another gv's resolver wrote it, or the user set the variable.
 */
export function parseTrace(text: string): Resolution | undefined {
  const rows = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t').map(unescapeField));
  const verdict = rows.at(-1);
  if (verdict?.[0] !== 'verdict') return undefined;
  const looks = rows.slice(0, -1).map(lookOf);
  if (!looks.every((look) => look !== undefined)) return undefined;
  return verdict[1] === 'ok' ? answered(verdict, looks) : unanswered(verdict, looks);
}

type Row = readonly string[];

function lookOf([kind, word, place = '', line = '', said = '']: Row): Look | undefined {
  const rule = wordOf(LOOK_RULES, word);
  return kind === 'look' && rule !== undefined ? { rule, place, line: Number(line), said } : undefined;
}

function answered(verdict: Row, looks: readonly Look[]): Resolution | undefined {
  const [, , label = '', name = '', goroot = '', word, file = '', line = '', asked = ''] = verdict;
  const rule = wordOf(BASE_RULES, word);
  if (rule === undefined) return undefined;
  const raised = raiseOf(verdict.slice(9));
  return { ok: true, looks, base: { label, name, goroot, rule, file, line: Number(line), asked, raised } };
}

function unanswered(verdict: Row, looks: readonly Look[]): Unanswered | undefined {
  const [, word, , , , , file = '', line = '', asked = ''] = verdict;
  const [message = '', cure = ''] = verdict.slice(13);
  const code = wordOf(FAILURES, word);
  return code === undefined
    ? undefined
    : { ok: false, looks, code, message, cure, file, line: Number(line), asked };
}

function wordOf<T extends string>(known: readonly T[], word: string | undefined): T | undefined {
  return known.find((each) => each === word);
}

function raiseOf([from = '', floor = '', file = '', line = '']: Row): Raise | undefined {
  return from === '' ? undefined : { from, floor, file, line: Number(line) };
}

const ESCAPES: Readonly<Record<string, string>> = { '\\t': '\t', '\\n': '\n', '\\r': '\r', '\\\\': '\\' };

function unescapeField(field: string): string {
  return field.replace(/\\[tnr\\]/g, (escape) => ESCAPES[escape] ?? escape);
}
