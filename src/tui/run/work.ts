import { parseQuery } from '../../core/choice/query.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import type { Run } from '../../world.ts';
import type { Request } from '../state/task.ts';

export interface WorkContext {
  readonly options: InstallOptions;
  /** Takes a line that the command would have printed as its result. */
  readonly print: (line: string) => void;
}

/** Does a request by the same jobs as the commands, which load when they are needed. Fails as the jobs do. */
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
  const { removedText } = await import('../../report/results/uninstall-text.ts');
  for (const removal of (await findRemovals(run, subject)).removals) {
    await uninstall(run, [removal], { force: force === true });
    printLines(removedText(removal), print);
  }
}

async function useOne(run: Run, { verb, subject }: Request, { options, print }: WorkContext): Promise<void> {
  const { makeChoice } = await import('../../jobs/here/make-choice.ts');
  const { chosenText } = await import('../../report/results/use-text.ts');
  const query = parseQuery(verb === 'use-mod' ? 'mod' : subject);
  const scope = verb === 'use-global' ? 'global' : 'directory';
  const chosen = await makeChoice(run, { query, scope, track: false }, options);
  printLines(chosenText(chosen), print);
}

async function verifyOne(run: Run, subject: string, { print }: WorkContext): Promise<void> {
  const { verifyInstalled } = await import('../../jobs/installed/verify.ts');
  const { briefVerdictText } = await import('../../report/results/verify-text.ts');
  const { verdicts, failures } = await verifyInstalled(run, { names: [subject] });
  for (const verdict of verdicts) printLines(briefVerdictText(verdict), print);
  const [failure] = failures;
  if (failure !== undefined) throw failure;
}

async function upgradeLine(run: Run, line: string, { options, print }: WorkContext): Promise<void> {
  const { findUpgrade, upgrade } = await import('../../jobs/installed/upgrade.ts');
  const { upgradeText } = await import('../../report/results/upgrade-text.ts');
  const plan = await findUpgrade(run, [line]);
  await upgrade(run, plan, { install: options, pruneOld: false });
  printLines(upgradeText(plan, { dryRun: false, pruneOld: false }), print);
}

/** A command's result, line by line. */
function printLines(text: string, print: WorkContext['print']): void {
  for (const line of text.trimEnd().split('\n')) print(line);
}
