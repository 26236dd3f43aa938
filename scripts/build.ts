import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { OutputChunk } from 'rolldown';
import { bundle, UNBUNDLED } from './bundle.ts';
import { inCheckout } from './checkout.ts';
import { writeList } from './digests.ts';
import { licensesText, packagesOf, withDependencies } from './licenses.ts';
import { readManifest } from './manifest.ts';
import { placeShims } from './shim.ts';

/** The files that `import 'openpgp'` needs in Node: its package.json exports the last one under `import`. */
const OPENPGP_FILES = ['package.json', 'LICENSE', 'dist/node/openpgp.mjs'];

function copyOpenpgp(out: string): void {
  for (const file of OPENPGP_FILES) {
    const target = join(out, 'node_modules', UNBUNDLED, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(inCheckout('node_modules', UNBUNDLED, file), target);
  }
}

/** The packages that each file contains, for the lazy-loading test and for an audit of the bundle. */
function packagesText(chunks: readonly OutputChunk[]): string {
  const rows = chunks.map((chunk) => [
    chunk.fileName,
    packagesOf(chunk.moduleIds).map((directory) => basename(directory)),
  ]);
  return `${JSON.stringify(Object.fromEntries(rows), undefined, 2)}\n`;
}

async function buildInto(out: string): Promise<readonly string[]> {
  const manifest = readManifest(inCheckout());
  if (manifest === undefined) throw new Error('package.json is missing');
  const chunks = await bundle(inCheckout(), out);
  copyOpenpgp(out);
  placeShims(inCheckout(), join(out, 'shims'));
  cpSync(inCheckout('completions'), join(out, 'completions'), { recursive: true });
  // `man` looks for the page here, beside a directory on PATH.
  cpSync(inCheckout('docs', 'gv.1'), join(out, 'share', 'man', 'man1', 'gv.1'));
  cpSync(inCheckout('install.sh'), join(out, 'install.sh'));
  cpSync(inCheckout('LICENSE'), join(out, 'LICENSE'));
  const packages = withDependencies([
    ...packagesOf(chunks.flatMap((chunk) => chunk.moduleIds)),
    inCheckout('node_modules', UNBUNDLED),
  ]);
  writeFileSync(join(out, 'LICENSES.txt'), licensesText(packages));
  writeFileSync(join(out, 'packages.json'), packagesText(chunks));
  // Node reads the nearest package.json to learn that these files are modules.
  writeFileSync(
    join(out, 'package.json'),
    `${JSON.stringify({ name: 'gv', type: 'commonjs', private: true })}\n`,
  );
  writeFileSync(join(out, 'VERSION'), `${manifest.version}\n`);
  writeList(out);
  return packages;
}

/** Builds `dist/` aside and puts it in place whole: a failed build leaves the previous one. Returns the directories of the packages in it. */
export async function build(): Promise<readonly string[]> {
  const out = inCheckout('node_modules', `.gv-build-${process.pid}`);
  try {
    const packages = await buildInto(out);
    rmSync(inCheckout('dist'), { recursive: true, force: true });
    renameSync(out, inCheckout('dist'));
    return packages;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  await build();
  const version = readFileSync(inCheckout('dist', 'VERSION'), 'utf8').trim();
  process.stdout.write(`built gv ${version} in dist/\n`);
}
