import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layOut, sandbox, type Sandbox } from './sandbox.ts';
import { madeOnce } from './suite-directory.ts';

/** GOPROXY as the Go on this machine has it: gv names no proxy itself, and neither do its tests. */
export const GOPROXY = spawnSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).stdout?.trim() ?? '';

/** Why real toolchains cannot be had; undefined when they can. */
export async function proxyMissing(): Promise<string | undefined> {
  if (GOPROXY === '') return 'no Go on PATH names a module proxy';
  await using box = await sandbox();
  const probe = madeOnce('proxy-probe', (directory) => {
    const { status } = spawnSync(join(box.root, 'bin', 'gv'), ['list', '--remote', '1.22'], {
      env: { ...box.env, GOPROXY },
    });
    writeFileSync(join(directory, 'status'), String(status));
  });
  return readFileSync(join(probe, 'status'), 'utf8') === '0'
    ? undefined
    : 'the module proxy of Go’s settings cannot be reached';
}

/**
 * A sandbox with real toolchains; it reaches no network. They were installed once in this run of the suite through the module proxy and are
 * linked from there, so tests never write into their files. What the go command builds in one sandbox, it need not build in the next one:
 * its cache is told apart by contents alone, not by the place of a GOROOT.
 */
export async function realToolchains(versions: readonly string[]): Promise<Sandbox> {
  const box = await sandbox();
  try {
    const store = madeOnce('real-toolchains', layOut);
    const env = { GOPROXY, GV_SOURCE: 'proxy', GV_ROOT: store };
    // gv itself lets two test files that want the same toolchain take turns.
    const lacking = versions.filter((version) => !isInstalled(store, version));
    if (lacking.length > 0) {
      const ran = await box.run([join(store, 'bin', 'gv'), 'install', '-q', ...lacking], { env });
      if (ran.code !== 0) throw new Error(ran.stderr);
    }
    for (const version of versions) linkToolchain(store, box.root, version);
    writeFileSync(join(box.root, 'version'), `${versions[0]}\n`);
    mkdirSync(join(box.home, '.cache'));
    symlinkSync(
      madeOnce('go-build', () => undefined),
      join(box.home, '.cache', 'go-build'),
    );
    const hashed = await box.gv(['rehash']);
    if (hashed.code !== 0) throw new Error(hashed.stderr);
    addStrangers(box);
    return box;
  } catch (error) {
    await box[Symbol.asyncDispose]();
    throw error;
  }
}

function isInstalled(root: string, version: string): boolean {
  const places = [`versions/${version}`, `receipts/${version}.json`, `receipts/${version}.sha256`];
  return places.every((place) => existsSync(join(root, place)));
}

/** Puts an installed toolchain with its receipt from one root into another: the same files, by hard links. */
function linkToolchain(from: string, to: string, version: string): void {
  for (const directory of ['versions', 'receipts']) mkdirSync(join(to, directory), { recursive: true });
  const { status, stderr } = spawnSync('cp', ['-al', join(from, 'versions', version), join(to, 'versions')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  for (const kind of ['json', 'sha256'])
    cpSync(join(from, 'receipts', `${version}.${kind}`), join(to, 'receipts', `${version}.${kind}`));
}

/** Toolchains that are not gv's, behind everything on PATH: one that is what its name says, as upstream's fakego, and one that is not. */
function addStrangers(box: Sandbox): void {
  const tools = join(box.home, 'tools');
  mkdirSync(tools);
  const corp = '#!/bin/sh\necho "go version ${0##*/} linux/amd64"\n';
  writeFileSync(join(tools, 'go1.800-bigcorp'), corp, { mode: 0o755 });
  symlinkSync(join(box.root, 'versions', '1.24.9', 'bin', 'go'), join(tools, 'go1.24.9-fake'));
}
