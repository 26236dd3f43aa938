import { describe, expect, it } from 'vitest';
import {
  gitSettingLine,
  parseGitSettings,
  parseUrlMatch,
  rewriting,
  settingWith,
} from '../../../../src/core/roads/git-settings.ts';

const setting = (name: string, sub: string, value: string) => ({
  scope: 'global',
  file: '/home/you/.gitconfig',
  name,
  sub,
  value,
});

describe('the output of git config', () => {
  it('is read with scopes, files, quoted parts and line feeds in values', () => {
    const text = [
      'global\0file:/home/you/.gitconfig\0url.ssh://git@h.example/.insteadof\nhttps://h.example/\0',
      'system\0file:/etc/gitconfig\0http.proxy\n\0',
      'command\0command line:\0core.sshcommand\nssh\n -v\0',
      'global\0file:/home/you/.gitconfig\0http.https://a.b.sslverify\0',
    ].join('');
    expect(parseGitSettings(text)).toEqual([
      { ...setting('url.insteadof', 'ssh://git@h.example/', 'https://h.example/') },
      { ...setting('http.proxy', '', ''), scope: 'system', file: '/etc/gitconfig' },
      { ...setting('core.sshcommand', '', 'ssh\n -v'), scope: 'command', file: undefined },
      { ...setting('http.sslverify', 'https://a.b', '') },
    ]);
  });

  it.each(['', '\0', '\0\0\0', 'global\0file:x', 'global\0file:x\0nodot\nv\0'])(
    '%j has no setting',
    (text) => {
      expect(parseGitSettings(text)).toEqual([]);
    },
  );

  it('by address has one value a name', () => {
    expect([...parseUrlMatch('http.proxy\n\0http.sslCAInfo\n/x\0http.extraheader\nA: b\0')]).toEqual([
      ['http.proxy', ''],
      ['http.sslcainfo', '/x'],
      ['http.extraheader', 'A: b'],
    ]);
  });
});

describe('insteadOf', () => {
  const settings = [
    setting('url.insteadof', 'ssh://one/', 'https://h.example/'),
    setting('url.insteadof', 'ssh://two/', 'https://h.example/team/'),
    setting('url.insteadof', 'ssh://three/', 'https://h.example/team/'),
    setting('url.pushinsteadof', 'ssh://four/', 'https://h.example/team/lib'),
  ];

  it.each([
    ['https://h.example/a', 'ssh://one/'],
    ['https://h.example/team/lib', 'ssh://two/'],
    ['https://other.example/', undefined],
    ['http://h.example/team/lib', undefined],
  ])('the longest beginning of %s counts, the first of equals', (url, base) => {
    expect(rewriting(settings, url, 'insteadof')?.sub).toBe(base);
  });

  it('and pushInsteadOf are kept apart', () => {
    expect(rewriting(settings, 'https://h.example/team/lib', 'pushinsteadof')?.sub).toBe('ssh://four/');
    expect(rewriting(settings, 'https://h.example/team/x', 'pushinsteadof')).toBeUndefined();
  });
});

describe('the line of a setting', () => {
  const text = [
    '[user]',
    '\tname = x',
    '[url "ssh://git@h.example/"]',
    '\tinsteadOf = https://h.example/',
    '\tinsteadOf = "https://www.h.example/"',
    '[HTTP]',
    'proxy = http://a ; remark',
    '[http "https://H.example"] proxy =',
    '[core]',
    'sshCommand = ssh -i "a b"',
    '[url "q\\"q"]',
    'insteadOf=x',
  ].join('\n');

  it.each([
    ['url.insteadof', 'ssh://git@h.example/', 'https://h.example/', 4],
    ['url.insteadof', 'ssh://git@h.example/', 'https://www.h.example/', 5],
    ['http.proxy', '', 'http://a', 7],
    ['http.proxy', 'https://H.example', '', 8],
    ['core.sshcommand', '', 'ssh -i a b', 10],
    ['url.insteadof', 'q"q', 'x', 12],
    ['http.proxy', 'https://h.example', '', undefined],
    ['url.pushinsteadof', 'ssh://git@h.example/', 'https://h.example/', undefined],
  ])('of %s %j = %j is found', (name, sub, value, line) => {
    expect(gitSettingLine(text, setting(name, sub, value))).toBe(line);
  });

  it('of the last setting with a value is the one that counts', () => {
    const two = [setting('http.proxy', '', 'a'), setting('http.proxy', 'https://x', 'a')];
    expect(settingWith(two, 'http.proxy', 'a')?.sub).toBe('https://x');
    expect(settingWith(two, 'http.proxy', 'b')).toBeUndefined();
  });
});
