import { GV_VERSION } from '../../core/own/about.ts';
import { parseGvVersion, type GvVersion } from '../../core/own/gv-version.ts';
import { GvError } from '../../errors.ts';
import { rollback, selfUpdate } from '../../jobs/own/self-update.ts';
import { rollbackText, selfUpdateText } from '../../report/own/self-update-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  const check = options.flag('check');
  const force = options.flag('force');
  if (options.flag('rollback')) return goBack(run, input);
  const version = args[0] === undefined ? undefined : versionNamed(args[0]);
  if (run.offline) {
    throw new GvError('offline', 'gv self-update needs the network', {
      hint: 'Leave --offline (GV_OFFLINE) out; gv self-update --rollback needs no network.',
    });
  }
  const found = await selfUpdate(run, { version, force, check });
  const updated = found.kind === 'updated';
  report.result('self-update', { from: GV_VERSION, to: found.version, updated }, selfUpdateText(found));
  return found.kind === 'available' ? 1 : 0;
}

async function goBack(run: Run, { args, options, report }: Input): Promise<number> {
  if (args.length > 0 || options.flag('check')) {
    throw new GvError('usage', '--rollback cannot stand with a version or --check', {
      hint: 'gv self-update --rollback',
    });
  }
  const version = await rollback(run);
  report.result('self-update', { from: GV_VERSION, to: version, updated: true }, rollbackText(version));
  return 0;
}

function versionNamed(text: string): GvVersion {
  const version = parseGvVersion(text);
  if (version !== undefined) return version;
  throw new GvError('usage', `not a version of gv: ${JSON.stringify(text.slice(0, 100))}`, {
    hint: 'gv self-update 1.2.3; Go itself: gv install 1.22.5',
  });
}
