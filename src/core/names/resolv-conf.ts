import { canonicalAddress } from './address.ts';

/** The settings of /etc/resolv.conf as Go's own resolver takes them. */
export interface ResolvConf {
  /** At most three; without one in the file, those of Go's default, which have no line. */
  readonly nameservers: readonly Nameserver[];
  readonly search: SearchList;
  /** Dots in a name from which on the name is asked for as it is before a search domain is appended. */
  readonly ndots: number;
  /** Milliseconds for one packet. */
  readonly timeoutMs: number;
  /** Rounds through the nameservers. */
  readonly attempts: number;
  /** True where each look-up begins with the next nameserver. */
  readonly rotates: boolean;
  /** True where the C library asks for A and AAAA one after the other. */
  readonly asksOneByOne: boolean;
  /** True for a word that Go does not know: a program with cgo then leaves names to the C library. */
  readonly hasUnknown: boolean;
}

export interface Nameserver {
  /** Without a port, which is 53. */
  readonly address: string;
  /** Counted from 1; absent for a default. */
  readonly line?: number;
}

export interface SearchList {
  /** Without their last dot. */
  readonly domains: readonly string[];
  /** Absent where the domain of the host's own name stands in. */
  readonly line?: number;
}

/** The nameservers of Go without a file (go: net, defaultNS). */
const DEFAULT_NAMESERVERS: readonly Nameserver[] = [{ address: '127.0.0.1' }, { address: '::1' }];
const MOST_NAMESERVERS = 3;
const MOST_NDOTS = 15;
const FLAGS: ReadonlySet<string> = new Set([
  'rotate',
  'single-request',
  'single-request-reopen',
  'use-vc',
  'usevc',
  'tcp',
  'trust-ad',
  'edns0',
  'no-reload',
]);

/**
 * Reads /etc/resolv.conf as Go does (go: net, dnsReadConfig); an empty text stands for no file. `hostname` is the name of
 * this machine, whose domain is the search list where the file has none.
 */
export function parseResolvConf(text: string, hostname: string): ResolvConf {
  const rows = rowsOf(text);
  const nameservers = nameserversOf(rows);
  const options = rows.filter(({ word }) => word === 'options').flatMap(({ values }) => values);
  const search = searchOf(rows);
  return {
    nameservers: nameservers.length === 0 ? DEFAULT_NAMESERVERS : nameservers,
    search: search.domains.length === 0 ? { domains: ownDomain(hostname) } : search,
    ndots: Math.min(MOST_NDOTS, numberIn(options, 'ndots', { usual: 1, least: 0 })),
    timeoutMs: numberIn(options, 'timeout', { usual: 5, least: 1 }) * 1000,
    attempts: numberIn(options, 'attempts', { usual: 2, least: 1 }),
    rotates: options.includes('rotate'),
    asksOneByOne: options.includes('single-request') || options.includes('single-request-reopen'),
    hasUnknown:
      rows.some(({ word }) => !WORDS.has(word)) ||
      options.some((option) => !FLAGS.has(option) && !/^(?:ndots|timeout|attempts):/.test(option)),
  };
}

const WORDS: ReadonlySet<string> = new Set(['nameserver', 'domain', 'search', 'options', 'lookup']);

interface Row {
  readonly line: number;
  readonly word: string;
  readonly values: readonly string[];
}

function rowsOf(text: string): readonly Row[] {
  return text.split('\n').flatMap((line, index) => {
    // A blank before the sign makes a word of the comment, which Go does not know.
    if (/^[;#]/.test(line)) return [];
    const [word, ...values] = line.split(/[ \r\t]+/).filter((field) => field !== '');
    return word === undefined ? [] : [{ line: index + 1, word, values }];
  });
}

/** A nameserver by name is passed over: DNS would be needed to find it. */
function nameserversOf(rows: readonly Row[]): readonly Nameserver[] {
  return rows
    .filter(({ word }) => word === 'nameserver')
    .flatMap(({ line, values: [value = ''] }) => {
      const address = canonicalAddress(value);
      return address === undefined ? [] : [{ address, line }];
    })
    .slice(0, MOST_NAMESERVERS);
}

/** The last line counts: `domain` is a search list of one. */
function searchOf(rows: readonly Row[]): SearchList {
  const row = rows.findLast(
    ({ word, values }) => word === 'search' || (word === 'domain' && values.length > 0),
  );
  if (row === undefined) return { domains: [] };
  const named = row.word === 'domain' ? row.values.slice(0, 1) : row.values;
  const domains = named.map((domain) => domain.replace(/\.$/, '')).filter((domain) => domain !== '');
  return { domains, line: row.line };
}

function ownDomain(hostname: string): readonly string[] {
  const domain = /\.(.+)$/s.exec(hostname)?.[1];
  return domain === undefined ? [] : [domain.replace(/\.$/, '')];
}

/** The last word of this name counts; a value that is no number is zero (go: net, dtoi). */
function numberIn(
  options: readonly string[],
  name: string,
  { usual, least }: { readonly usual: number; readonly least: number },
): number {
  const word = options.findLast((option) => option.startsWith(`${name}:`));
  if (word === undefined) return usual;
  const digits = /^\d+/.exec(word.slice(name.length + 1))?.[0] ?? '0';
  return Math.max(least, Math.min(Number(digits), MOST_NUMBER));
}

/** The number at which Go's reader of digits gives up (go: net, big). */
const MOST_NUMBER = 0xff_ffff;
