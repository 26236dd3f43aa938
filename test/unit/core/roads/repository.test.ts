import { describe, expect, it } from 'vitest';
import { repositoryOf } from '../../../../src/core/roads/repository.ts';

describe('the repository of a module path', () => {
  it.each([
    ['github.com/you/lib', 'https://github.com/you/lib'],
    ['github.com/you/lib/v2', 'https://github.com/you/lib'],
    ['github.com/you/lib/a/b/c', 'https://github.com/you/lib'],
    ['bitbucket.org/you/lib', 'https://bitbucket.org/you/lib'],
  ])('is known by the path alone for %s', (path, url) => {
    expect(repositoryOf(path)).toEqual({ url, by: 'path', page: undefined });
  });

  it.each([
    ['git.corp.example/team/lib.git', 'https://git.corp.example/team/lib'],
    ['git.corp.example/team/lib.git/v2', 'https://git.corp.example/team/lib'],
    ['git.corp.example/a/b/c/lib.git/sub', 'https://git.corp.example/a/b/c/lib'],
  ])('is what stands before .git for %s', (path, url) => {
    expect(repositoryOf(path)).toEqual({ url, by: 'suffix', page: undefined });
  });

  it.each([
    ['git.corp.example/team/lib', 'https://git.corp.example/team/lib'],
    ['git.corp.example/team/lib/v2', 'https://git.corp.example/team/lib'],
    ['git.corp.example/team/lib/v12', 'https://git.corp.example/team/lib'],
    ['git.corp.example/team/v1', 'https://git.corp.example/team/v1'],
    ['git.corp.example', 'https://git.corp.example/'],
    ['git.corp.example:8443', 'https://git.corp.example:8443/'],
    ['github.com/you', 'https://github.com/you'],
  ])('is told by the server for %s', (path, url) => {
    expect(repositoryOf(path)).toEqual({ url, by: 'server', page: `https://${path}?go-get=1` });
  });

  it.each([
    '',
    'lib',
    'fmt',
    '-oops.example/x',
    '../x.example/y',
    'https://git.corp.example/x',
    'you:secret@git.corp.example/x',
    'git.corp.example/a b',
    'git.corp.example/\u001b[31m',
    'git.corp.example//x',
    `git.corp.example/${'a'.repeat(2_000)}`,
  ])('is none for %j', (path) => {
    expect(repositoryOf(path)).toBeUndefined();
  });
});
