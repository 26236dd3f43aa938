import { describe, expect, it } from 'vitest';
import { gitAddress } from '../../../../src/core/roads/git-address.ts';

describe('an address of git', () => {
  it.each([
    ['https://git.corp.example/a', 'https', 'git.corp.example', undefined, 'https://git.corp.example/a'],
    ['http://git.corp.example:81/a', 'http', 'git.corp.example', 81, 'http://git.corp.example:81/a'],
    ['ssh://git@h.example:22/a', 'ssh', 'h.example', 22, 'ssh://git@h.example:22/a'],
    ['git+ssh://git@h.example/a', 'ssh', 'h.example', undefined, 'git+ssh://git@h.example/a'],
    ['git@h.example:team/a.git', 'ssh', 'h.example', undefined, 'git@h.example:team/a.git'],
    ['h.example:team/a.git', 'ssh', 'h.example', undefined, 'h.example:team/a.git'],
    ['[::1]:a.git', 'ssh', '::1', undefined, '[::1]:a.git'],
    ['ssh://[::1]:2222/a.git', 'ssh', '::1', 2222, 'ssh://[::1]:2222/a.git'],
    ['git://h.example/a', 'git', 'h.example', undefined, 'git://h.example/a'],
    ['file:///srv/a.git', 'file', '', undefined, 'file:///srv/a.git'],
    ['/srv/a.git', 'file', '', undefined, '/srv/a.git'],
    ['./a:b', 'file', '', undefined, './a:b'],
    ['ext::sh -c secret', 'other', '', undefined, 'ext::…'],
    ['s3://bucket/a', 'other', 'bucket', undefined, 's3://bucket/a'],
  ])('%s is read as git reads it', (text, transport, host, port, shown) => {
    expect(gitAddress(text)).toMatchObject({ transport, host, port, shown });
  });

  it.each([
    'https://you:s3cret@git.corp.example/a',
    'https://s3cret@git.corp.example/a',
    'https://you:s3/cret@git.corp.example/a',
    'https://you:s3%63ret@git.corp.example/a?token=s3cret#s3cret',
    'ssh://s3cret@git.corp.example/a',
    'ssh://git:s3cret@git.corp.example/a',
    's3cret@git.corp.example:a',
    'https://git.corp.example/a?private_token=s3cret',
    'git.corp.example:a?s3cret',
    'https://you:s3cret@[bad/a',
    'ext::git-remote s3cret %S',
    './s3cret@x',
  ])('%s is shown without user name, password and query', (text) => {
    const { shown } = gitAddress(text);
    expect(shown).not.toMatch(/s3|cret|you|token/);
  });

  it('tells whether an https address has a login, and the account of ssh', () => {
    expect(gitAddress('https://you:x@h.example/a')).toMatchObject({ hasLogin: true, user: undefined });
    expect(gitAddress('https://h.example/a')).toMatchObject({ hasLogin: false, user: undefined });
    expect(gitAddress('ssh://me@h.example/a')).toMatchObject({ hasLogin: false, user: 'me' });
    expect(gitAddress('me@h.example:a')).toMatchObject({ hasLogin: false, user: 'me' });
  });
});
