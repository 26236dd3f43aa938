import type { GoRunReport, LeftOutEntry } from '../../core/net/names-report.ts';
import { msText } from '../../core/net/waterfall.ts';
import { columns } from '../page/columns.ts';
import { printable } from '../page/printable.ts';
import { durationText } from '../page/quantities.ts';
import type { NetPage } from './net-page.ts';

/** Go's own run: its time, divided into network and the rest, and what an entry that was left out would cost. */
export function goRunText(report: GoRunReport, page: NetPage): string {
  const { leftOut } = report;
  const without =
    leftOut.length === 0 ? '' : ` without ${leftOut.map(({ entry }) => printable(entry)).join(', ')}`;
  const rows = [
    [`go itself${without}`, totalText(report)],
    ...leftOut.map((each) => ['', costText(each)]),
    ...(report.entries.length < 2 ? [] : report.entries.map((each) => ['', entryText(each)])),
  ];
  return columns(rows, page);
}

function totalText(report: GoRunReport): string {
  const { ms, networkMs, localMs, outcome } = report;
  const end =
    outcome === 'downloaded' ? '' : outcome === 'failed' ? ', and go failed' : ', and was ended by gv';
  const here = outcome === 'downloaded' ? 'here: zip checked, hashed, unpacked' : 'without one';
  return `${msText(ms)}${end}: ${msText(networkMs)} with a request under way (${requestsText(report)}), ${msText(localMs)} ${here}`;
}

function requestsText({ requests, module, sumdb, commands, unanswered }: GoRunReport): string {
  const other = requests - module - sumdb;
  return [
    `${module} for the module`,
    ...(sumdb === 0 ? [] : [`${sumdb} for the checksum database`]),
    ...(other === 0 ? [] : [`${other} for the repository's address`]),
    ...(commands === 0 ? [] : [`${commands} by git`]),
    ...(unanswered === 0 ? [] : [`${unanswered} without an end`]),
  ].join(', ');
}

function costText({ entry, requests, limitMs }: LeftOutEntry): string {
  const count = `${requestCount(requests)} would go to ${printable(entry)} first`;
  return limitMs === null
    ? `with it: ${count}, and go sets no limit for an answer`
    : `with it: ${count} × ${limitMs / 1000} s (Go's limit) = ${durationText(requests * limitMs)}`;
}

function entryText({ entry, requests, ms, slowestMs, failed }: GoRunReport['entries'][number]): string {
  const lost = failed === 0 ? '' : `, ${failed} without an answer`;
  return `${printable(entry)}: ${requestCount(requests)}, ${msText(ms)}, the slowest ${msText(slowestMs)}${lost}`;
}

function requestCount(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`;
}
