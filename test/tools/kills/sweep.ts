import { cp, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../../support/sandbox.ts';
import { spread, type MutatingCall } from './calls.ts';
import { callsOf, KILLED, killedAt } from './strace.ts';

/** A command to be killed, and how its state is made. */
export interface Victim {
  readonly args: readonly string[];
  /** Commands before it, in a root with nothing installed. */
  readonly before: readonly (readonly string[])[];
  /** Default: a server of releases. `module proxy`: one that has 1.22.5, with ranges, beside an installed 1.22.4. */
  readonly source?: 'module proxy';
  /** Exit codes of the same command after the kill: 3 where the killed one had done its work. */
  readonly again: readonly number[];
  /** A release that is uninstalled after the kill, in the place of the same command: nothing of it may come back. */
  readonly uninstalled?: string;
}

/** What is wrong after a kill; nothing for a kill that did no harm. */
export interface Killed {
  readonly number: number;
  readonly of: number;
  readonly call: MutatingCall;
  /** False where gv came to its end before the call, as its threads went another way than when they were recorded. */
  readonly isHit: boolean;
  readonly faults: readonly string[];
}

/**
 * Numbers the mutating calls of a command, then kills the command at up to `most` of them, each time in the same state: gives
 * what a user finds wrong afterwards. The sandbox is changed.
 */
export async function* sweep(box: Sandbox, victim: Victim, most: number): AsyncGenerator<Killed> {
  const { args, before } = victim;
  for (const command of before) await box.gv(command);
  const kept = `${box.root}.kept`;
  await copy(box.root, kept);
  const calls = await callsOf(box, args);
  const chosen = spread(calls, most);
  for (const call of chosen) {
    await copy(kept, box.root);
    const { code } = await killedAt(box, args, call);
    const faults = await faultsAfter(box, victim);
    yield { number: calls.indexOf(call) + 1, of: calls.length, call, isHit: code === KILLED, faults };
  }
}

/** Replaces a directory by a copy of another, links as they are. */
async function copy(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
}

async function faultsAfter(box: Sandbox, { args, again, uninstalled }: Victim): Promise<readonly string[]> {
  const at = await faultsNow(box);
  const listed = await box.gv(['list']);
  const repeated = await box.gv(uninstalled === undefined ? args : ['uninstall', '--force', uninstalled]);
  const verified = await box.gv(['verify']);
  return [
    ...at.map((fault) => `killed: ${fault}`),
    ...(listed.code === 0 ? [] : [`gv list ended with ${listed.code}: ${listed.stderr}`]),
    ...(again.includes(repeated.code) ? [] : [`again: ended with ${repeated.code}: ${repeated.stderr}`]),
    ...(verified.code === 0 ? [] : [`gv verify ended with ${verified.code}: ${verified.stdout}`]),
    ...(await faultsNow(box)).map((fault) => `again: ${fault}`),
    ...(await leavings(box)),
    ...(uninstalled === undefined ? [] : await returned(box, uninstalled)),
  ];
}

/** What is visible and should not be, or is broken, at once and without another command. */
async function faultsNow(box: Sandbox): Promise<readonly string[]> {
  const faults: string[] = [];
  const versions = await namesIn(join(box.root, 'versions'));
  const receipts = await namesIn(join(box.root, 'receipts'));
  for (const version of versions) {
    const go = await box.run([join(box.root, 'versions', version, 'bin', 'go'), 'version']);
    if (!go.stdout.startsWith(`go version go${version} `))
      faults.push(`go ${version} is visible and not whole`);
    if (!receipts.includes(`${version}.json`) || !receipts.includes(`${version}.sha256`))
      faults.push(`go ${version} is visible without its proofs`);
  }
  const staging = await lstat(join(box.root, 'staging')).catch(() => undefined);
  if (staging !== undefined && (staging.mode & 0o077) !== 0) faults.push('staging/ is open to others');
  const broken = await box.run(['find', 'shims', 'current', '-xtype', 'l'], { cwd: box.root });
  if (broken.stdout !== '') faults.push(`broken links: ${broken.stdout.trim().replaceAll('\n', ', ')}`);
  return faults;
}

/** What is there of a release that was uninstalled, once gv has tidied up. */
async function returned(box: Sandbox, name: string): Promise<readonly string[]> {
  await box.gv(['rehash']);
  const rooms = ['versions', 'receipts', 'shims'];
  const found = await Promise.all(rooms.map((room) => namesIn(join(box.root, room))));
  const names = [name, `${name}.json`, `${name}.sha256`, `go${name}`];
  return found
    .flat()
    .flatMap((entry) => (names.includes(entry) ? [`after gv uninstall ${entry} is there again`] : []));
}

/** What a killed gv left, and gv prune does not clear away. */
async function leavings(box: Sandbox): Promise<readonly string[]> {
  await box.gv(['prune']);
  const left = await namesIn(join(box.root, 'staging'));
  return left.length === 0 ? [] : [`after gv prune staging/ holds ${left.join(', ')}`];
}

async function namesIn(directory: string): Promise<readonly string[]> {
  return await readdir(directory).catch(() => []);
}
