import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { startDnsmasq, startNameserver } from '../../support/nameservers.ts';
import { NO_OWN_ETC, ownEtc, type OwnEtc } from '../../support/own-etc.ts';
import { type RunOptions, sandbox, type Sandbox } from '../../support/sandbox.ts';
import { unless } from '../../support/unless.ts';

const HOST = 'goproxy.test';
/** Nothing listens on this port: only the name is of interest here. */
const GOPROXY = `http://${HOST}:9`;

interface Checkup {
  readonly findings: readonly {
    readonly code: string;
    readonly level: string;
    readonly text: string;
    readonly cure: string;
  }[];
  readonly net: { readonly resolver: Record<string, unknown> };
}

async function doctor(box: Sandbox, etc: OwnEtc, options: RunOptions = {}): Promise<Checkup> {
  const command = [join(box.root, 'bin', 'gv'), 'doctor', 'net', 'gv.test/m@v1.0.0', '--no-go', '--json'];
  const env = { ...options.env, GOPROXY, GOSUMDB: 'off' };
  const ran = await box.run(etc.under(command), { ...options, env });
  const { data } = JSON.parse(ran.stdout) as { readonly data: Checkup };
  return data;
}

const OWN = ['nameserver-dead', 'nameserver-slow', 'resolver-differs', 'search-list-long', 'netdns-ignored'];

function own({ findings }: Checkup): readonly unknown[] {
  return findings.filter(({ code }) => OWN.includes(code));
}

describe('gv doctor net', () => {
  unless(NO_OWN_ETC)(
    'ends in time where no nameserver answers, and judges none that had no time',
    async () => {
      await using box = await sandbox();
      await using mute = await startNameserver(() => []);
      // The C library would wait for it for 60 s; a gv that waits with it is killed, with 137.
      using etc = ownEtc({
        'resolv.conf': `nameserver ${mute.address}\noptions timeout:30 attempts:2\n`,
      });
      const command = [join(box.root, 'bin', 'gv'), 'doctor', 'net', 'gv.test/m@v1.0.0', '--no-go', '--json'];
      const timed = etc.under(['timeout', '-s', 'KILL', '20', ...command, '--timeout', '1']);
      const { code, stdout } = await box.run(timed, { env: { GOPROXY, GOSUMDB: 'off' } });
      const { data } = JSON.parse(stdout) as { readonly data: Checkup };
      expect([code, own(data)]).toEqual([0, []]);
      expect(data.findings.map((each) => each.code)).toEqual(expect.arrayContaining(['cut-short']));
    },
  );

  unless(NO_OWN_ETC)('names a dead nameserver with its line and its cost; its cure helps', async () => {
    await using box = await sandbox();
    await using mute = await startNameserver(() => []);
    await using server = await startDnsmasq([`${HOST},127.0.0.1,2001:db8::1`]);
    const options = 'options timeout:1 attempts:1\n';
    const bad = `nameserver ${mute.address}\nnameserver ${server.address}\n${options}`;
    using etc = ownEtc({ 'resolv.conf': bad });
    const sick = await doctor(box, etc);
    expect(own(sick)).toMatchObject([
      {
        code: 'nameserver-dead',
        level: 'problem',
        text: `${mute.address} (/etc/resolv.conf:1) gives no answer; each look-up waits 1 s for it before the next is asked`,
        cure: 'take line 1 out of /etc/resolv.conf, or where the file is made (resolvectl, NetworkManager)',
        undo: `the line again in /etc/resolv.conf: nameserver ${mute.address}`,
        at: { file: '/etc/resolv.conf', line: 1 },
        cost: { ms: 1000, per: 'look-up' },
      },
    ]);
    const addresses = expect.arrayContaining(['127.0.0.1', '2001:db8::1']) as unknown;
    expect(sick.net.resolver).toMatchObject({
      go: ['files', 'dns'],
      libc: ['files', 'dns'],
      nameservers: [
        { address: mute.address, line: 1, a: { failed: 'no-answer' }, aaaa: { failed: 'no-answer' } },
        { address: server.address, line: 2 },
      ],
      lookUp: { name: HOST, libc: { addresses }, go: { addresses, names: [`${HOST}.`], packets: 2 } },
    });
    etc.write('resolv.conf', bad.replace(/^.*\n/, ''));
    expect(own(await doctor(box, etc))).toEqual([]);
  });

  unless(NO_OWN_ETC)('says so where /etc/resolv.conf is not there', async () => {
    await using box = await sandbox();
    using etc = ownEtc({});
    const found = await doctor(box, etc);
    expect(own(found)).toMatchObject([
      {
        code: 'nameserver-dead',
        level: 'problem',
        text: '/etc/resolv.conf names no nameserver, and the default 127.0.0.1 gives no answer',
      },
    ]);
    expect(found.net.resolver).toMatchObject({ lookUp: { libc: null } });
  });

  unless(NO_OWN_ETC)(
    'tells a long search list, and names that go and the C library find elsewhere',
    async () => {
      await using box = await sandbox();
      await using server = await startDnsmasq([`${HOST},127.0.0.1`, `${HOST}.c.test,127.0.0.9`]);
      const text = `nameserver ${server.address}\nsearch a.test b.test c.test\noptions ndots:4\n`;
      using etc = ownEtc({ 'resolv.conf': text });
      // Only the C library reads this variable, and asks for the host as it is first.
      expect(own(await doctor(box, etc, { env: { RES_OPTIONS: 'ndots:1' } }))).toMatchObject([
        {
          code: 'search-list-long',
          level: 'note',
          evidence: [{ value: 6 }, {}, { value: 4 }],
          at: { line: 2 },
        },
        {
          code: 'resolver-differs',
          level: 'advice',
          evidence: [{ value: '127.0.0.9' }, { value: '127.0.0.1' }, {}, {}],
        },
      ]);
    },
  );
});
