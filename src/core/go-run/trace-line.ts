/**
 * One line of `go mod download -x` under GODEBUG=netdns=2. `what` is the URL of a request, or the words of a command of a
 * version control system that asks a server: the same text stands in the line of its begin and in that of its end.
 */
export type TraceLine =
  | { readonly kind: 'began'; readonly what: string }
  /** `ms` is Go's own measurement: up to the header of an answer, or the end of a command. Without `status`, no server answered. */
  | { readonly kind: 'ended'; readonly what: string; readonly status?: number; readonly ms?: number }
  | { readonly kind: 'order'; readonly order: readonly string[] }
  | { readonly kind: 'resolver'; readonly resolver: GoResolver };

/** `own`: nothing but Go's. `netdns-ignored`: the same, and GODEBUG asks for the C library's in vain. `by-name`: the name decides. */
export type GoResolver = 'own' | 'netdns-ignored' | 'cgo' | 'by-name';

/**
 * Reads one line (go: cmd/go/internal/web, http.go; cmd/go/internal/modfetch/codehost, run; net, conf.go). Undefined for any
 * other line. The text behind a URL may be a server's, so only its ends count: the status in front, Go's time at the end.
 */
export function traceLine(line: string): TraceLine | undefined {
  const text = line.trimEnd();
  return requestLine(text) ?? commandLine(text) ?? resolverLine(text);
}

/** Go prints a resolver's line in several pieces, so that the line of a request may stand in the middle of it. */
function requestLine(text: string): TraceLine | undefined {
  const [, what, rest] = /^(?:go package net: [^#]*)?# get (https?:\/\/\S+?)(?:: (.*))?$/s.exec(text) ?? [];
  if (what === undefined) return undefined;
  if (rest === undefined) return { kind: 'began', what };
  const [, status, seconds] = /^(\d{3})\b.*\((\d{1,7}\.\d{3})s\)$/s.exec(rest) ?? [];
  if (status === undefined || seconds === undefined) return { kind: 'ended', what };
  return { kind: 'ended', what, status: Number(status), ms: milliseconds(seconds) };
}

/** `0.917s # cd DIR; git ls-remote …`, and the same without a time where the command begins. */
function commandLine(text: string): TraceLine | undefined {
  const [, seconds, what, command] =
    /^(?:(\d{1,7}\.\d{3})s # )?((?:cd [^;]*; )?((?:git|hg|svn|bzr|fossil) .*))$/s.exec(text) ?? [];
  if (what === undefined || command === undefined || !ASKS_A_SERVER.test(command)) return undefined;
  return seconds === undefined ? { kind: 'began', what } : { kind: 'ended', what, ms: milliseconds(seconds) };
}

const ASKS_A_SERVER =
  /^(?:git (?:-c \S+ )*(?:ls-remote|fetch|clone)|hg (?:clone|pull|identify)|svn|bzr|fossil)\b/;

const RESOLVERS: readonly (readonly [words: string, resolver: GoResolver])[] = [
  ['ignoring GODEBUG=netdns=cgo', 'netdns-ignored'],
  ['using the Go DNS resolver', 'own'],
  ['GODEBUG setting forcing use of the Go resolver', 'own'],
  ['GODEBUG setting forcing use of the cgo resolver', 'cgo'],
  ['using the cgo DNS resolver', 'cgo'],
  ['dynamic selection of DNS resolver', 'by-name'],
];

function resolverLine(text: string): TraceLine | undefined {
  const order = /\) = (files|dns|files,dns|dns,files|cgo)$/.exec(text)?.[1];
  if (order !== undefined) return { kind: 'order', order: order.split(',') };
  const found = text.startsWith('go package net: ')
    ? RESOLVERS.find(([words]) => text.includes(words))
    : undefined;
  return found === undefined ? undefined : { kind: 'resolver', resolver: found[1] };
}

function milliseconds(seconds: string): number {
  return Math.round(Number(seconds) * 1000);
}
