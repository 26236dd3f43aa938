import type { RoadLogin, RoadPlace, RoadReport, RoadThrough } from '../../core/net/road-report.ts';
import { FAILURE_WORDS } from '../../core/roads/failure-words.ts';
import { columns } from '../page/columns.ts';
import { printable } from '../page/printable.ts';
import type { NetPage } from './net-page.ts';

/** The road to a repository, as lines. */
export function roadText(report: RoadReport, { width }: Pick<NetPage, 'width'>): string {
  const { goAsks, gitUses, rewrittenBy, through, ssh, signsIn } = report;
  const rows = [
    ['  go asks', printable(goAsks), ASKED[report.by]],
    ['  git uses', printable(gitUses), rewrittenBy === null ? '' : `${placeText(rewrittenBy)} url.insteadOf`],
    ['  through', throughText(through), throughPlace(report)],
    [
      '  signs in with',
      signsIn.length === 0 ? 'nothing that is known here' : signsIn.map(loginText).join(', '),
      '',
    ],
    ...(ssh === null ? [] : [['  by ssh as', printable(ssh.setting), placeText(ssh)]]),
    ...pageRow(report),
  ];
  const unread = report.unread.map(({ what, why }) => `  not read: ${printable(what)}: ${printable(why)}\n`);
  return `road to the repository\n${columns(rows, { width })}${unread.join('')}${phasesText(report)}`;
}

const ASKED: Readonly<Record<RoadReport['by'], string>> = {
  path: 'by the module path',
  server: "by the server's go-import line",
  guess: 'a guess: the server named no repository',
};

function pageRow({ page, goSignsIn }: RoadReport): readonly (readonly string[])[] {
  if (page === null) return [];
  const logins = goSignsIn.length === 0 ? 'without a login' : `with ${goSignsIn.map(loginText).join(', ')}`;
  const answer = page.failed === undefined ? String(page.status ?? 'no answer') : FAILURE_WORDS[page.failed];
  return [['  go itself', `${answer} to ?go-get=1, ${logins}`, page.named ? '' : 'names no repository']];
}

function throughText({ kind, what = '', setting = '' }: RoadThrough): string {
  switch (kind) {
    case 'none':
      return 'nothing: directly';
    case 'http-proxy':
      return printable(what);
    case 'jump':
    case 'command':
      return printable(`${setting} ${what}`);
    case 'unknown':
      return 'unknown';
  }
}

function throughPlace({ through, goThrough, transport }: RoadReport): string {
  const place = through.from === undefined ? '' : placeText({ ...through, from: through.from });
  const setting = through.kind === 'http-proxy' ? ` ${printable(through.setting ?? '')}` : '';
  const other =
    transport === 'ssh' && goThrough.kind === 'http-proxy' ? '; HTTPS_PROXY does not apply to ssh' : '';
  return `${place}${setting}${other}`.replace(/^; /, '');
}

const LOGINS: Readonly<Record<string, string>> = {
  header: 'http.extraHeader',
  'client-certificate': 'http.sslCert',
  address: 'a login in the address',
};

function loginText({ kind, what = '', count = 0, from, line }: RoadLogin): string {
  const place =
    from === undefined ? '' : ` (${placeText({ from, ...(line === undefined ? {} : { line }) })})`;
  switch (kind) {
    case 'agent':
      return `ssh agent (${countText(count, 'key')})`;
    case 'key-file':
      return countText(count, 'key file');
    case 'helper':
      return `credential helper ${printable(what)}${place}`;
    case 'goauth':
      return `GOAUTH ${printable(what)}${place}`;
    default:
      return `${LOGINS[kind] ?? kind}${place}`;
  }
}

function placeText({ from, line }: RoadPlace): string {
  return printable(line === undefined ? from : `${from}:${line}`);
}

const PHASES: Readonly<Record<RoadReport['phases'][number]['name'], string>> = {
  name: 'name',
  tcp: 'tcp',
  connect: 'CONNECT',
  certificates: 'certificates read',
  tls: 'tls',
  'first-byte': 'first byte',
  jump: 'hosts on the way',
  'ssh-banner': 'ssh banner',
  'key-exchange': 'key exchange',
  'sign-in': 'sign-in',
  server: 'server',
};

function phasesText({ phases, ms, failed, references }: RoadReport): string {
  if (ms === null) return '';
  const times = phases.map(({ name, ms: each }) => `${PHASES[name]} ${msText(each)}`);
  const end = failed === undefined ? countText(references ?? 0, 'reference') : FAILURE_WORDS[failed];
  return `  ls-remote: ${[...times, `${msText(ms)} in all`].join(', ')}; ${end}\n`;
}

function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Three digits; seconds from ten of them on. */
function msText(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1_000).toPrecision(3)} s`;
  return `${ms >= 100 ? Math.round(ms) : ms.toPrecision(3).replace(/\.?0+$/, '') || '0'} ms`;
}
