import { readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIB, roadHome, roadTo, SSH, told } from '../../support/road-home.ts';

describe('the address that git uses', () => {
  it('is the one that go asks where nothing is written', async () => {
    await using world = await roadHome({});
    const road = await roadTo(world);
    expect(road).toMatchObject({ transport: 'https', rewritten: undefined, pushOnly: undefined, unread: [] });
    expect(road.address.shown).toBe(`https://${LIB}`);
    expect([road.between, road.goBetween]).toEqual([{ kind: 'none' }, { kind: 'none' }]);
    expect([...road.gitLogins, ...road.goLogins]).toEqual([]);
  });

  it('is what insteadOf makes of it, with file and line, in an included file too', async () => {
    await using world = await roadHome({
      '.gitconfig': '[user]\n\tname = x\n[include]\n\tpath = more\n',
      more: `# remark\n${SSH}`,
    });
    const road = await roadTo(world);
    expect(road.address.shown).toBe(told(world, 'git', 'ls-remote', '--get-url', `https://${LIB}`));
    expect(road).toMatchObject({
      transport: 'ssh',
      rewritten: { from: join(world.folder, 'more'), line: 3 },
      sshHost: { host: 'git.corp.example', port: 22 },
    });
  });

  it('may come from the environment', async () => {
    await using world = await roadHome(
      {},
      {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'url.file:///srv/.insteadOf',
        GIT_CONFIG_VALUE_0: 'https://git.corp.example/',
      },
    );
    const road = await roadTo(world);
    expect(road).toMatchObject({ transport: 'file', rewritten: { from: 'the environment' } });
    expect(road.address.shown).toBe('file:///srv/team/lib');
  });

  it('is not taken from a repository around gv, nor from one that GIT_DIR names', async () => {
    await using world = await roadHome({});
    told(world, 'git', 'init', '-q', world.folder);
    writeFileSync(join(world.folder, '.git', 'config'), SSH);
    const env = { ...world.env, GIT_DIR: join(world.folder, '.git') };
    expect((await roadTo(world)).transport).toBe('https');
    expect((await roadTo({ ...world, env })).transport).toBe('https');
    expect(told({ ...world, env }, 'git', 'ls-remote', '--get-url', `https://${LIB}`)).toContain('ssh://');
  });

  it('is not changed by pushInsteadOf, which is told', async () => {
    await using world = await roadHome({ '.gitconfig': SSH.replace('insteadOf', 'pushInsteadOf') });
    const pushOnly = { from: join(world.folder, '.gitconfig'), line: 2 };
    expect(await roadTo(world)).toMatchObject({ transport: 'https', rewritten: undefined, pushOnly });
  });

  it('of 60 generated rules is always that of git itself', async () => {
    const bases = Array.from({ length: 60 }, (_, at) => {
      const path = `https://git.corp.example/${['', 't', 'te', 'team/', 'team/lib'][at % 5]}`;
      return `[url "ssh://h${at}.example/"]\n\t${at % 3 === 0 ? 'pushI' : 'i'}nsteadOf = ${path.slice(0, path.length - (at % 4))}\n`;
    });
    for (const part of [bases.slice(0, 7), bases.slice(7, 20), bases.toReversed(), bases]) {
      await using world = await roadHome({ '.gitconfig': part.join('') });
      const road = await roadTo(world);
      const used = told(world, 'git', 'ls-remote', '--get-url', `https://${LIB}`);
      expect(road.address.shown).toBe(used);
      const line = road.rewritten?.line ?? 0;
      const base = part.join('').split('\n')[line - 2] ?? '';
      expect(used.startsWith(/"(.*)"/.exec(base)?.[1] ?? '-')).toBe(true);
    }
  });
});

