import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandbox, type Sandbox } from './sandbox.ts';

/** GOPROXY as the Go on this machine has it: gv names no proxy itself, and neither do its tests. */
export const GOPROXY = spawnSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).stdout?.trim() ?? '';

/** Why real toolchains cannot be had; undefined when they can. */
export async function proxyMissing(): Promise<string | undefined> {
  if (GOPROXY === '') return 'no Go on PATH names a module proxy';
  await using box = await sandbox();
  const probe = await box.gv(['list', '--remote', '1.22'], { env: { GOPROXY } });
  return probe.code === 0 ? undefined : 'the module proxy of Go’s settings cannot be reached';
}

/** A sandbox with real toolchains, installed through the module proxy; afterwards it reaches no network. */
export async function realToolchains(versions: readonly string[]): Promise<Sandbox> {
  const box = await sandbox();
  const ran = await box.gv(['install', '-q', ...versions], { env: { GOPROXY, GV_SOURCE: 'proxy' } });
  if (ran.code === 0) {
    addStrangers(box);
    return box;
  }
  await box[Symbol.asyncDispose]();
  throw new Error(ran.stderr);
}

/** Toolchains that are not gv's, behind everything on PATH: one that is what its name says, as upstream's fakego, and one that is not. */
function addStrangers(box: Sandbox): void {
  const tools = join(box.home, 'tools');
  mkdirSync(tools);
  const corp = '#!/bin/sh\necho "go version ${0##*/} linux/amd64"\n';
  writeFileSync(join(tools, 'go1.800-bigcorp'), corp, { mode: 0o755 });
  symlinkSync(join(box.root, 'versions', '1.24.9', 'bin', 'go'), join(tools, 'go1.24.9-fake'));
}
