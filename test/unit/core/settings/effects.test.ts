import { describe, expect, it } from 'vitest';
import { effectOnSwitch } from '../../../../src/core/settings/effects.ts';

describe('the fate of a setting at a switch', () => {
  it.each([
    ['GOTOOLCHAIN', 'go1.22.5', 'go1.22.5 runs, whichever Go gv chooses'],
    ['GOTOOLCHAIN', 'go1.22.5+auto', 'go1.22.5 runs, whichever Go gv chooses'],
    ['GOTOOLCHAIN', 'local', 'stays: no Go switches to what go.mod asks for'],
    ['GOTOOLCHAIN', 'path', 'stays, for every version'],
    ['GOTOOLCHAIN', '1.22', 'every Go since 1.21 refuses to run'],
    ['GOARCH', 'arm64', 'stays: builds for another machine'],
    ['GOPRIVATE', 'x', 'stays, for every version'],
  ])('%s=%s', (name, value, effect) => {
    expect(effectOnSwitch(name, value)).toBe(effect);
  });
});
