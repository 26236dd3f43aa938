import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Verdict } from '../../src/core/net/net-report.ts';
import { publish } from '../support/broken-settings.ts';
import { measureChain } from '../support/net-chain.ts';
import {
  httpAnswer,
  startAnswering,
  startBlackHole,
  startProxies,
  STATUSES,
} from '../support/net-servers.ts';
import { deadUrl, startRawServer } from '../support/raw-server.ts';
import { makeAuthority } from '../support/release-tls.ts';

/**
 * Compares Go's own verdict over an entry of GOPROXY with that of `gv doctor net`, for each kind of server and both separators. A
 * script of its own, because the go command waits for minutes: `node test/tools/verdicts.ts`. Exit 1 where a cell differs.
 */

const TARGET = 'example.com/lib@v1.0.0';
/** go needs three requests of 30 s for a port that takes no connection. */
const LONGEST_MS = 110_000;
const AT_ONCE = 4;

const folder = mkdtempSync(join(tmpdir(), 'gv-test-verdicts-'));
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));

const www = join(folder, 'www');
publish(www);
const authority = await makeAuthority(folder);
const tls = await authority.issue('IP:127.0.0.1');
const proxies = stack.use(await startProxies({ folder, tls }));
const hole = stack.use(await startBlackHole());
const mute = stack.use(await startRawServer());
const LIE = httpAnswer(200, '{"Version":"v9.9.9"}');
const liar = stack.use(
  await startAnswering((path) => ({ text: path.endsWith('.info') ? LIE : httpAnswer(404, '') })),
);
const cutter = stack.use(await startRawServer('nonsense\r\n\r\n'));

const SERVERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(STATUSES.map((status) => [String(status), proxies.answering(status)])),
  good: `file://${www}`,
  refused: await deadUrl(),
  'no name': 'https://no-such-name.invalid',
  'certificate not trusted': proxies.modern,
  'no HTTP': cutter.url,
  'another version': liar.url,
  'silent in TLS': `https://127.0.0.1:${mute.port}`,
  'silent in HTTP': mute.url,
  'takes no connection': hole.url,
};

/** The verdict of go: another entry was asked, the chain ended, or go did not end. */
async function askGo(goproxy: string): Promise<Verdict> {
  const cache = mkdtempSync(join(folder, 'cache-'));
  const project = join(cache, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'go.mod'), 'module m\n\ngo 1.21\n');
  const env = {
    PATH: process.env['PATH'],
    HOME: cache,
    GOMODCACHE: join(cache, 'mod'),
    GOFLAGS: '-modcacherw',
  };
  const child = spawn('go', ['mod', 'download', '-x', TARGET], {
    cwd: project,
    env: { ...env, GOPROXY: goproxy, GONOSUMDB: '*', GOTOOLCHAIN: 'local', GOENV: 'off' },
    stdio: 'ignore',
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  if (signal !== null) return 'never-answers';
  return code === 0 ? 'next' : 'ends';
}

async function askGv(
  goproxy: string,
): Promise<{ readonly verdict: Verdict | undefined; readonly ms: number }> {
  const start = performance.now();
  const { net } = await measureChain({ goproxy, target: TARGET, env: { GONOSUMDB: '*' }, timeoutMs: 60_000 });
  return { verdict: net.entries[0]?.verdict, ms: performance.now() - start };
}

const cells = Object.entries(SERVERS).flatMap(([name, url]) =>
  [',', '|'].map((separator) => ({ name, url, separator })),
);
const lines: string[] = [];
let differing = 0;
const work = async (): Promise<void> => {
  for (let cell = cells.shift(); cell !== undefined; cell = cells.shift()) {
    const goproxy = `${cell.url}${cell.separator}file://${www}`;
    const gv = await askGv(goproxy);
    const start = performance.now();
    const go = await askGo(goproxy);
    const goMs = performance.now() - start;
    // Where the first entry answers, go succeeds by it.
    const wanted = cell.name === 'good' ? 'answers' : go;
    if (gv.verdict !== wanted) differing += 1;
    const mark = gv.verdict === wanted ? 'same  ' : 'DIFFER';
    const times = `go ${(goMs / 1000).toFixed(1)} s, gv ${(gv.ms / 1000).toFixed(1)} s`;
    const line = `${mark}  ${cell.name.padEnd(24)} ${cell.separator}  ${wanted.padEnd(14)} gv: ${gv.verdict ?? '-'}  (${times})`;
    lines.push(line);
    process.stdout.write(`${line}\n`);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(`${lines.length} cells, ${differing} differ\n`);
process.exitCode = differing === 0 ? 0 : 1;
