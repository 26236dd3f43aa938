/** The line `hosts` of /etc/nsswitch.conf: the places in which the C library looks a name up, in order. */
export type HostsLine =
  | { readonly kind: 'sources'; readonly sources: readonly HostsSource[]; readonly line: number }
  /** Without the file, or without such a line. */
  | { readonly kind: 'absent' }
  /** A file that Go cannot read; Go then takes its own order. */
  | { readonly kind: 'broken'; readonly line: number };

export interface HostsSource {
  /** `files`, `dns`, `mdns4_minimal`, `resolve` … */
  readonly name: string;
  /** True where the criteria in brackets say no more than the C library does without them. */
  readonly isUsual: boolean;
}

/** Reads /etc/nsswitch.conf as Go does (go: net, parseNSSConf); an empty text stands for no file. */
export function parseHostsLine(text: string): HostsLine {
  let [found, at]: [readonly HostsSource[], number] = [[], 0];
  for (const [index, written] of text.split('\n').entries()) {
    const line = written.replace(/#.*$/s, '').trim();
    if (line === '') continue;
    const [, base, rest] = /^([^:]*):(.*)$/s.exec(line) ?? [];
    const sources = rest === undefined ? undefined : sourcesIn(rest);
    if (base === undefined || sources === undefined) return { kind: 'broken', line: index + 1 };
    if (base.trim() === 'hosts') [found, at] = [[...found, ...sources], index + 1];
  }
  return found.length === 0 ? { kind: 'absent' } : { kind: 'sources', sources: found, line: at };
}

/** Undefined for a bracket that does not end and for criteria that cannot be read. */
function sourcesIn(text: string): readonly HostsSource[] | undefined {
  const sources: HostsSource[] = [];
  let left = text.trim();
  while (left !== '') {
    const [head = '', name = ''] = /^([^ ]+)\s*/.exec(left) ?? [];
    left = left.slice(head.length);
    const criteria = left.startsWith('[') ? /^\[([^\]]*)\]\s*/.exec(left) : undefined;
    if (criteria === null) return undefined;
    const words = criteria?.[1]?.split(/\s+/).filter((word) => word !== '') ?? [];
    if (words.some((word) => !isCriterion(word))) return undefined;
    sources.push({ name, isUsual: words.every((word, index) => isUsual(word, words.length - 1 - index)) });
    left = left.slice(criteria?.[0].length ?? 0);
  }
  return sources;
}

function isCriterion(word: string): boolean {
  return word.replace(/^!/, '').length >= 3 && word.includes('=');
}

const USUAL: Readonly<Record<string, string>> = {
  success: 'return',
  notfound: 'continue',
  unavail: 'continue',
  tryagain: 'continue',
};

/** go: net, standardStatusAction; `return` is usual for the last criterion, which none follows. */
function isUsual(word: string, following: number): boolean {
  const [, status = '', action = ''] = /^([^=]*)=(.*)$/s.exec(word.toLowerCase()) ?? [];
  const usual = USUAL[status];
  return usual !== undefined && (action === usual || (following === 0 && action === 'return'));
}
