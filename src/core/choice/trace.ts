/** One place the resolver looked at, in order. */
export interface Look {
  readonly rule: string;
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
  readonly rule: string;
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

export type Resolution =
  | { readonly ok: true; readonly looks: readonly Look[]; readonly base: Base }
  | {
      readonly ok: false;
      readonly looks: readonly Look[];
      /** The resolver's code: `bad-pin`, `not-installed`, `no-go`. */
      readonly code: string;
      readonly message: string;
      readonly file: string;
      readonly line: number;
      readonly asked: string;
    };

/** Reads the output of `resolve.sh --trace` (its header describes the format); undefined for any other text. */
export function parseTrace(text: string): Resolution | undefined {
  const rows = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t').map(unescapeField));
  const verdict = rows.at(-1);
  if (verdict?.[0] !== 'verdict') return undefined;
  const looks = rows.slice(0, -1).map(lookOf);
  const [, status = '', label = '', name = '', goroot = '', rule = '', file = '', line = '', asked = ''] =
    verdict;
  if (status !== 'ok') {
    return { ok: false, looks, code: status, message: verdict[13] ?? '', file, line: Number(line), asked };
  }
  const raised = raiseOf(verdict.slice(9));
  return { ok: true, looks, base: { label, name, goroot, rule, file, line: Number(line), asked, raised } };
}

function lookOf([, rule = '', place = '', line = '', said = '']: readonly string[]): Look {
  return { rule, place, line: Number(line), said };
}

function raiseOf([from = '', floor = '', file = '', line = '']: readonly string[]): Raise | undefined {
  return from === '' ? undefined : { from, floor, file, line: Number(line) };
}

const ESCAPES: Readonly<Record<string, string>> = { '\\t': '\t', '\\n': '\n', '\\r': '\r', '\\\\': '\\' };

function unescapeField(field: string): string {
  return field.replace(/\\[tnr\\]/g, (escape) => ESCAPES[escape] ?? escape);
}
