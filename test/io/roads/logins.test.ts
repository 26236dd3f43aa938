import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIB, roadHome, roadTo, SSH, told } from '../../support/road-home.ts';

describe('who signs in', () => {
  it('is the netrc for go and git, and helpers by their names, none of which is run', async () => {
    const config =
      '[credential]\n\thelper = store --file s3cret\n[credential "https://git.corp.example"]\n\thelper = "!touch ~/ran"\n';
    await using world = await roadHome({
      '.gitconfig': config,
      '.netrc': '# mine\nmachine git.corp.example login you password s3cret\n',
    });
    const road = await roadTo(world);
    const [file, netrc] = ['.gitconfig', '.netrc'].map((name) => join(world.folder, name));
    expect(road.goLogins).toEqual([{ kind: 'netrc', origin: { from: netrc, line: 2 } }]);
    expect(road.gitLogins).toEqual([
      { kind: 'netrc', origin: { from: netrc, line: 2 } },
      { kind: 'helper', what: 'store', origin: { from: file, line: 2 } },
      { kind: 'helper', what: 'a shell command', origin: { from: file, line: 4 } },
    ]);
    expect(readdirSync(world.folder)).not.toContain('ran');
    expect(JSON.stringify(road)).not.toContain('s3cret');
  });

  it('is another netrc for go where NETRC names one, which git does not read', async () => {
    const text = 'machine git.corp.example login you password x\n';
    await using world = await roadHome({ mine: text });
    const road = await roadTo({ ...world, env: { ...world.env, NETRC: join(world.folder, 'mine') } });
    expect([road.goLogins.length, road.gitLogins.length]).toEqual([1, 0]);
  });

  it('is a program of GOAUTH for go, by its name', async () => {
    await using world = await roadHome({}, { GOAUTH: '/opt/tok --secret s3cret; git /srv' });
    const origin = { from: 'the environment' };
    expect((await roadTo(world)).goLogins).toEqual([
      { kind: 'goauth', what: 'tok', origin },
      { kind: 'goauth', what: 'git', origin },
    ]);
  });

  it('is an address of insteadOf, a header and a certificate, without what they hold', async () => {
    const config = `[url "https://you:s3cret@git.corp.example/"]
	insteadOf = https://git.corp.example/
[http "https://git.corp.example"]
	extraHeader = Authorization: Basic s3cret
	sslCert = /home/you/s3cret.pem
`;
    await using world = await roadHome({ '.gitconfig': config });
    const road = await roadTo(world);
    expect(road.gitLogins.map(({ kind }) => kind)).toEqual(['address', 'header', 'client-certificate']);
    expect(road.gitLogins[1]?.origin?.line).toBe(4);
    expect(road.address.shown).toBe(`https://${LIB}`);
    expect(JSON.stringify(road)).not.toContain('s3cret');
  });

  it('for ssh is an agent and key files, which are counted', async () => {
    await using world = await roadHome({ '.gitconfig': SSH });
    const key = join(world.folder, 's3cret-key');
    told(world, 'ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key);
    const socket = join(world.folder, 'agent');
    const pid = /AGENT_PID=(\d+)/.exec(told(world, 'ssh-agent', '-a', socket))?.[1];
    try {
      const env = {
        ...world.env,
        SSH_AUTH_SOCK: socket,
        GIT_SSH_COMMAND: `ssh -F /dev/null -i ${key} -i ${key}-gone`,
      };
      expect((await roadTo({ ...world, env })).gitLogins).toEqual([{ kind: 'key-file', count: 1 }]);
      told({ ...world, env }, 'ssh-add', '-q', key);
      const road = await roadTo({ ...world, env });
      expect(road.gitLogins).toEqual([
        { kind: 'agent', count: 1 },
        { kind: 'key-file', count: 1 },
      ]);
      expect(JSON.stringify(road)).not.toContain('s3cret');
    } finally {
      process.kill(Number(pid));
    }
  });
});
