import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { childrenBenchmarks } from './children.ts';
import { machineText, regressions, remember } from './history.ts';
import { hookBenchmarks } from './hook.ts';
import { installBenchmarks } from './install.ts';
import type { Row } from './measure.ts';
import { proxyBenchmarks } from './proxy.ts';
import { scaleBenchmarks } from './scale.ts';
import { shellBenchmarks } from './shell.ts';
import { startupBenchmarks } from './startup.ts';
import { tuiBenchmarks } from './tui.ts';
import { upgradeBenchmarks } from './upgrade.ts';

/**
 * Prints the budgets as one table; exit 1 when one is broken. Names as arguments choose: shell, hook, startup, tui, install,
 * proxy, upgrade, children. `--scale` measures the curves of large stores, alone or beside those names. `--json` prints
 * one object. `--history FILE` has the values of the runs before, to which this run adds a line.
 */
const GROUPS: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  shell: shellBenchmarks,
  hook: hookBenchmarks,
  startup: startupBenchmarks,
  tui: tuiBenchmarks,
  install: installBenchmarks,
  proxy: proxyBenchmarks,
  upgrade: upgradeBenchmarks,
  children: childrenBenchmarks,
};

const { values: options, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    scale: { type: 'boolean', default: false },
    history: { type: 'string', default: join(import.meta.dirname, '..', 'bench-history.log') },
  },
});
const unknown = asked.find((name) => !(name in GROUPS));
if (unknown !== undefined)
  throw new Error(`no benchmark ${unknown}; there are ${Object.keys(GROUPS).join(', ')}`);

const isWanted = (name: string): boolean => asked.includes(name) || (asked.length === 0 && !options.scale);
const rows: Row[] = [];
for (const [name, run] of Object.entries(GROUPS)) if (isWanted(name)) rows.push(...(await run()));
if (options.scale) rows.push(...(await scaleBenchmarks()));

const worse = regressions(options.history, rows);
remember(options.history, rows);
if (options.json) printJson();
else printTable();
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;

function printTable(): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, measured, budget, ok } of rows) {
    const mark = ok ? 'ok  ' : 'OVER';
    const usual = worse.get(what);
    const was = usual === undefined ? '' : `  WORSE: ${usual.toPrecision(3)} before`;
    process.stdout.write(`${mark}  ${what.padEnd(width)}  ${budget.padEnd(9)}  ${measured}${was}\n`);
  }
}

function printJson(): void {
  const told = rows.map((row) => ({ ...row, before: worse.get(row.what) ?? null }));
  const machine = machineText();
  process.stdout.write(
    `${JSON.stringify({ date: new Date().toISOString(), machine, rows: told }, null, 2)}\n`,
  );
}
