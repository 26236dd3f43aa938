import type { Finding } from '../../core/choice/finding.ts';
import { buildInfoOf } from '../../io/go/program-file.ts';
import {
  ownProcesses,
  programFile,
  runningProgram,
  surroundingsOf,
  type RunningProgram,
  type Surroundings,
} from '../../io/running/processes.ts';
import type { Run, World } from '../../world.ts';
import { reported, type Checkup } from '../diagnose/doctor.ts';
import { explain } from '../diagnose/explain.ts';
import type { RunningTool } from '../environment/environment.ts';
import { isAnalyser, isAnalyserName, isOlderLine } from '../environment/tool-findings.ts';
import { timeLeft } from '../net/deadline.ts';
import { runningFindings } from './running-findings.ts';
import { DECIDING, startedGo } from './started-go.ts';

export interface RunningContext {
  /** Linux's directory of processes; undefined on other systems. */
  readonly proc: string | undefined;
  /** The time for reading them, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Adds to a checkup the running programs of this account that read Go sources, such as gopls: the Go that each one starts, and the
 * Go that built it, compared with those of the current directory. Reads proc(5); starts and stops none of them.
 */
export async function withRunningTools(
  run: Run,
  checkup: Checkup,
  { proc, timeoutMs }: RunningContext,
): Promise<Checkup> {
  const { env } = checkup;
  if (env === undefined) return checkup;
  const processes = proc === undefined ? [] : ownProcesses(proc);
  // This very process is there where anything can be seen.
  if (proc === undefined || processes.length === 0) {
    const unknown = proc === undefined ? 'this system does not tell' : `${proc} shows no process`;
    return { ...checkup, env: { ...env, running: { tools: [], unknown } } };
  }
  const left = timeLeft(timeoutMs);
  const looked = processes.map((process) => (left() === 0 ? undefined : toolOf(proc, process)));
  const seen = looked.flatMap((each) => each ?? []);
  const unread = looked.filter((each) => each === undefined).length;
  const { runs: here, floor } = await explain(run);
  const tools: RunningTool[] = [];
  // gopls runs a second process of itself, which looks after the first.
  for (const group of Map.groupBy(seen, keyOf).values())
    tools.push(...(await described(run, group, floor?.version)));
  const found = [...tools.flatMap((tool) => runningFindings(run, tool, here)), ...cutShort(unread)];
  return {
    ...checkup,
    env: { ...env, running: { tools } },
    findings: [...checkup.findings, ...found.map((each) => reported(each, 'env'))],
    fine: found.length === 0 ? [...checkup.fine, 'running tools of editors'] : checkup.fine,
  };
}

interface Seen {
  readonly process: number;
  readonly program: RunningProgram;
  readonly builtWith: string | undefined;
  readonly package: string | undefined;
  readonly around: Surroundings;
}

/** One process, where it runs a program that reads Go sources; a script of that name runs its shell. */
function toolOf(proc: string, process: number): readonly Seen[] {
  const program = runningProgram(proc, process);
  if (program === undefined) return [];
  const info = program.path === undefined ? undefined : buildInfoOf(programFile(proc, process));
  if (!isAnalyserName(program.name) && !isAnalyser(info ?? {})) return [];
  const around = surroundingsOf(proc, process, DECIDING);
  if (around === undefined) return [];
  return [{ process, program, builtWith: info?.builtWith, package: info?.package, around }];
}

function keyOf({ program, builtWith, around }: Seen): string {
  return JSON.stringify([program, builtWith, around]);
}

async function described(
  world: World,
  group: readonly Seen[],
  asked: string | undefined,
): Promise<readonly RunningTool[]> {
  const [first] = group;
  if (first === undefined) return [];
  const { program, builtWith, around } = first;
  const isOlder = asked !== undefined && isOlderLine(builtWith ?? '', asked);
  return [
    {
      name: program.name,
      processes: group.map(({ process }) => process),
      path: program.path ?? null,
      replaced: program.isReplaced,
      package: first.package ?? null,
      builtWith: builtWith ?? null,
      ...(isOlder ? { needs: asked } : {}),
      directory: around.directory ?? null,
      starts: await startedGo(world, around),
    },
  ];
}

function cutShort(unread: number): readonly Finding[] {
  if (unread === 0) return [];
  const text = `the time was up before ${unread} of your processes were looked at`;
  return [{ code: 'cut-short', level: 'note', text, cure: 'gv doctor env --editors --timeout 60' }];
}
