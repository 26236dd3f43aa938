import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { create } from 'tar';
import { RELEASE_HOME } from '../src/core/own/release-home.ts';
import { build } from './build.ts';
import { inCheckout } from './checkout.ts';
import { filesUnder, writeList } from './digests.ts';
import { filledInstaller, type ReleaseFile } from './installer.ts';
import { runtimeDirectory, TARGETS, type Target } from './runtimes.ts';
import { sbomText } from './sbom.ts';
import { signSums } from './sign.ts';

/** A fixed time, so that archives of the same files are the same bytes. */
const MTIME = new Date(Date.UTC(2000, 0, 1));

interface Program {
  readonly version: string;
  /** Directories of the packages that dist/ contains. */
  readonly packages: readonly string[];
}

/** Sets modes by the kind of each file alone: the umask of the releasing account must not count. */
function setModes(directory: string): void {
  for (const file of filesUnder(directory)) {
    const path = join(directory, file);
    chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

async function stage(target: Target, { version, packages }: Program, directory: string): Promise<void> {
  mkdirSync(join(directory, 'runtime'), { recursive: true });
  cpSync(inCheckout('dist'), join(directory, 'lib'), { recursive: true });
  for (const file of ['install.sh', 'LICENSE', 'README.md']) cpSync(inCheckout(file), join(directory, file));
  const runtimes = target.package === undefined ? [] : [target.package];
  for (const name of runtimes) {
    const node = await runtimeDirectory(name);
    cpSync(join(node, 'bin', 'node'), join(directory, 'runtime', 'node'), { dereference: true });
    cpSync(join(node, 'LICENSE'), join(directory, 'runtime', 'LICENSE'));
    writeList(join(directory, 'runtime'));
  }
  writeFileSync(join(directory, 'sbom.cdx.json'), sbomText({ version, packages, runtimes }));
  setModes(directory);
}

async function pack(target: Target, program: Program): Promise<string> {
  const name = `gv-${program.version}-${target.platform}`;
  const directory = inCheckout('release', name);
  const file = `${directory}.tar.gz`;
  await stage(target, program, directory);
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

function releaseFile(path: string): ReleaseFile {
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name: basename(path), size: bytes.length, sha256 };
}

function written(name: string, text: string): ReleaseFile {
  const path = inCheckout('release', name);
  writeFileSync(path, text);
  return releaseFile(path);
}

/** Makes release/: an archive for each target, their bill of materials, an install.sh that holds their digests, and SHA256SUMS over all of them. */
async function release(targets: readonly Target[]): Promise<string> {
  const packages = await build();
  const version = readFileSync(inCheckout('dist', 'VERSION'), 'utf8').trim();
  rmSync(inCheckout('release'), { recursive: true, force: true });
  const archives: ReleaseFile[] = [];
  for (const target of targets) archives.push(releaseFile(await pack(target, { version, packages })));
  const runtimes = targets.flatMap((target) => target.package ?? []);
  const bill = written(`gv-${version}.cdx.json`, sbomText({ version, packages, runtimes }));
  const base = RELEASE_HOME.numbered.replace('{version}', version);
  const script = readFileSync(inCheckout('install.sh'), 'utf8');
  const installer = written('install.sh', filledInstaller(script, { version, base, archives }));
  const sums = [...archives, bill, installer].map(({ sha256, name }) => `${sha256}  ${name}\n`).join('');
  writeFileSync(inCheckout('release', 'SHA256SUMS'), sums);
  return sums;
}

function targetsNamed(list: string | undefined): readonly Target[] {
  const names = list?.split(',') ?? TARGETS.map(({ platform }) => platform);
  return names.map((name) => {
    const target = TARGETS.find(({ platform }) => platform === name);
    if (target === undefined) throw new Error(`no such platform: ${name}`);
    return target;
  });
}

const { values } = parseArgs({ options: { sign: { type: 'string' }, platforms: { type: 'string' } } });
process.stdout.write(await release(targetsNamed(values.platforms)));
if (values.sign === undefined) process.stdout.write('not signed: node scripts/sign.ts KEY.pem\n');
else signSums(inCheckout('release'), values.sign);
