import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { configFileOf, sshWords } from '../../../../src/core/roads/ssh-command.ts';

describe('the command for ssh', () => {
  it.each([
    'ssh',
    'ssh -i key -F cfg',
    '  ssh   -o "A B=c"  ',
    "ssh -o 'ProxyCommand=nc %h %p'",
    'ssh -i a\\ b',
    'ssh -i ~/key -F ~/x"y z"',
    'ssh -o Foo=\'a\'b"c"',
    'ssh "" -v',
    '/opt/my\\~ssh a:b=c,d@e+f-g_h.i/j%k^',
  ])('%s has the words that a shell makes of it', (command) => {
    const told = spawnSync('sh', ['-c', `printf '%s\\n' ${command}`], {
      env: { HOME: '/home/you' },
      encoding: 'utf8',
    });
    expect(sshWords(command, '/home/you')).toEqual(told.stdout.replace(/\n$/, '').split('\n'));
  });

  it.each([
    '',
    '   ',
    'ssh -i $KEY',
    'ssh `x`',
    'ssh "$(x)"',
    'ssh; rm -rf x',
    'ssh | x',
    'ssh > x',
    'ssh -i ~you/key',
    "ssh 'open",
    'ssh "open',
    'ssh {a,b}',
    'ssh *',
    'ssh -i "a\\"b"',
    '""',
  ])('%j is for a shell alone', (command) => {
    expect(sshWords(command, '/home/you')).toBeUndefined();
  });

  it('has no ~/ without a home', () => {
    expect(sshWords('ssh -i ~/key', undefined)).toBeUndefined();
  });

  it.each([
    [['-F', 'a'], 'a'],
    [['-Fa'], 'a'],
    [['-vF', 'a'], 'a'],
    [['-vFa'], 'a'],
    [['-i', '-F', '-v'], undefined],
    [['-i', 'x', '-F', 'a'], 'a'],
    [['-v', '-4'], undefined],
    [['-F'], undefined],
  ])('%j names the configuration %s', (args, file) => {
    expect(configFileOf(args)).toBe(file);
  });
});
