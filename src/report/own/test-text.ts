import { BUSY_PERCENT } from '../../core/machine/pressure.ts';
import { bar, msText } from '../../core/net/waterfall.ts';
import type { PhaseFigures, Slow } from '../../core/test-run/phases.ts';
import type { TestReport } from '../../core/test-run/report.ts';
import { counted } from '../../core/text/counted.ts';
import type { World } from '../../world.ts';
import { netPage } from '../net/net-page.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';
import { compareText } from './test-compare-text.ts';

export interface TestTextContext {
  readonly page: Pick<Page, 'width'>;
  readonly env: World['env'];
}

const BAR_CELLS = 20;
/** Phases with a smaller share are no row of their own. */
const LEAST_SHARE = 0.01;

/** The result of `gv doctor test` as text, part after part, each followed by an empty line. */
export function testText(test: TestReport, context: TestTextContext): string {
  const parts = [
    headText(test),
    phasesText(test, context),
    slowestText(test, context),
    reusedText(test),
    test.compare === undefined ? '' : compareText(test.compare),
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('');
}

function headText(test: TestReport): string {
  const { packages, ms, go, processors, gomaxprocs, pressure, command, cold, tests } = test;
  const facts = [
    go === null ? [] : [`go ${go}`],
    counted(processors, 'processor'),
    gomaxprocs === null ? [] : [`GOMAXPROCS ${gomaxprocs}`],
    pressure === null ? [] : [`cpu pressure ${Math.round(pressure)} %`],
    cold ? ['an empty build cache'] : [],
  ].flat();
  const all = tests.passed + tests.failed + tests.skipped;
  const ran =
    packages === 0 ? 'no package with tests' : `${counted(packages, 'package')}, ${counted(all, 'test')}`;
  const ended = `${ran} in ${msText(ms)} (${facts.join(', ')})`;
  const busy =
    pressure !== null && pressure > BUSY_PERCENT
      ? `this machine is busy (cpu pressure ${Math.round(pressure)} %): times are upper bounds\n`
      : '';
  return `${printable(command)}\n${printable(ended)}\n${busy}`;
}

function phasesText(test: TestReport, { page, env }: TestTextContext): string {
  const { modes, graph, waiting, loadMs } = test;
  if (graph !== 'none' && modes.every(({ mode, actions }) => mode === 'other' || actions === 0)) return '';
  if (graph === 'none' || waiting === null)
    return 'go wrote no action graph: the times of build, vet and link are not known\n';
  const whole = modes.reduce((sum, { summedMs }) => sum + summedMs, 0);
  const { bars } = netPage(page, env);
  const rows = modes
    .filter(
      ({ mode, actions, summedMs }) => actions > 0 && (mode !== 'other' || summedMs > whole * LEAST_SHARE),
    )
    .map((phase) => [
      ...phaseCells(phase, whole),
      ...(bars === 'none'
        ? []
        : [bar({ from: 0, ms: phase.summedMs }, whole, { cells: BAR_CELLS, signs: bars }).trimEnd()]),
    ]);
  const head = ['', 'actions', 'ran', 'time (summed)', 'cpu', 'share'];
  const lines = [
    ...(graph === 'cut' ? ['  the action graph is cut off: what stands here is a part'] : []),
    `  loading packages ${msText(loadMs ?? 0)}; commands waited ${msText(waiting.processorMs)} of ${msText(waiting.commandsMs)} for a processor or the disk`,
  ];
  return `${columns([head, ...rows])}${lines.map((line) => `${line}\n`).join('')}`;
}

function phaseCells({ mode, actions, ran, summedMs, cpuMs }: PhaseFigures, whole: number): readonly string[] {
  const share = whole === 0 ? 0 : Math.round((summedMs / whole) * 100);
  const cells = [`  ${mode}`, String(actions), ran === null ? '-' : String(ran), msText(summedMs)];
  return [...cells, cpuMs === null ? '-' : msText(cpuMs), `${share} %`];
}

const NOUNS: Readonly<Record<Slow['mode'], string>> = {
  build: 'build',
  vet: 'vet',
  link: 'link',
  'test run': 'tests of',
  test: 'test',
};
/** Of each kind. */
const SHOWN = 3;

function slowestText({ slowest }: TestReport, { page }: TestTextContext): string {
  if (slowest.length === 0) return '';
  const groups = Map.groupBy(slowest, ({ mode }) => mode);
  const rows = [...groups].map(([mode, all]) => [
    `  ${NOUNS[mode]}`,
    all.slice(0, SHOWN).map(slowText).join(', '),
  ]);
  return `slowest\n${columns(rows, page)}`;
}

function slowText({ package: name, test, ms }: Slow): string {
  return printable(`${test === undefined ? name : `${test} (${name})`} ${msText(ms)}`);
}

function reusedText({ reused, command }: TestReport): string {
  if (reused === null) return '';
  const { of, first, second } = reused;
  const counts = command.includes(' -count=1 ') ? '-count=1 asks for that; ' : '';
  return `reused  ${first} of ${counted(of, 'result')} in this run: ${counts}without it ${second} of ${of}, where nothing changed\n`;
}
