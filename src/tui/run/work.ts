import { parseQuery } from '../../core/choice/query.ts';
import type { Emit } from '../../core/events.ts';
import { parseVersion } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import { chosenText, removedText } from '../../report/results/phrases.ts';
import type { World } from '../../world.ts';
import type { Request } from '../state/task.ts';

export interface Working {
  readonly options: InstallOptions;
  readonly emit: Emit;
  /** Takes a line that the command would have printed as its result. */
  readonly print: (line: string) => void;
}

/** Does what was asked, by the same jobs as the commands; they load when they are needed. Fails as they do. */
export async function work(world: World, request: Request, asked: Working): Promise<void> {
  const { source = asked.options.source } = request;
  const working = { ...asked, options: { ...asked.options, source } };
  switch (request.verb) {
    case 'install':
      return installOne(world, request.subject, working);
    case 'uninstall':
      return uninstallOne(world, request, working);
    case 'use':
    case 'use-mod':
    case 'use-global':
      return useOne(world, request, working);
    case 'verify':
      return verifyOne(world, request.subject, working);
    case 'upgrade':
      return upgradeLine(world, request.subject, working);
  }
}

async function installOne(world: World, subject: string, { options, emit }: Working): Promise<void> {
  const query = parseQuery(subject);
  if (query.kind === 'mod' || query.kind === 'system') return;
  const { install } = await import('../../jobs/install/install.ts');
  await install(world, query, options, emit);
}

async function uninstallOne(
  world: World,
  { subject, force }: Request,
  { emit, print }: Working,
): Promise<void> {
  const { findRemovals, uninstall } = await import('../../jobs/installed/uninstall.ts');
  for (const removal of await findRemovals(world, subject)) {
    await uninstall(world, removal, { force: force === true, emit });
    print(removedText(removal.toolchain));
  }
}

async function useOne(
  world: World,
  { verb, subject }: Request,
  { options, emit, print }: Working,
): Promise<void> {
  const { use } = await import('../../jobs/here/use.ts');
  const query = parseQuery(verb === 'use-mod' ? 'mod' : subject);
  const scope = verb === 'use-global' ? 'global' : 'directory';
  const { pin, file } = await use(world, { query, scope, track: false }, options, emit);
  print(chosenText(pin, file));
}

/** How many findings are told; `gv verify` tells all. */
const MOST_FINDINGS = 5;

async function verifyOne(world: World, subject: string, { print }: Working): Promise<void> {
  const version = parseVersion(subject);
  if (version === undefined) return;
  const { verifyTree } = await import('../../jobs/installed/verify-tree.ts');
  const verdict = await verifyTree(world, { version, path: world.layout.toolchain(version.name) });
  const { verdictHead, findingText } = await import('../../report/results/verdict.ts');
  print(verdictHead(verdict));
  for (const finding of verdict.findings.slice(0, MOST_FINDINGS)) print(findingText(finding));
  if (verdict.state === 'intact') return;
  throw new GvError('tree-changed', `not as installed: go ${subject}`, {
    hint: `gv verify ${subject} tells all.`,
  });
}

async function upgradeLine(world: World, line: string, { options, emit, print }: Working): Promise<void> {
  const { findUpgrade, upgrade } = await import('../../jobs/installed/upgrade.ts');
  const plan = await findUpgrade(world, { names: [line], offline: options.offline, emit });
  await upgrade(world, plan, { install: options, pruneOld: false, emit });
  const { upgradeText } = await import('../../report/results/upgrade-text.ts');
  for (const text of upgradeText(plan, { dryRun: false, pruneOld: false }).trimEnd().split('\n')) print(text);
}
