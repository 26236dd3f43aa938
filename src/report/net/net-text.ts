import { BUSY_PERCENT } from '../../core/go-run/pressure.ts';
import type { NetReport, NetSetting } from '../../core/net/net-report.ts';
import type { World } from '../../world.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';
import { chainText, comparedText } from './chain-text.ts';
import { goRunText } from './go-run-text.ts';
import { netPage } from './net-page.ts';
import { resolverText } from './resolver-text.ts';
import { roadText } from './road-text.ts';

export interface NetTextContext {
  readonly page: Pick<Page, 'width'>;
  readonly env: World['env'];
}

/** The result of `gv doctor net` as text, part after part, each followed by an empty line. */
export function netText(net: NetReport, { page: whole, env }: NetTextContext): string {
  const page = netPage(whole, env);
  const parts = [
    subjectText(net),
    settingsText(net.settings, whole),
    net.resolver === null ? '' : resolverText(net.resolver, page),
    chainText(net, page),
    comparedText(net, page),
    net.go === null ? '' : goRunText(net.go, page),
    net.vcs === null ? '' : roadText(net.vcs, page),
    skippedText(net),
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('');
}

function subjectText({ subject, cpuPressure }: NetReport): string {
  const { module, version, url } = subject;
  const what = url ?? `${module ?? ''}${version === null ? '' : `@${version}`}`;
  const road = subject.private ? ' (private: no module proxy hears its name)' : '';
  const isBusy = cpuPressure !== null && cpuPressure > BUSY_PERCENT;
  const busy = isBusy
    ? `this machine is busy (cpu pressure ${Math.round(cpuPressure)} %): times are upper bounds\n`
    : '';
  return `${printable(what)}${road}\n${busy}`;
}

function settingsText(settings: readonly NetSetting[], page: NetTextContext['page']): string {
  const rows = settings.map(({ name, value, from, line }) => [
    `  ${name}`,
    printable(value),
    printable(line === undefined ? from : `${from}:${line}`),
  ]);
  return `settings\n${columns(rows, page)}`;
}

function skippedText({ skipped }: NetReport): string {
  const lines = skipped
    .filter(({ why }) => why !== '--no-go')
    .map(({ part, why }) => `  ${part}: ${printable(why)}\n`);
  return lines.length === 0 ? '' : `not measured\n${lines.join('')}`;
}
