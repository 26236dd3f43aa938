import { describe, expect, it } from 'vitest';
import { gitAddress } from '../../../../src/core/roads/git-address.ts';
import { canSignIn, originText, type Road } from '../../../../src/core/roads/road.ts';

const ROAD: Road = {
  subject: 'h.example/a',
  repository: { url: 'https://h.example/a', by: 'server', page: 'https://h.example/a?go-get=1' },
  address: gitAddress('https://h.example/a'),
  transport: 'https',
  rewritten: undefined,
  pushOnly: undefined,
  sshProgram: undefined,
  sshHidden: undefined,
  sshHost: undefined,
  between: { kind: 'none' },
  goBetween: { kind: 'none' },
  trust: undefined,
  gitLogins: [],
  goLogins: [],
  unread: [],
};

describe('a road', () => {
  it('can sign in where git has a source, or where ssh could not be read', () => {
    expect(canSignIn(ROAD)).toBe(false);
    expect(canSignIn({ ...ROAD, gitLogins: [{ kind: 'agent', count: 1 }] })).toBe(true);
    expect(canSignIn({ ...ROAD, unread: [{ what: 'ssh', why: 'x' }] })).toBe(true);
    expect(canSignIn({ ...ROAD, unread: [{ what: 'http.proxy', why: 'x' }] })).toBe(false);
  });

  it('names places by file and line', () => {
    expect(originText({ from: '/a', line: 3 })).toBe('/a:3');
    expect(originText({ from: 'the environment' })).toBe('the environment');
  });
});
