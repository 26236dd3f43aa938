import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown, type LogLevel, type RolldownLog } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { optionsFor } from '../../../scripts/bundle.ts';
import { testWorld } from '../../support/test-world.ts';

/** Bundles this source in memory under the options of the build. */
async function build(source: string): Promise<number> {
  await using world = await testWorld();
  const input = join(world.folder, 'source.js');
  await writeFile(input, source);
  await using bundle = await rolldown({ ...optionsFor(world.folder), input });
  return (await bundle.generate()).output.length;
}

function hear(level: LogLevel, log: RolldownLog): unknown {
  const { onLog } = optionsFor('/');
  return onLog?.(level, log, () => undefined);
}

describe('a build', () => {
  it('takes clean code', async () => {
    expect(await build('console.log(1);')).toBe(1);
  });

  it('fails with the warning where the bundler doubts the code', async () => {
    await expect(build('eval("1");')).rejects.toThrow(/the bundler warns: .*EVAL/);
    expect(() => hear('warn', { code: 'SOMETHING_NEW', message: 'new' })).toThrow('the bundler warns: new');
    expect(() => hear('warn', { message: 'without a code' })).toThrow('the bundler warns');
  });

  // As rolldown tells it after about ten seconds of slow callbacks.
  it('goes on where the bundler only found it slow, as on a busy machine', () => {
    const log = { code: 'PLUGIN_TIMINGS', message: 'JavaScript callbacks ran for 13.4s of this 13.5s build' };
    expect(hear('warn', log)).toBeUndefined();
    expect(hear('info', { message: 'anything' })).toBeUndefined();
  });
});
