import { placeText } from '../../core/choice/pin.ts';
import { parseQuery } from '../../core/choice/query.ts';
import { releaseQuery } from '../../core/choice/select.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { install, type InstallOptions } from '../install/install.ts';
import { currentBase } from './answering.ts';
import { moduleQuery } from './needs.ts';
import { prepareDirectory, type Prepared } from './prepare.ts';

/** The result of a bare `gv install`. */
export interface InstalledHere {
  /** The requests of this directory with their toolchains; empty when it requests no version, or the system's Go. */
  readonly prepared: readonly Prepared[];
  readonly installed: readonly Installed[];
}

/** Installs the versions that this directory requests, or the latest release where it requests none. Fails as `prepareDirectory` does. */
export async function installHere(run: Run, options: InstallOptions): Promise<InstalledHere> {
  const prepared = await prepareDirectory(run, options);
  if (prepared.length > 0) return { prepared, installed: prepared };
  const resolution = await currentBase(run);
  if (resolution.ok && resolution.base.name === 'system' && resolution.base.file !== '') {
    const { file, line, goroot } = resolution.base;
    const text = `${placeText(file, line)} asks for the system's Go, which is in ${goroot}: nothing to install`;
    run.emit({ type: 'notice', text });
    return { prepared, installed: [] };
  }
  run.emit({ type: 'notice', text: 'no version is requested here; installing the latest release' });
  return { prepared, installed: [await install(run, { kind: 'channel', channel: 'stable' }, options)] };
}

/** Installs the version that the user typed; `mod` is the release that go.mod or go.work asks for. Fails with `bad-query`, `usage`, and as `install` does. */
export async function installNamed(run: Run, text: string, options: InstallOptions): Promise<Installed> {
  const query = parseQuery(text);
  if (query.kind !== 'mod') return install(run, releaseQuery(query), options);
  const need = moduleQuery(run);
  run.emit({ type: 'asked', why: need.why });
  return install(run, need.query, options);
}
