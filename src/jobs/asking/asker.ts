import { malformedIn, refusalIn, type GoRefusal } from '../../core/modules/go-said.ts';
import { objectSplitter, type JsonRecord } from '../../core/modules/json-objects.ts';
import type { AskedCommand, UnknownPart } from '../../core/modules/report.ts';
import { shownValue } from '../../core/settings/shown.ts';
import { compareText } from '../../core/version.ts';
import { interruption } from '../../errors.ts';
import { runGo, type GoAnswer, type GoCommand } from '../../io/modules/run-go.ts';
import type { Run } from '../../world.ts';
import type { AskRequest, ReadModule } from './answers.ts';

/** Everything that is noted on the way. */
export interface Notes {
  readonly asked: AskedCommand[];
  readonly unknown: UnknownPart[];
  readonly late: string[];
  readonly refusals: GoRefusal[];
  /** The copy of go.work; undefined without one. */
  workCopy?: string;
}

export function newNotes(): Notes {
  return { asked: [], unknown: [], late: [], refusals: [] };
}

/** Runs a go command where the modules are, without a server unless told otherwise. */
export type Ask = (args: readonly string[], options?: AskOptions) => Promise<GoAnswer>;

export interface AskOptions extends Pick<Partial<GoCommand>, 'cwd' | 'onText'> {
  /** True where go may ask whom the user's settings name. */
  readonly isOnline?: true;
  /** True where the go.work itself is wanted: a vendor directory lies beside it. */
  readonly atWork?: true;
}

/** Carried along while go is asked. */
export interface AskContext {
  readonly ask: Ask;
  readonly notes: Notes;
  readonly mains: readonly ReadModule[];
}

/** Makes `Ask`. Each call notes its command, and fails with `interrupted`. */
export function asker(run: Run, { program, place, go, left }: AskRequest, notes: Notes): Ask {
  return async (args, { isOnline = false, atWork = false, ...options } = {}) => {
    const own = isOnline ? go.online() : go.offline;
    const env = notes.workCopy === undefined || atWork ? own : { ...own, GOWORK: notes.workCopy };
    const command = { program, args, cwd: place.root, env, deadline: left(), ...options };
    const answer = await runGo(run, command);
    const { asked, end, stderr } = answer;
    if (run.signal.aborted) throw interruption(run.signal);
    notes.asked.push(asked);
    if (end.kind === 'ended' && end.why === 'deadline') notes.late.push(asked.command);
    else if (end.kind !== 'exited') notes.unknown.push({ what: asked.command, why: ENDS[end.kind] });
    const refusals = malformedIn(stderr);
    const one = refusalIn(stderr);
    if (asked.exit !== 0)
      notes.refusals.push(...(refusals.length > 0 || one === undefined ? refusals : [one]));
    return answer;
  };
}

const ENDS = {
  exited: 'it ended',
  killed: 'a signal ended the command',
  ended: 'the command printed too much',
  'not-started': 'the go cannot be started',
} as const;

/** A command that failed for a reason that no finding tells: its first line is the reason, without what may be secret in an address. */
export function noteFailure({ unknown }: Notes, { asked, stderr }: GoAnswer): void {
  if (asked.exit === null || asked.exit === 0) return;
  const refusal = refusalIn(stderr);
  if (refusal !== undefined && refusal.kind !== 'not-in-cache' && refusal.kind !== 'newer-go') return;
  const said = stderr.split('\n').filter((line) => /\S/.test(line) && !line.startsWith('go: downloading'));
  const own =
    refusal?.kind === 'newer-go'
      ? refusal.why
      : said.slice(0, 2).join(' ').replace(/^go: /, '').replace(/\s+/g, ' ');
  const why = refusal?.kind === 'not-in-cache' ? NOT_IN_CACHE : shownValue('', own);
  unknown.push({ what: asked.command, why });
}

const NOT_IN_CACHE = 'a module is not in the module cache; go mod download fetches it';

/** True for a go that is known to be older. */
export function isBefore({ version }: AskRequest, first: string): boolean {
  return version !== undefined && compareText(version, first) < 0;
}

/** Takes the objects of `go list -json` as they come. */
export async function askObjects(
  ask: Ask,
  args: readonly string[],
  { take, ...options }: AskOptions & { readonly take: (record: JsonRecord) => void },
): Promise<GoAnswer> {
  const splitter = objectSplitter();
  return ask(args, { ...options, onText: (part) => splitter.add(part).forEach(take) });
}
