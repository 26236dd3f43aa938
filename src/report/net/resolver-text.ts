import type { NameserverReport, ResolverReport } from '../../core/net/names-report.ts';
import { msText } from '../../core/net/waterfall.ts';
import { columns } from '../page/columns.ts';
import { printable } from '../page/printable.ts';
import type { NetPage } from './net-page.ts';

/** The nameservers with their times, and who uses which resolver, as lines. */
export function resolverText(report: ResolverReport, page: NetPage): string {
  return `${nameserverTable(report.nameservers)}${columns(rowsOf(report), page)}`;
}

function nameserverTable(nameservers: readonly NameserverReport[]): string {
  if (nameservers.length === 0) return '';
  const rows = nameservers.map(({ address, a, aaaa }) => [
    `  ${printable(address)}`,
    ...(a.failed !== undefined && a.failed === aaaa.failed
      ? [answerText(a)]
      : [answerText(a), answerText(aaaa)]),
  ]);
  const head = nameservers.every(({ line }) => line === null)
    ? 'nameservers (defaults)'
    : 'nameservers (/etc/resolv.conf)';
  return columns([[head, 'A', 'AAAA'], ...rows]);
}

const FAILURES: Readonly<Record<string, string>> = {
  'no-answer': 'no answer',
  'no-route': 'no route',
  'server-failed': 'SERVFAIL',
};

function answerText({ ms, failed }: NameserverReport['a']): string {
  if (failed === undefined || failed === 'server-failed')
    return `${msText(ms)}${failed === undefined ? '' : ` ${FAILURES[failed] ?? ''}`}`;
  const words = FAILURES[failed] ?? failed;
  return failed === 'no-answer' ? `${words} in ${msText(ms)}` : words;
}

function rowsOf({
  go,
  goCanUseCgo,
  cgoPrograms,
  libc,
  lookUp,
}: ResolverReport): readonly (readonly string[])[] {
  const own = go.includes('cgo') ? 'the C library' : `a resolver of its own (${go.join(', ')})`;
  const sources = libc.length === 0 ? '' : ` (${printable(libc.join(' '))})`;
  const cgo = cgoPrograms.includes('cgo') ? 'the C library' : `Go's resolver (${cgoPrograms.join(', ')})`;
  return [
    ['names'],
    ['  go', `${own}${goCanUseCgo ? ', built with cgo' : ''}`],
    ['  git, ssh, curl', `the C library${sources}`],
    ['  programs with cgo', cgo],
    ...(lookUp === null ? [] : lookUpRows(lookUp)),
  ];
}

function lookUpRows({
  name,
  libc,
  go,
}: NonNullable<ResolverReport['lookUp']>): readonly (readonly string[])[] {
  const from = go.packets > 0 ? `${go.packets} packets` : '/etc/hosts';
  const isAsked = go.packets > 0 || go.addresses.length > 0;
  const own = isAsked ? `${msText(go.ms)}, ${from}, ${addressText(go.addresses)}` : NOT_ASKED;
  const other = libc === null ? NOT_ASKED : `${msText(libc.ms)}, ${addressText(libc.addresses)}`;
  return [
    [`  ${printable(name)}`, `go: ${own}`],
    ['', `the C library: ${other}`],
  ];
}

const NOT_ASKED = 'not asked, as no nameserver answers';

function addressText(addresses: readonly string[]): string {
  if (addresses.length === 0) return 'no address';
  const more = addresses.length - 3;
  return `${addresses.slice(0, 3).join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
}
