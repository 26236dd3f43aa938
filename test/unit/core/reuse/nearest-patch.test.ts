import { describe, expect, it } from 'vitest';
import { nearestPatches } from '../../../../src/core/reuse/nearest-patch.ts';
import { version, versioned } from '../../../support/versions.ts';

describe('the installed patches of a line, for a release', () => {
  it.each([
    { to: '1.26.11', have: ['1.26.6', '1.26.10', '1.26.9'], order: ['1.26.10', '1.26.9', '1.26.6'] },
    { to: '1.26.11', have: ['1.26.12', '1.26.9'], order: ['1.26.12', '1.26.9'] },
    { to: '1.26.10', have: ['1.26.11', '1.26.9'], order: ['1.26.9', '1.26.11'] },
    { to: '1.26.2', have: ['1.25.2', '1.27.2', '1.2.2'], order: [] },
    { to: '1.26.11', have: ['1.26.11'], order: [] },
    { to: '1.27.0', have: ['1.27.4', '1.27rc2'], order: ['1.27rc2', '1.27.4'] },
    { to: '1.27rc2', have: ['1.27.0', '1.27rc1'], order: ['1.27rc1', '1.27.0'] },
    { to: '1.20.1', have: ['1.20.3', '1.20'], order: ['1.20', '1.20.3'] },
  ])('come as $order for $to among $have', ({ to, have, order }) => {
    const found = nearestPatches(version(to), versioned(...have));
    expect(found.map((one) => one.version.name)).toEqual(order);
  });
});
