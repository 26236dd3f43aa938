import type { Run } from '../../world.ts';
import type { InstallOptions } from '../install/install.ts';
import { shadows } from './shadows.ts';
import { use, type Chosen, type UseRequest } from './use.ts';

export interface ChoiceRequest extends UseRequest {
  readonly scope: 'directory' | 'global';
}

/**
 * Chooses the version of a directory or the global version, and warns of a choice that comes before it: that choice may be
 * removed later. Fails as `use` does.
 */
export async function makeChoice(run: Run, request: ChoiceRequest, options: InstallOptions): Promise<Chosen> {
  const chosen = await use(run, request, options);
  const { scope } = request;
  for (const shadow of await shadows(run, { file: chosen.file, scope })) run.emit(shadow);
  return chosen;
}