describe('a server in between', () => {
  const PROXY = '[http]\n\tproxy = http://you:s3cret@one.example:3128\n';

  it('is http.proxy for git and HTTPS_PROXY for go', async () => {
    await using world = await roadHome({ '.gitconfig': PROXY }, { HTTPS_PROXY: 'http://two.example:1' });
    const road = await roadTo(world);
    expect(road.between).toEqual({
      kind: 'http-proxy',
      url: 'http://one.example:3128/',
      setting: 'http.proxy',
      origin: { from: join(world.folder, '.gitconfig'), line: 2 },
    });
    expect(road.goBetween).toMatchObject({ url: 'http://two.example:1/', setting: 'HTTPS_PROXY' });
    expect(JSON.stringify(road)).not.toContain('s3cret');
  });

  it.each([
    [{ https_proxy: 'a.example:1', HTTPS_PROXY: 'b.example:1' }, 'https_proxy', 'HTTPS_PROXY'],
    [{ ALL_PROXY: 'a.example:1' }, 'ALL_PROXY', undefined],
    [{ HTTPS_PROXY: 'a.example:1', NO_PROXY: '.corp.example' }, undefined, undefined],
  ])('of %j is %s for git and %s for go', async (env, forGit, forGo) => {
    await using world = await roadHome({}, env);
    const { between, goBetween } = await roadTo(world);
    expect('setting' in between ? between.setting : undefined).toBe(forGit);
    expect('setting' in goBetween ? goBetween.setting : undefined).toBe(forGo);
  });

  it('is taken away for one host by an empty http.proxy', async () => {
    const more = '[http "https://git.corp.example"]\n\tproxy =\n';
    await using world = await roadHome({ '.gitconfig': PROXY + more }, { HTTPS_PROXY: 'two.example:1' });
    expect((await roadTo(world)).between).toEqual({ kind: 'none' });
    expect((await roadTo(world, { subject: 'other.example/x' })).between).toMatchObject({
      setting: 'http.proxy',
    });
  });

  it('is a host of ProxyJump, which is told with file and line and without the account', async () => {
    const config = 'Host git.corp.example\n  Port 2222\n  ProxyJump you@bastion.example:99\n';
    await using world = await roadHome({ '.gitconfig': SSH, cfg: config });
    const cfg = join(world.folder, 'cfg');
    const env = { ...world.env, GIT_SSH_COMMAND: `ssh -F ${cfg}` };
    const road = await roadTo({ ...world, env });
    expect(road.between).toEqual({
      kind: 'jump',
      hosts: ['bastion.example:99'],
      origin: { from: cfg, line: 3 },
    });
    expect(road.sshHost).toEqual({ host: 'git.corp.example', port: 2222 });
    expect(road.sshProgram).toEqual({ setting: 'GIT_SSH_COMMAND', from: 'the environment' });
    expect(told(world, 'ssh', '-F', cfg, '-G', 'git.corp.example')).toContain('\nproxyjump you@bastion');
  });

  it('is the program of ProxyCommand, without its arguments', async () => {
    const config = 'Host *.example\n  ProxyCommand /usr/bin/nc -X connect -x you:s3cret@p:3128 %h %p\n';
    await using world = await roadHome({
      '.gitconfig': SSH,
      inner: config,
      cfg: 'Include ~/x\nInclude inner\n',
    });
    const at = (name: string): string => join(world.folder, name);
    writeFileSync(at('cfg'), `Include ${at('in*')}\n`);
    const env = { ...world.env, GIT_SSH_COMMAND: `ssh -F ${at('cfg')}` };
    const road = await roadTo({ ...world, env });
    expect(road.between).toEqual({ kind: 'command', program: 'nc', origin: { from: at('inner'), line: 2 } });
    expect(JSON.stringify(road)).not.toContain('s3cret');
  });

  it('is not asked for where ssh would run a command of its configuration', async () => {
    await using world = await roadHome({ '.gitconfig': SSH });
    const at = (name: string): string => join(world.folder, name);
    writeFileSync(at('cfg'), `Include ${at('inner')}\n`);
    writeFileSync(at('inner'), `Host x\nMatch exec "touch ${at('ran')}"\n  ProxyJump j.example\n`);
    const env = { ...world.env, GIT_SSH_COMMAND: `ssh -F ${at('cfg')}` };
    const road = await roadTo({ ...world, env });
    expect(road.between.kind).toBe('unknown');
    expect(road.unread.map(({ why }) => why)).toEqual([`Match exec in ${at('inner')}:2 would run a command`]);
    expect(readdirSync(world.folder)).not.toContain('ran');
    const asked = await roadTo({ ...world, env }, { mayExec: true });
    expect(asked.between).toMatchObject({ kind: 'jump', hosts: ['j.example'] });
    expect(readdirSync(world.folder)).toContain('ran');
  });
});

describe('core.sshCommand', () => {
  it('is hidden by a go that exports GIT_SSH_COMMAND itself, unless the user did', async () => {
    const config = `${SSH}[core]\n\tsshCommand = ssh -F /dev/null -p 2200\n`;
    await using world = await roadHome({ '.gitconfig': config });
    const source = join(world.folder, 'go', 'src', 'cmd', 'go', 'internal', 'modload');
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, 'init.go'), '\tos.Setenv("GIT_SSH_COMMAND", "ssh")\n');
    const goroot = join(world.folder, 'go');
    const origin = { from: join(world.folder, '.gitconfig'), line: 4 };
    expect(await roadTo(world)).toMatchObject({
      sshHidden: undefined,
      sshProgram: { setting: 'core.sshCommand', ...origin },
      sshHost: { port: 2200 },
    });
    const hidden = await roadTo(world, { goroot });
    expect(hidden).toMatchObject({ sshHidden: origin, sshProgram: undefined, sshHost: { port: 22 } });
    const env = { ...world.env, GIT_SSH_COMMAND: 'ssh -F /dev/null -p 2201' };
    expect(await roadTo({ ...world, env }, { goroot })).toMatchObject({
      sshHidden: undefined,
      sshHost: { port: 2201 },
    });
  });
});
