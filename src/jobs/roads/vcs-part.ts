import type { Finding } from '../../core/choice/finding.ts';
import type { RoadReport } from '../../core/net/road-report.ts';
import { type Repository, repositoryOf } from '../../core/roads/repository.ts';
import { type ImportPage, importPage } from '../../io/roads/import-page.ts';
import { lsRemote } from '../../io/roads/ls-remote.ts';
import { readRoad, type RoadReading } from '../../io/roads/road.ts';
import type { Run } from '../../world.ts';
import { type MeasuredContext, STEP_MS } from '../net/context.ts';
import { type NetPart, NOTHING } from '../net/net-part.ts';
import { referenceOf, staleBranch } from './branch.ts';
import { roadFindings } from './findings.ts';
import { readPart } from './road-rows.ts';

/** git connects, signs in and lists every reference. */
const GIT_MS = 20_000;

/**
 * The road to the repository of the module, read and tried: go's question to the module's host where its path does not name the
 * repository, then `git ls-remote`, phase by phase. Both ask the module's own host, as go would on its direct road; no entry of GOPROXY
 * and no checksum database hears of a private module here.
 */
export async function vcsPart(run: Run, context: MeasuredContext): Promise<NetPart<RoadReport>> {
  const { subject, deadline, go } = context;
  const { module } = subject;
  if (module === undefined || !isWanted(context)) return NOTHING;
  const guess = repositoryOf(module);
  if (guess === undefined) return { ...NOTHING, skipped: `${module} has no host in its first element` };
  const page = await pageOf(run, context, guess);
  const repository = repositoryFrom(page, guess);
  if (repository === undefined) return { ...NOTHING, skipped: `${module} does not lie in a git repository` };
  const reading = await readRoad(run, { subject: module, goroot: go.goroot, repository, mayExec: true });
  if ('missing' in reading) return { report: null, findings: [gitMissing(module)] };
  const tried = await tryRoad(run, context, reading);
  const { road } = reading;
  const judged = { road, goVersion: go.version, isPrivate: subject.isPrivate, git: tried, page };
  const stale = await staleBranch(run, context, tried?.commit);
  const report: RoadReport = {
    ...readPart(road),
    by: guess.by !== 'server' ? 'path' : page?.found === undefined ? 'guess' : 'server',
    page: page === undefined ? null : pageReport(page),
    phases: tried?.phases ?? [],
    ms: tried?.ms ?? null,
    ...(tried?.failed === undefined ? {} : { failed: tried.failed }),
    references: tried === undefined || tried.failed !== undefined ? null : tried.references,
  };
  return {
    report,
    findings: [...roadFindings(judged), ...(stale === undefined ? [] : [stale])],
    ...(deadline.left() === 0 ? { missed: ['git ls-remote'] } : {}),
  };
}

/** With --vcs, and for a private module that go would fetch from its own host. */
function isWanted({ wishes, subject, chain }: MeasuredContext): boolean {
  return wishes.vcs || (subject.isPrivate && chain.some(({ entry }) => entry.kind === 'direct'));
}

async function pageOf(
  run: Run,
  { deadline, subject }: MeasuredContext,
  { page }: Repository,
): Promise<ImportPage | undefined> {
  const within = Math.min(STEP_MS, deadline.left());
  if (page === undefined || within === 0) return undefined;
  return await importPage(run, { url: page, module: subject.module ?? '', within, signal: deadline.signal });
}

/** The repository that the page names, else the guess; undefined for another version control system. */
function repositoryFrom(page: ImportPage | undefined, guess: Repository): Repository | undefined {
  const { found } = page ?? {};
  if (found === undefined) return guess;
  const isSecure = URL.canParse(found.repository) && /^(?:https|git\+ssh|ssh):\/\//i.test(found.repository);
  return found.vcs === 'git' && isSecure ? { ...guess, url: found.repository } : undefined;
}

async function tryRoad(
  run: Run,
  context: MeasuredContext,
  { road, sshCommand }: Extract<RoadReading, { readonly road: unknown }>,
): Promise<Awaited<ReturnType<typeof lsRemote>>> {
  const deadline = Math.min(GIT_MS, context.deadline.left());
  if (deadline === 0) return undefined;
  const reference = referenceOf(context);
  return await lsRemote(run, { road, sshCommand, reference, deadline, signal: context.deadline.signal });
}

function pageReport({ status, failed, found }: ImportPage): NonNullable<RoadReport['page']> {
  return { status: status ?? null, ...(failed === undefined ? {} : { failed }), named: found !== undefined };
}

function gitMissing(module: string): Finding {
  return {
    code: 'git-missing',
    text: `no git on PATH: go fetches ${module} from its own repository, and starts git for that`,
    cure: 'install git with the package manager of this system, e.g. apt-get install git',
    evidence: [{ what: 'git', value: 'no absolute directory of PATH has it', how: 'read' }],
  };
}
