import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect } from 'vitest';
import { parseResolvConf } from '../../../src/core/names/resolv-conf.ts';
import type { NameserverReply } from '../../../src/io/names/nameserver.ts';
import {
  askedNameservers,
  hasAnswered,
  isMute,
  medianMs,
  type AskedNameserver,
} from '../../../src/jobs/names/asked-nameservers.ts';
import { nameserverFindings } from '../../../src/jobs/names/nameserver-findings.ts';
import { ownLookup } from '../../../src/jobs/names/own-lookup.ts';
import {
  answerTo,
  NO_NAMESERVER,
  ownAddress,
  startDnsmasq,
  startNameserver,
} from '../../support/nameservers.ts';
import { unless } from '../../support/unless.ts';

const NAME = 'goproxy.test';
const { signal } = new AbortController();

function confOf(addresses: readonly string[], options = ''): ReturnType<typeof parseResolvConf> {
  return parseResolvConf(`${addresses.map((each) => `nameserver ${each}\n`).join('')}${options}\n`, 'box');
}

function ask(...addresses: readonly string[]): Promise<readonly AskedNameserver[]> {
  return askedNameservers(confOf(addresses), NAME, signal);
}

async function only(address: string): Promise<AskedNameserver> {
  const [asked] = await ask(address);
  if (asked === undefined) throw new RangeError(address);
  return asked;
}

const good = (...addresses: readonly string[]) => ({
  kind: 'answer',
  code: 0,
  addresses,
  isTruncated: false,
});

const files = (conf: ReturnType<typeof parseResolvConf>, inHosts: readonly string[] = []) => ({
  conf,
  hosts: { kind: 'absent' as const },
  hostname: 'box',
  hasMdnsAllow: false,
  inHosts: () => inHosts,
});
const order = ['files', 'dns'] as const;

describe('a nameserver', () => {
  unless(NO_NAMESERVER)('is asked by one packet for A and one for AAAA', async () => {
    await using server = await startDnsmasq([`${NAME},10.0.0.1,2001:db8::1`]);
    expect(await only(server.address)).toMatchObject({ a: good('10.0.0.1'), aaaa: good('2001:db8::1') });
    expect((await server.asked()).toSorted()).toEqual([`A ${NAME}`, `AAAA ${NAME}`]);
  });

  unless(NO_NAMESERVER)('that is mute is given up after 2 s, whoever else answers for it', async () => {
    const forger = createSocket('udp4').bind(0, ownAddress());
    await once(forger, 'listening');
    await using mute = await startNameserver((question, port) => {
      forger.send(answerTo(question), port, '127.0.0.1');
      return [];
    });
    await using server = await startDnsmasq([`${NAME},10.0.0.1`]);
    const conf = confOf([mute.address, server.address], 'options timeout:3');
    const nameservers = await askedNameservers(conf, NAME, signal);
    const [dead, alive] = nameservers;
    expect(dead).toMatchObject({ a: { kind: 'no-answer' }, aaaa: { kind: 'no-answer' }, times: [] });
    expect(alive).toMatchObject({ a: good('10.0.0.1'), aaaa: good() });
    expect(dead !== undefined && isMute(dead) && !hasAnswered(dead)).toBe(true);
    expect(Math.round((dead?.a.ms ?? 0) / 300)).toBe(7);
    // Each question is repeated once.
    expect(mute.packets).toHaveLength(4);
    const own = await ownLookup({ name: NAME, files: files(conf), order, nameservers, signal });
    expect(own).toMatchObject({ addresses: ['10.0.0.1'], names: [`${NAME}.`] });
    expect(Math.floor(own.ms / 1000)).toBe(3);
    forger.close();
  });

  unless(NO_NAMESERVER)('may lose one packet', async () => {
    let count = 0;
    // The first two packets are the first question of each type.
    await using server = await startNameserver((question) => ((count += 1) > 2 ? [answerTo(question)] : []));
    expect(await only(server.address)).toMatchObject({ a: good('10.0.0.1'), aaaa: good() });
  });

  unless(NO_NAMESERVER)('that is not there refuses at once', async () => {
    const asked = await only(ownAddress());
    expect(asked).toMatchObject({ a: { kind: 'refused' }, aaaa: { kind: 'refused' } });
  });

  unless(NO_NAMESERVER)('is asked three times where one is slow, and the middle time counts', async () => {
    await using slow = await startNameserver((question) => [answerTo(question)], 250);
    await using server = await startDnsmasq([`${NAME},10.0.0.1`]);
    const [first, second] = await ask(slow.address, server.address);
    expect(first?.times).toHaveLength(3);
    expect(first === undefined ? 0 : medianMs(first)).toBeGreaterThan(245);
    expect(second?.times).toHaveLength(3);
    expect((await server.asked()).length).toBe(4);
  });
});

