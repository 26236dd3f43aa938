import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDaemon } from './daemon.ts';

/** Nameservers have port 53, which is root's; undefined where one can be started. */
export const NO_NAMESERVER = missing();

function missing(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may listen on port 53';
  const { status } = spawnSync('dnsmasq', ['--version']);
  return status === 0 ? undefined : 'dnsmasq is not installed';
}

const PORT = 53;
const [high, low] = [1 + Math.floor(Math.random() * 250), 1 + Math.floor(Math.random() * 250)];
let last = 1;

/** An address of loopback that no other test has. */
export function ownAddress(): string {
  last += 1;
  return `127.${high}.${low}.${last}`;
}

export interface Dnsmasq extends AsyncDisposable {
  readonly address: string;
  /** The questions that came, in order: `A goproxy.test`. */
  asked(): Promise<readonly string[]>;
}

/** A dnsmasq that knows `records` (`NAME,ADDRESS,…`) and answers for every other name below `test` that there is none. */
export async function startDnsmasq(records: readonly string[]): Promise<Dnsmasq> {
  const address = ownAddress();
  const folder = await mkdtemp(join(tmpdir(), 'gv-test-dnsmasq-'));
  const log = join(folder, 'log');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const options = [
    '--keep-in-foreground',
    '--no-resolv',
    '--no-hosts',
    '--conf-file=/dev/null',
    '--bind-interfaces',
  ];
  const own = [
    `--listen-address=${address}`,
    '--log-queries',
    `--log-facility=${log}`,
    '--user=root',
    '--pid-file=',
  ];
  const names = ['--local=/test/', ...records.map((record) => `--host-record=${record}`)];
  const daemon = await startDaemon(['dnsmasq', ...options, ...own, ...names], PORT, address).catch(
    async (error: unknown) => {
      await remove();
      throw error;
    },
  );
  return {
    address,
    asked: async () => {
      const lines = await readFile(log, 'utf8');
      return [...lines.matchAll(/: query\[(\w+)\] (\S+) from /g)].map(([, type, name]) => `${type} ${name}`);
    },
    [Symbol.asyncDispose]: async () => {
      await daemon[Symbol.asyncDispose]();
      await remove();
    },
  };
}

export interface OddNameserver extends AsyncDisposable {
  readonly address: string;
  /** The packets that came. */
  readonly packets: readonly Buffer[];
}

/** A nameserver that sends what `answers` makes of a question from a port, after a delay in milliseconds: nothing, or several packets. */
export async function startNameserver(
  answers: (question: Buffer, port: number) => readonly Buffer[],
  delayMs = 0,
): Promise<OddNameserver> {
  const address = ownAddress();
  const packets: Buffer[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address: from }) => {
    packets.push(question);
    timers.add(
      setTimeout(() => {
        for (const answer of answers(question, port)) socket.send(answer, port, from);
      }, delayMs),
    );
  });
  socket.bind(PORT, address);
  await once(socket, 'listening');
  return {
    address,
    packets,
    [Symbol.asyncDispose]: async () => {
      for (const timer of timers) clearTimeout(timer);
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** The well-formed answer to a question: one address of IPv4 for A, none for another type. */
export function answerTo(question: Buffer, address = '10.0.0.1'): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const isA = question.readUInt16BE(end - 4) === 1;
  const header = Buffer.from([
    question[0] ?? 0,
    question[1] ?? 0,
    0x81,
    0x80,
    0,
    1,
    0,
    isA ? 1 : 0,
    0,
    0,
    0,
    0,
  ]);
  const data = address.split('.').map(Number);
  const record = isA ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...data]) : Buffer.alloc(0);
  return Buffer.concat([header, question.subarray(12, end), record]);
}
