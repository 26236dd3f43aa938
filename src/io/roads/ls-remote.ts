import type { RoadFailure, RoadPhase } from '../../core/net/road-report.ts';
import { type CurlMark, curlMark, curlPhases, gitFailure } from '../../core/roads/curl-trace.ts';
import type { Road } from '../../core/roads/road.ts';
import { sshFailure, sshMark, sshPhases, type TimedMark } from '../../core/roads/ssh-trace.ts';
import type { Run, World } from '../../world.ts';
import type { ChildEnd, StreamName } from '../children/child.ts';
import { runBounded } from '../children/run-bounded.ts';
import { privateDirectory } from '../disk/private-directory.ts';
import { temporaryDirectory } from '../go/module-files.ts';
import { programOnPath } from '../host/search-path.ts';
import { gitEnvironment } from './git.ts';

/** A measured `git ls-remote`, as the go command runs it (cmd/go/internal/modfetch/codehost, loadRefs). */
export interface RemoteRun {
  readonly phases: readonly RoadPhase[];
  readonly ms: number;
  readonly failed: RoadFailure | undefined;
  readonly references: number;
  /** The commit of the branch or tag that was asked for; undefined where the repository has none of that name. */
  readonly commit: string | undefined;
}

export interface RemoteRequest {
  readonly road: Road;
  /** The command for ssh that git would run for this go; undefined for plain `ssh`. */
  readonly sshCommand: string | undefined;
  /** A branch or a tag whose commit is wanted. */
  readonly reference: string | undefined;
  /** Milliseconds. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** One line of a trace may be long, and none is kept. */
const LONGEST_LINE = 8 * 1024;
/** Steps of a connection; a server that answers for ever does not fill the memory. */
const MOST_MARKS = 2_000;

/**
 * Runs `git ls-remote` for the address that go asks and measures its phases by the traces of git's curl and of ssh: each line is read
 * and thrown away. Nothing asks at a terminal, and git is ended with all its processes at the deadline. Undefined without git.
 */
export async function lsRemote(run: Run, request: RemoteRequest): Promise<RemoteRun | undefined> {
  const { road, reference, deadline, signal } = request;
  const program = programOnPath(run, 'git');
  if (program === undefined) return undefined;
  await using directory = await privateDirectory(temporaryDirectory(run));
  const heard = listener(reference);
  const start = performance.now();
  const { end } = await runBounded({
    program,
    args: ['ls-remote', '-q', '--end-of-options', road.repository.url],
    cwd: directory.path,
    env: { ...gitEnvironment(run, directory.path), ...traceEnvironment(request) },
    group: 'own',
    deadline,
    signal,
    keep: { head: 0, tail: 0 },
    flushMs: 0,
    onOutput: heard.take,
  });
  const stop = performance.now();
  const failed = failureOf(end, heard);
  const hops = road.between.kind === 'jump' ? road.between.hosts.length : 0;
  const phases =
    road.transport === 'ssh'
      ? sshPhases({ marks: heard.ssh, start, end: stop, hops, failed })
      : curlPhases(heard.curl, failed);
  const { references, commit } = heard.found();
  return { phases, ms: Math.round((stop - start) * 10) / 10, failed, references, commit };
}

/** Variables for the traces. The command for ssh is the one that git would run, with more words behind it: GIT_SSH_COMMAND takes the place of core.sshCommand. */
function traceEnvironment({ road, sshCommand }: RemoteRequest): World['env'] {
  const traces = { GIT_TRACE_CURL: '1', GIT_TRACE_CURL_NO_DATA: '1', GIT_TRACE_REDACT: '1' };
  if (road.transport !== 'ssh') return traces;
  const command = `${sshCommand ?? 'ssh'} -v -o BatchMode=yes -o ControlMaster=no`;
  return { ...traces, GIT_SSH_COMMAND: command, SSH_ASKPASS_REQUIRE: 'never' };
}

interface Listener {
  readonly ssh: TimedMark[];
  readonly curl: CurlMark[];
  readonly take: (name: StreamName, part: Buffer) => void;
  readonly found: () => { readonly references: number; readonly commit: string | undefined };
  readonly message: () => RoadFailure | undefined;
}

function listener(reference: string | undefined): Listener {
  const ssh: TimedMark[] = [];
  const curl: CurlMark[] = [];
  let message: RoadFailure | undefined;
  const stderr = lines((line) => {
    const step = curl.length < MOST_MARKS ? curlMark(line) : undefined;
    if (step !== undefined) curl.push(step);
    const mark = step === undefined && ssh.length < MOST_MARKS ? sshMark(line) : undefined;
    if (mark !== undefined) ssh.push({ mark, at: performance.now() });
    message ??= gitFailure(line);
  });
  let references = 0;
  const commits = new Map<string, string>();
  const wanted = new Set(
    reference === undefined ? [] : [`refs/heads/${reference}`, `refs/tags/${reference}`],
  );
  const stdout = lines((line) => {
    const [, commit, name = ''] = /^([0-9a-f]{40,64})\t(\S+)$/.exec(line) ?? [];
    if (commit === undefined) return;
    references += 1;
    if (wanted.has(name)) commits.set(name, commit);
  });
  return {
    ssh,
    curl,
    take: (name, part) => (name === 'stderr' ? stderr(part) : stdout(part)),
    found: () => ({
      references,
      commit: [...wanted].map((name) => commits.get(name)).find((each) => each !== undefined),
    }),
    message: () => message,
  };
}

/** Cuts a stream into lines; the end of a longer line is dropped. */
function lines(each: (line: string) => void): (part: Buffer) => void {
  let open = '';
  return (part) => {
    const [first = '', ...rest] = part.toString('latin1').split('\n');
    open = (open + first).slice(0, LONGEST_LINE);
    for (const text of rest) {
      each(open.replace(/\r$/, ''));
      open = text.slice(0, LONGEST_LINE);
    }
  };
}

function failureOf(end: ChildEnd, { ssh, message }: Listener): RoadFailure | undefined {
  if (end.kind === 'exited' && end.code === 0) return undefined;
  if (end.kind === 'ended') return 'no-answer';
  return sshFailure(ssh) ?? message() ?? 'other';
}
