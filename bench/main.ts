import { childrenBenchmarks } from './children.ts';
import { hookBenchmarks } from './hook.ts';
import { installBenchmarks } from './install.ts';
import type { Row } from './measure.ts';
import { proxyBenchmarks } from './proxy.ts';
import { shellBenchmarks } from './shell.ts';
import { startupBenchmarks } from './startup.ts';
import { tuiBenchmarks } from './tui.ts';
import { upgradeBenchmarks } from './upgrade.ts';

/** Prints the budgets as one table; exit 1 when one is broken. Names as arguments choose: shell, hook, startup, tui, install, proxy, upgrade, children. */
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

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in GROUPS));
if (unknown !== undefined)
  throw new Error(`no benchmark ${unknown}; there are ${Object.keys(GROUPS).join(', ')}`);

const rows: Row[] = [];
for (const [name, run] of Object.entries(GROUPS)) {
  if (asked.length === 0 || asked.includes(name)) rows.push(...(await run()));
}
const width = Math.max(...rows.map(({ what }) => what.length));
for (const { what, measured, budget, ok } of rows) {
  process.stdout.write(`${ok ? 'ok  ' : 'OVER'}  ${what.padEnd(width)}  ${budget.padEnd(20)}  ${measured}\n`);
}
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