describe('a hostile answer', () => {
  const kinds = async (
    answers: (question: Buffer) => readonly Buffer[],
  ): Promise<NameserverReply['kind']> => {
    await using server = await startNameserver(answers);
    return (await only(server.address)).a.kind;
  };
  const changed = (question: Buffer, change: (answer: Buffer) => void): Buffer => {
    const answer = answerTo(question);
    change(answer);
    return answer;
  };

  unless(NO_NAMESERVER)(
    'with another id or another question does not count: the good one behind it does',
    async () => {
      await using server = await startNameserver((question) => [
        changed(question, (answer) => answer.writeUInt16BE(answer.readUInt16BE(0) ^ 1, 0)),
        changed(question, (answer) => answer.write('x', 14)),
        Buffer.from('nonsense'),
        Buffer.alloc(65_000),
        answerTo(question, '10.0.0.9'),
      ]);
      expect((await only(server.address)).a).toMatchObject(good('10.0.0.9'));
    },
  );

  unless(NO_NAMESERVER)('may be malformed, which is told', async () => {
    const cut = (question: Buffer): Buffer => {
      const answer = answerTo(question);
      return answer.readUInt16BE(6) === 0 ? answer : answer.subarray(0, -2);
    };
    expect(await kinds((question) => [cut(question)])).toBe('malformed');
    expect(await kinds((question) => [changed(question, (answer) => answer.writeUInt16BE(65_535, 6))])).toBe(
      'malformed',
    );
  });
});

describe('a look-up as go does it', () => {
  unless(NO_NAMESERVER)('asks for each name of the search list, and no name twice', async () => {
    await using server = await startDnsmasq([`${NAME},10.0.0.1`]);
    const conf = confOf([server.address], 'search a.test b.test c.test\noptions ndots:5');
    const nameservers = await askedNameservers(conf, NAME, signal);
    const own = await ownLookup({ name: NAME, files: files(conf), order, nameservers, signal });
    const names = ['a', 'b', 'c'].map((domain) => `${NAME}.${domain}.test.`);
    expect(own).toMatchObject({ addresses: ['10.0.0.1'], names: [...names, `${NAME}.`], isKnown: true });
    expect((await server.asked()).length).toBe(2 * own.names.length);
  });

  unless(NO_NAMESERVER)('asks nobody for a name that /etc/hosts has', async () => {
    await using server = await startDnsmasq([]);
    const conf = confOf([server.address]);
    const request = { name: NAME, order, nameservers: [], signal };
    const own = await ownLookup({ ...request, files: files(conf, ['10.0.0.7']) });
    expect(own).toMatchObject({ addresses: ['10.0.0.7'], isFromHosts: true, names: [], ms: 0 });
    expect(await server.asked()).toEqual([]);
  });
});

describe('the findings about nameservers', () => {
  const findings = (conf: ReturnType<typeof parseResolvConf>, nameservers: readonly AskedNameserver[]) => {
    const orders = { goOrder: order, cgoOrder: order };
    return nameserverFindings({ files: files(conf), ...orders, nameservers, lookUp: undefined });
  };

  unless(NO_NAMESERVER)('are about the order: a dead or slow nameserver counts most in front', async () => {
    await using slow = await startNameserver((question) => [answerTo(question)], 250);
    await using server = await startDnsmasq([`${NAME},10.0.0.1`]);
    // Its packets for IPv6 are lost, as behind some firewalls.
    await using half = await startNameserver((question) => {
      return question.readUInt16BE(question.indexOf(0, 12) + 1) === 1 ? [answerTo(question)] : [];
    });
    const conf = confOf([slow.address, half.address, server.address]);
    const asked = await askedNameservers(conf, NAME, signal);
    expect(findings(conf, asked)).toMatchObject([
      {
        code: 'nameserver-dead',
        level: 'advice',
        text: `${half.address} (/etc/resolv.conf:2) answers for IPv4 and gives no answer for IPv6, and go waits for both; a look-up waits 5 s for it whenever the ones before it give no answer`,
      },
      { code: 'nameserver-slow', level: 'advice', cost: { per: 'look-up' }, at: { line: 1 } },
    ]);
    const [first, second, third] = asked;
    if (first === undefined || second === undefined || third === undefined) throw new RangeError('asked');
    expect(
      findings(conf, [second, third, first]).map(({ code, level, cost }) => [code, level, cost]),
    ).toEqual([
      ['nameserver-dead', 'problem', { ms: 5000, per: 'look-up' }],
      ['nameserver-slow', 'advice', undefined],
    ]);
    expect(findings(conf, [third])).toEqual([]);
    expect(findings(conf, [first])).toEqual([]);
    const cures = findings(conf, [second]).map(({ level, cure }) => [level, cure.split(',')[0]]);
    expect(cures).toEqual([['problem', 'name a nameserver that answers in line 2 of /etc/resolv.conf']]);
  });
});
