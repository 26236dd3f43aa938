import { killBox } from './kills/kill-box.ts';
import { callsOf, whyNoTrace } from './kills/strace.ts';
import { sweep, type Victim } from './kills/sweep.ts';
import { VICTIMS } from './kills/victims.ts';

const USAGE = `usage: npm run kills                       every command of the table, at every mutating call
       npm run kills -- NAME...            some of them: ${Object.keys(VICTIMS).join(', ')}
       npm run kills -- gv COMMAND...      any command, with go 1.22.4 and 1.21.13 installed
       npm run kills -- --list gv COMMAND...   only number its mutating calls
`;

interface Wanted {
  readonly isListing: boolean;
  readonly victims: readonly Victim[];
}

function wantedBy(argv: readonly string[]): Wanted | undefined {
  const isListing = argv[0] === '--list';
  const [first, ...rest] = isListing ? argv.slice(1) : argv;
  if (first === 'gv' && rest.length > 0)
    return { isListing, victims: [{ args: rest, before: VICTIMS['install']?.before ?? [], again: [0, 3] }] };
  const names = isListing || argv.length > 0 ? [first ?? '', ...rest] : Object.keys(VICTIMS);
  const victims = names.flatMap((name) => VICTIMS[name] ?? []);
  return victims.length === names.length ? { isListing, victims } : undefined;
}

/** Sweeps a command, or lists its calls; gives the number of kills that did harm. */
async function kill(victim: Victim, isListing: boolean): Promise<number> {
  await using box = await killBox(victim);
  const title = `gv ${victim.args.join(' ')}`;
  if (isListing) {
    for (const command of victim.before) await box.gv(command);
    for (const [index, { text }] of (await callsOf(box, victim.args)).entries())
      process.stdout.write(`${index + 1}  ${text}\n`);
    return 0;
  }
  let [kills, harmful] = [0, 0];
  for await (const { number, of, call, isHit, faults } of sweep(box, victim, Infinity)) {
    kills += isHit ? 1 : 0;
    harmful += faults.length > 0 ? 1 : 0;
    if (faults.length > 0)
      process.stdout.write(`${title}: call ${number} of ${of}: ${call.text}\n  ${faults.join('\n  ')}\n`);
  }
  process.stdout.write(`${title}: killed ${kills} times, ${harmful} times with harm\n`);
  return harmful;
}

const wanted = wantedBy(process.argv.slice(2));
const missing = whyNoTrace();
if (wanted === undefined || missing !== undefined) {
  process.stderr.write(wanted === undefined ? USAGE : `${missing}\n`);
  process.exitCode = wanted === undefined ? 2 : 1;
} else {
  let harmful = 0;
  for (const victim of wanted.victims) harmful += await kill(victim, wanted.isListing);
  process.exitCode = harmful === 0 ? 0 : 1;
}
