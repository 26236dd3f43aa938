import type { Checkup } from '../../jobs/diagnose/doctor.ts';
import type { Page } from '../../report/page/page.ts';
import type { Run } from '../../world.ts';

/** The checkup with the running programs. They are looked at on Linux alone. */
export async function withEditors(run: Run, checkup: Checkup, timeoutMs: number): Promise<Checkup> {
  const { withRunningTools } = await import('../../jobs/running/running-tools.ts');
  const proc = run.platform.os === 'linux' ? '/proc' : undefined;
  return withRunningTools(run, checkup, { proc, timeoutMs });
}

/** The tables of the sections that were asked for, above their findings. */
export async function sectionParts(
  run: Run,
  { env, net, modules, machine }: Checkup,
  page: Page,
): Promise<string> {
  const [environment, network, required, limits] = await Promise.all([
    env === undefined ? undefined : import('../../report/own/environment-text.ts'),
    net === undefined ? undefined : import('../../report/net/net-text.ts'),
    modules === undefined ? undefined : import('../../report/own/modules-text.ts'),
    machine === undefined ? undefined : import('../../report/machine/machine-text.ts'),
  ]);
  return [
    env === undefined ? undefined : environment?.environmentText(env, page),
    modules === undefined ? undefined : required?.modulesText(modules),
    net === undefined ? undefined : network?.netText(net, { page, env: run.env }),
    machine === undefined ? undefined : limits?.machineText(machine, { page, home: run.home }),
  ].join('');
}
