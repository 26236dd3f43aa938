import { describe, expect, it } from 'vitest';
import { CONTAINER_FILES, surroundings } from '../../../../src/core/shells/surroundings.ts';

describe('where gv runs', () => {
  it.each([
    ['terminal', { TERM: 'xterm' }, []],
    ['terminal', { TERM: 'xterm', CI: 'false' }, []],
    ['ci', { TERM: 'xterm', CI: '1' }, []],
    ['ci', { TF_BUILD: 'True' }, CONTAINER_FILES],
    ['container', { TERM: 'xterm' }, ['/.dockerenv']],
    ['container', { container: 'podman' }, []],
    ['container', { KUBERNETES_SERVICE_HOST: '10.0.0.1' }, []],
    ['service', { INVOCATION_ID: 'x' }, []],
    ['service', { TERM: '' }, []],
  ] as const)('%s: %o with %o', (expected, env, files) => {
    expect(surroundings(env, files)).toBe(expected);
  });
});
