import { describe, expect, it } from 'vitest';
import { parseSshPlan, sshFileFacts, sshSettingLine } from '../../../../src/core/roads/ssh-config.ts';

describe('the output of ssh -G', () => {
  it('is read for host, port and what stands between', () => {
    const text =
      'host a\nuser you\nhostname git.corp.example\nport 2222\nproxyjump you@one,ssh://me@two:22,[1.2.3.4]:22,[::1]:22\n';
    expect(parseSshPlan(text)).toEqual({
      host: 'git.corp.example',
      port: 2222,
      jumps: ['one', 'two:22', '1.2.3.4:22', '[::1]:22'],
      command: undefined,
      identityFiles: [],
      agent: undefined,
      written: { keyword: 'proxyjump', value: 'you@one,ssh://me@two:22,[1.2.3.4]:22,[::1]:22' },
    });
  });

  it('gives no argument of a ProxyCommand away', () => {
    const { command, written } = parseSshPlan('proxycommand exec /usr/bin/nc -x you:s3cret@p:3128 %h %p\n');
    expect(command).toBe('nc');
    expect(written?.keyword).toBe('proxycommand');
    expect(parseSshPlan('proxycommand $(s3cret)\n').command).toBe('a shell command');
  });

  it.each(['', 'proxycommand none\nproxyjump none\n', 'garbage', '\u0000\u001b'])(
    '%j names nothing between',
    (text) => {
      expect(parseSshPlan(text)).toMatchObject({
        jumps: [],
        command: undefined,
        written: undefined,
        port: 22,
      });
    },
  );

  it('has every key file and the agent', () => {
    const plan = parseSshPlan('identityfile ~/.ssh/a\nidentityfile ~/.ssh/b\nidentityagent /run/x\n');
    expect(plan).toMatchObject({ identityFiles: ['~/.ssh/a', '~/.ssh/b'], agent: '/run/x' });
  });
});

describe('a configuration file of ssh', () => {
  const text = 'Host a\n\tProxyJump b\n  proxyjump=c\nProxyJump "d"\nPort 22\nProxyJump ssh://you@1.2.3.4:22';

  it.each([
    ['proxyjump', 'b', 2],
    ['proxyjump', 'c', 3],
    ['proxyjump', 'd', 4],
    ['proxyjump', 'e', undefined],
    ['proxyjump', 'you@[1.2.3.4]:22', 6],
    ['port', '22', 5],
  ])('has %s %s on its line', (keyword, value, line) => {
    expect(sshSettingLine(text, keyword, value)).toBe(line);
  });

  it.each([
    ['Match host a exec "x"', 1],
    ['Host a\nMatch exec x', 2],
    ['\tMATCH !EXEC x', 1],
    ['match=exec x', 1],
    ['Match user a "exec" x', 1],
    ['Match host a', undefined],
    ['# Match exec x', undefined],
    ['Host exec', undefined],
  ])('%j has a command to run: %s', (config, line) => {
    expect(sshFileFacts(config).execLine).toBe(line);
  });

  it('names its includes', () => {
    expect(sshFileFacts('Include a "b c" ~/d\nHost x\n include conf.d/*\n').includes).toEqual([
      'a',
      'b c',
      '~/d',
      'conf.d/*',
    ]);
  });
});
