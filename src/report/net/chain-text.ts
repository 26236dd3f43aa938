import type { ComparedChain, EntryReport, NetReport, SumdbReport } from '../../core/net/net-report.ts';
import { msText, waterfall } from '../../core/net/waterfall.ts';
import { columns, hanging } from '../page/columns.ts';
import { printable } from '../page/printable.ts';
import { bytesText } from '../page/quantities.ts';
import { type NetPage } from './net-page.ts';
import { phaseWords } from './phase-words.ts';

/** Cells of a bar between its frames. */
const BAR_CELLS = 16;
const LABELS = {
  name: 'name',
  tcp: 'tcp',
  connect: 'CONNECT',
  tls: 'tls',
  'first-byte': 'first byte',
  body: 'body',
};

/** The entries of GOPROXY, each with its phases, and the checksum database behind them. */
export function chainText({ entries, sumdb }: Pick<NetReport, 'entries' | 'sumdb'>, page: NetPage): string {
  const shown = entries.map(({ entry }) => printable(entry));
  const longest = Math.max(...shown.map((text) => text.length), 0);
  const texts = entries.map((report, index) => {
    const head = `${index + 1}  ${(shown[index] ?? '').padEnd(Math.min(longest, 40))}  ${verdictText(report, index, entries)}`;
    return `${hanging(head, 3, page)}${phasesText(report, page)}${afterText(report)}`;
  });
  return `${texts.join('')}${sumdb === null ? '' : hanging(sumdbText(sumdb), 3, page)}`;
}

function verdictText({ verdict, why }: EntryReport, index: number, entries: readonly EntryReport[]): string {
  const reason = printable(why);
  switch (verdict) {
    case 'answers':
      return 'answers';
    case 'next':
      return `${reason}: go asks ${index + 2}`;
    case 'ends':
      return index === entries.length - 1 ? reason : `${reason}: ends the chain`;
    case 'not-asked':
      return `not asked: ${reason}`;
    case 'never-answers':
      return `never answers: ${reason}`;
    case 'asked':
      return reason;
  }
}

function phasesText({ phases, via }: EntryReport, page: NetPage): string {
  if (phases.length === 0) return '';
  const times = phases.map(({ ms }) => ms);
  const bars = page.bars === 'none' ? [] : waterfall(times, { cells: BAR_CELLS, signs: page.bars });
  const [open, close] = page.bars === 'blocks' ? ['▕', '▏'] : ['|', '|'];
  const rows = phases.map((phase, index) => {
    const facts = printable(phaseWords(phase, via));
    const time = msText(phase.ms).padStart(8);
    const drawn = bars[index] === undefined ? [] : [`${open}${bars[index]}${close}`];
    return [`   ${LABELS[phase.name]}`, time, ...drawn, facts === '' ? '' : facts];
  });
  return columns(rows, page);
}

function afterText({ phases, again, idle, throughput }: EntryReport): string {
  const whole = phases.reduce((sum, { ms }) => sum + ms, 0);
  const next = again === null ? [] : [againText(again)];
  const kept =
    idle === null
      ? []
      : [idle.closed ? `closed after ${idle.seconds} s without a request` : `kept for ${idle.seconds} s`];
  const rate = throughput === null ? [] : [rateText(throughput)];
  const facts = [...next, ...kept, ...rate];
  if (facts.length === 0) return '';
  return `   ${'in all'.padEnd(10)}  ${msText(whole).padStart(8)}  ${facts.join('; ')}\n`;
}

function againText({ ms, newConnection, failed }: NonNullable<EntryReport['again']>): string {
  const where = newConnection ? 'on a new connection' : 'on this connection';
  return failed === undefined
    ? `the next request ${where}: ${msText(ms)}`
    : `the next request ${where} fails`;
}

function rateText({ bytes, ms }: NonNullable<EntryReport['throughput']>): string {
  return `zip: ${bytesText(bytes)} in ${msText(ms)}`;
}

function sumdbText({
  through,
  name,
  supportedMs,
  lookupMs,
  tiles,
  tilesMs,
  failed,
  status,
}: SumdbReport): string {
  const where = through === null ? `at ${printable(name)} itself` : `through ${printable(through)}`;
  const bad = failed ?? (status === undefined ? undefined : `status ${status}`);
  const facts = [
    ...(supportedMs === null ? [] : [`supported ${msText(supportedMs)}`]),
    ...(lookupMs === null ? [] : [`lookup ${msText(lookupMs)}`]),
    ...(tilesMs === null ? [] : [`${tiles} ${tiles === 1 ? 'tile' : 'tiles'} ${msText(tilesMs)}`]),
    ...(bad === undefined ? [] : [bad]),
  ];
  return `checksum database ${where}: ${facts.join(', ')}`;
}

/** The chain beside the same with a setting changed: one row an entry. */
export function comparedText({ entries, compared }: NetReport, page: NetPage): string {
  if (compared.length === 0) return '';
  const chains: readonly ComparedChain[] = [{ with: 'as it is', entries }, ...compared];
  const rows = chains.flatMap((chain) =>
    chain.entries.map((report, index) => [
      index === 0 ? printable(chain.with) : '',
      printable(report.entry),
      report.verdict,
      msText(report.phases.reduce((sum, { ms }) => sum + ms, 0)),
      report.again === null ? '' : `next ${msText(report.again.ms)}`,
      protocolOf(report),
    ]),
  );
  return `compared\n${columns(
    rows.map(([first = '', ...rest]) => [`  ${first}`, ...rest]),
    page,
  )}`;
}

function protocolOf({ phases }: EntryReport): string {
  return phases
    .flatMap((phase) => (phase.name === 'tls' && phase.alpn !== undefined ? [phase.alpn] : []))
    .join('');
}
