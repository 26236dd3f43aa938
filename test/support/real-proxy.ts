import { spawnSync } from 'node:child_process';
import { sandbox } from './sandbox.ts';

/** GOPROXY as the Go on this machine has it: gv names no proxy itself, and neither do its tests. Empty without a Go. */
export const REAL_GOPROXY = spawnSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).stdout?.trim() ?? '';

/** Why no release can be had through the real proxy, or undefined when one can. */
export async function realProxyMissing(): Promise<string | undefined> {
  if (REAL_GOPROXY === '') return 'no Go on PATH names a module proxy';
  await using box = await sandbox();
  const probe = await box.gv(['list', '--remote', '1.22'], { env: { GOPROXY: REAL_GOPROXY } });
  return probe.code === 0 ? undefined : 'the module proxy of Go’s settings cannot be reached';
}
