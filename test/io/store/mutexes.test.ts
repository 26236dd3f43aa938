import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../src/core/events.ts';
import { parseVersion } from '../../../src/core/version.ts';
import {
  withLogMutex,
  withProgramMutex,
  withProjectsMutex,
  withReleaseMutex,
  withStoreMutex,
} from '../../../src/io/store/mutexes.ts';
import type { Run } from '../../../src/world.ts';
import { codeOf } from '../../support/code-of.ts';
import { mutexHolder } from '../../support/mutex-holder.ts';
import { runIn, testWorld } from '../../support/test-world.ts';

const version = parseVersion('1.22.5');
if (version === undefined) throw new Error('1.22.5 is a version');

type Take = (run: Run, work: () => Promise<void>) => Promise<void>;

/** Each mutex, by the name of its file. */
const MUTEXES: Readonly<Record<string, Take>> = {
  'store.lock': (run, work) => withStoreMutex(run, 'test', work),
  'log.lock': (run, work) => withLogMutex(run, 'test', work),
  'projects.lock': (run, work) => withProjectsMutex(run, 'test', work),
  'self-update.lock': (run, work) => withProgramMutex(run, 'test', work),
  'go1.22.5.lock': (run, work) => withReleaseMutex(run, { version, purpose: 'test' }, work),
};

describe('whoever waits for a mutex', () => {
  it.each(Object.entries(MUTEXES))('is told who holds %s, and may stop waiting', async (name, take) => {
    await using world = await testWorld();
    await using _ = await mutexHolder(join(world.layout.mutexes, name), 'doing something long');
    const told: JobEvent[] = [];
    const emit = (event: JobEvent): void => {
      told.push(event);
      world.controller.abort();
    };
    const work = (): Promise<void> => Promise.reject(new Error('the mutex is held'));
    expect(await codeOf(() => take(runIn(world, { emit }), work))).toBe('interrupted');
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).toMatch(/process \d+: doing something long/);
  });

  it.each(Object.entries(MUTEXES))('hears nothing where nobody holds %s', async (_name, take) => {
    await using world = await testWorld();
    const told: JobEvent[] = [];
    await take(runIn(world, { emit: (event) => told.push(event) }), () => Promise.resolve());
    expect(told).toEqual([]);
  });
});
