import { GvError } from '../../errors.ts';
import { pathFrom } from '../../io/host/here.ts';
import { believedConfig } from '../../jobs/keys/believed.ts';
import { loadKeyring } from '../../jobs/keys/keyring.ts';
import { importKeys, updateKeys } from '../../jobs/keys/keys.ts';
import { addedText, keysText } from '../../report/own/key-text.ts';
import { describeKeys, type KeyDescription, type KeyLine } from '../../trust/openpgp/key-list.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const [verb, file, ...more] = input.args;
  if (verb === 'list' && file === undefined) return list(run, input);
  if (verb === 'update' && file === undefined) {
    if (run.offline)
      throw new GvError('offline', 'gv key update needs the network', { hint: 'gv key import FILE' });
    const url = input.options.text('url');
    return added(input, await updateKeys(run, url));
  }
  if (verb === 'import' && file !== undefined && more.length === 0) {
    return added(input, await importKeys(run, pathFrom(run, file)));
  }
  throw new GvError('usage', 'gv key takes list, update, or import and a file', { hint: 'gv help key' });
}

function added({ report }: Input, count: number): number {
  report.result('key', { added: count }, addedText(count));
  return 0;
}

async function list(run: Run, { report }: Input): Promise<number> {
  const configured = (await believedConfig(run)).keyring;
  const keys = await describeKeys(loadKeyring(run, { configured, flag: undefined }), run.now());
  report.result('key', { keys: keys.map(dataOf) }, keysText(keys, run.now(), report.page));
  return 0;
}

function dataOf({ primary, userIds, subkeys }: KeyDescription): unknown {
  return { primary: lineData(primary), userIds, subkeys: subkeys.map(lineData) };
}

function lineData({ created, expires, ...line }: KeyLine): unknown {
  return { ...line, created: created.toISOString(), expires: expires?.toISOString() ?? null };
}
