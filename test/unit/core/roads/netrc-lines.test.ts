import { describe, expect, it } from 'vitest';
import { gitNetrcLine, goNetrcLine } from '../../../../src/core/roads/netrc-lines.ts';

const TEXT =
  'machine a.example login you password x\nmachine b.example\n\tlogin you\n\tpassword x\nmachine c.example login you\n';

describe('the line of a netrc', () => {
  it.each([
    ['a.example', 1, 1],
    ['b.example', 2, 2],
    // go wants a password too.
    ['c.example', undefined, 5],
    ['d.example', undefined, undefined],
  ])('for %s is %s for go and %s for git', (host, go, git) => {
    expect(goNetrcLine(TEXT, host)).toBe(go);
    expect(gitNetrcLine(TEXT, host)).toBe(git);
  });

  it('default counts for git alone', () => {
    const text = 'default login you password x\n';
    expect(goNetrcLine(text, 'a.example')).toBeUndefined();
    expect(gitNetrcLine(text, 'a.example')).toBe(1);
  });
});
