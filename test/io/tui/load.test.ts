import { describe, expect, it } from 'vitest';
import { createLoader } from '../../../src/tui/run/load.ts';
import type { Action } from '../../../src/tui/state/action.ts';
import { indexOf, startOfficialHosts } from '../../support/official-hosts.ts';
import { sampleArchive, sampleRelease } from '../../support/release-samples.ts';
import { runIn, testWorld } from '../../support/test-world.ts';

describe('the screen', () => {
  it('keeps what it listed before when a host gives an older index, and says so above all else', async () => {
    await using hosts = await startOfficialHosts({
      releases: [sampleRelease('1.27.0', sampleArchive('1.27.0', 1000)), sampleRelease()],
    });
    let now = new Date('2026-11-21T10:00:00Z');
    const env = { ...hosts.env, GOENV: 'off', GOPROXY: 'http://127.0.0.1:9' };
    await using world = await testWorld({ env, now: () => now });
    const actions: Action[] = [];
    const loader = createLoader(runIn(world), (action) => actions.push(action));
    await loader.remote();
    hosts.goDev.set('index', await indexOf([sampleRelease()]));
    now = new Date('2026-11-22T10:00:00Z');
    actions.length = 0;
    await loader.remote();
    const [catalog, loaded] = actions.filter(({ type }) => type !== 'asking');
    expect(JSON.stringify(catalog)).toContain('"1.27.0"');
    expect(loaded).toMatchObject({
      type: 'loaded',
      note: expect.stringMatching(/^go\.dev gave an older release index, without go 1\.27\.0/),
    });
  });
});
