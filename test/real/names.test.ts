import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { traceLine } from '../../src/core/go-run/trace-line.ts';
import { lookupOrder } from '../../src/core/names/lookup-order.ts';
import { nameList } from '../../src/core/names/name-list.ts';
import { parseHostsLine } from '../../src/core/names/nsswitch.ts';
import { parseResolvConf } from '../../src/core/names/resolv-conf.ts';
import { startDnsmasq } from '../support/nameservers.ts';
import { NO_GO, SYSTEM_GO } from '../support/net-context.ts';
import { NO_OWN_ETC, ownEtc, type OwnEtc } from '../support/own-etc.ts';
import { unless } from '../support/unless.ts';

const HOST = 'goproxy.test';
const missing = NO_GO ?? NO_OWN_ETC;

/** The lines of a go that looks the host up and is refused there. */
function goTrace(etc: OwnEtc, godebug = 'netdns=2'): readonly string[] {
  const home = mkdtempSync(join(tmpdir(), 'gv-test-'));
  const go = join(SYSTEM_GO.stdout.trim(), 'bin', 'go');
  const [program = '', ...args] = etc.under([go, 'mod', 'download', '-x', 'gv.test/m@v1.0.0']);
  const env = {
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    HOME: home,
    GOPROXY: `http://${HOST}:9`,
    GOSUMDB: 'off',
    GOENV: 'off',
    GOTOOLCHAIN: 'local',
    GOTELEMETRY: 'off',
    GODEBUG: godebug,
  };
  const { stderr } = spawnSync(program, args, { cwd: home, env, encoding: 'utf8' });
  rmSync(home, { recursive: true, maxRetries: 5 });
  return stderr.split('\n');
}

function goOrder(lines: readonly string[]): readonly string[] | undefined {
  return lines.flatMap((text) => {
    const line = traceLine(text);
    return line?.kind === 'order' ? [line.order] : [];
  })[0];
}

const NSSWITCH = [
  'hosts: dns files',
  'hosts: files',
  'hosts: files mymachines resolve [!UNAVAIL=return] dns',
  'hosts: resolve [!UNAVAIL=return] files',
  'hosts: mdns4_minimal [NOTFOUND=return]',
  'hosts: files [',
  'hosts: dns # files',
  'hosts:\tdns\tfiles',
  'no colon\nhosts: dns',
  '',
];

describe('go and gv', () => {
  unless(missing)('read nsswitch.conf alike', () => {
    using etc = ownEtc({ 'resolv.conf': 'nameserver 127.0.0.1\n', hosts: `127.0.0.1 ${HOST}\n` });
    const facts = {
      hasUnknownOption: false,
      canUseCgo: false,
      netdns: '',
      isResolverSet: false,
      hasMdnsAllow: false,
    };
    const orders = NSSWITCH.map((text) => {
      etc.write('nsswitch.conf', text);
      const own = lookupOrder({ ...facts, hosts: parseHostsLine(text), name: HOST, hostname: 'box' });
      return { text, gv: own, go: goOrder(goTrace(etc)) };
    });
    expect(orders.map(({ text, gv }) => ({ text, order: gv }))).toEqual(
      orders.map(({ text, go }) => ({ text, order: go })),
    );
    return Promise.resolve();
  });

  unless(missing)('ask for the same names of a search list, in the same order', async () => {
    await using server = await startDnsmasq([`${HOST}.c.test,127.0.0.1`]);
    for (const options of ['', 'options ndots:5', 'options ndots:0']) {
      const text = `nameserver ${server.address}\nsearch a.test. b.test c.test d.test\n${options}\n`;
      using etc = ownEtc({ 'resolv.conf': text });
      const before = (await server.asked()).length;
      goTrace(etc);
      const asked = (await server.asked()).slice(before).filter((each) => each.startsWith('A '));
      const names = nameList(HOST, parseResolvConf(text, 'box')).map(
        (name) => `A ${name.replace(/\.$/, '')}`,
      );
      // The name that has an address is the last one.
      expect(asked).toEqual(names.slice(0, names.indexOf(`A ${HOST}.c.test`) + 1));
    }
  });

  unless(missing)('know that netdns=cgo changes nothing', async () => {
    using etc = ownEtc({ 'resolv.conf': 'nameserver 127.0.0.1\n', hosts: `127.0.0.1 ${HOST}\n` });
    const lines = goTrace(etc, 'netdns=cgo+2').map((text) => traceLine(text));
    expect(lines).toContainEqual({ kind: 'resolver', resolver: 'netdns-ignored' });
    const { buildInfoOf } = await import('../../src/io/go/program-file.ts');
    expect(buildInfoOf(join(SYSTEM_GO.stdout.trim(), 'bin', 'go'))?.isCgo).toBe(false);
  });
});
