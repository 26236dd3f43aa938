import { parseQuery } from '../../core/choice/query.ts';
import { parseVersion } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import { chosenText, removedText } from '../../report/results/phrases.ts';
import type { Run, World } from '../../world.ts';
import type { Request } from '../state/task.ts';

export interface WorkContext {
  readonly options: InstallOptions;
  /** Takes a line that the command would have printed as its result. */
  readonly print: (line: string) => void;
}

/** Does what was asked, by the same jobs as the commands; they load when they are needed. Fails as they do. */
export async function work(run: Run, request: Request, asked: WorkContext): Promise<void> {
  const { source = asked.options.source } = request;
  const context = { ...asked, options: { ...asked.options, source } };
  switch (request.verb) {
    case 'install':
      return installOne(run, request.subject, context);
    case 'uninstall':
      return uninstallOne(run, request, context);
    case 'use':
    case 'use-mod':
    case 'use-global':
      return useOne(run, request, context);
    case 'verify':
      return verifyOne(run, request.subject, context);
    case 'upgrade':
      return upgradeLine(run, request.subject, context);
  }
}

async function installOne(run: Run, subject: string, { options }: WorkContext): Promise<void> {
  const query = parseQuery(subject);
  if (query.kind === 'mod' || query.kind === 'system') return;
  const { install } = await import('../../jobs/install/install.ts');
  await install(run, query, options);
}

async function uninstallOne(run: Run, { subject, force }: Request, { print }: WorkContext): Promise<void> {
  const { findRemovals, uninstall } = await import('../../jobs/installed/uninstall.ts');
  for (const removal of await findRemovals(run, subject)) {
    await uninstall(run, removal, { force: force === true });
    print(removedText(removal.toolchain));
  }
}

async function useOne(run: Run, { verb, subject }: Request, { options, print }: WorkContext): Promise<void> {
  const { use } = await import('../../jobs/here/use.ts');
  const query = parseQuery(verb === 'use-mod' ? 'mod' : subject);
  const scope = verb === 'use-global' ? 'global' : 'directory';
  const { pin, file } = await use(run, { query, scope, track: false }, options);
  print(chosenText(pin, file));
}

/** How many flaws are told; `gv verify` tells all. */
const MOST_FLAWS = 5;

async function verifyOne(world: World, subject: string, { print }: WorkContext): Promise<void> {
  const version = parseVersion(subject);
  if (version === undefined) return;
  const { verifyTree } = await import('../../jobs/installed/verify-tree.ts');
  const verdict = await verifyTree(world, { version, path: world.layout.toolchain(version.name) });
  const { verdictHead, flawText } = await import('../../report/results/verdict.ts');
  print(verdictHead(verdict));
  for (const flaw of verdict.findings.slice(0, MOST_FLAWS)) print(flawText(flaw));
  if (verdict.state === 'intact') return;
  throw new GvError('tree-changed', `not as installed: go ${subject}`, {
    hint: `gv verify ${subject} tells all.`,
  });
}

async function upgradeLine(run: Run, line: string, { options, print }: WorkContext): Promise<void> {
  const { findUpgrade, upgrade } = await import('../../jobs/installed/upgrade.ts');
  const plan = await findUpgrade(run, [line]);
  await upgrade(run, plan, { install: options, pruneOld: false });
  const { upgradeText } = await import('../../report/results/upgrade-text.ts');
  for (const text of upgradeText(plan, { dryRun: false, pruneOld: false }).trimEnd().split('\n')) print(text);
}
