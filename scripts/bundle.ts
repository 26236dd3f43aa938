import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown, type InputOptions, type OutputChunk, type OutputOptions, type Plugin } from 'rolldown';
import { QUICK_START, SCREENS_APART, screensOf, WITHOUT_DEVTOOLS } from './bundle-screens.ts';
import { UNDICI_PARTS } from './bundle-undici.ts';

/** Under the LGPL: stays an ordinary package beside the bundle, so that users can exchange it. */
export const UNBUNDLED = 'openpgp';

/**
 * The modules of `gv list` and of `gv outdated`, beyond those of every start, each set in one file: the commands that are
 * run most and do least pay for every file they open.
 */
const LIST =
  /src\/(?:commands\/releases\/list|jobs\/(?:installed\/list|here\/answering)|report\/page\/columns|core\/(?:choice\/(?:aliases|pin|query|range|select|trace)|release\/(?:module-name|archive-name)|toolchain\/(?:provenance|receipt)|version)|io\/(?:disk\/(?:disk-error|read)|store\/(?:global-version|provenance-cache|toolchains)|process\/program|here\/resolver))\.ts$/;
const OUTDATED =
  /src\/(?:commands\/releases\/outdated|jobs\/(?:installed\/outdated|releases\/published)|core\/(?:release\/(?:line-state|support|addresses)|text\/urls)|io\/cache\/index-validators)\.ts$/;

/** The threads' programs: `new URL('./x.worker.js', import.meta.url)` finds each under its own name beside the chunks. */
function workersOf(root: string): Record<string, string> {
  const workers = globSync('src/**/*.worker.ts', { cwd: root }).toSorted();
  const named = workers.map((path) => [basename(path, '.ts'), join(root, path)] as const);
  if (new Set(named.map(([name]) => name)).size !== named.length) {
    throw new Error(`two workers have one name: ${workers.join(', ')}`);
  }
  return Object.fromEntries(named);
}

const BUILTIN = '\0builtin:';

/**
 * commander takes whole modules of Node as default imports, for which the bundler copies their every property: Node's own
 * table hands them over at no cost. One of them, node:child_process, is for subcommands that are programs of their own. gv
 * has none, and loading it with the network modules behind it takes a tenth of the time of `gv list`.
 */
const COMMANDER_BUILTINS: Plugin = {
  name: 'commander-builtins',
  resolveId(source, importer) {
    const commander = importer !== undefined && importer.includes(join('node_modules', 'commander'));
    return commander && DEFAULT_IMPORTS.has(source) ? BUILTIN + source : null;
  },
  load(id) {
    if (!id.startsWith(BUILTIN)) return null;
    const value = DEFAULT_IMPORTS.get(id.slice(BUILTIN.length));
    return `export default ${value};`;
  },
};

const DEFAULT_IMPORTS: ReadonlyMap<string, string> = new Map([
  ['node:child_process', 'undefined'],
  ['node:fs', "process.getBuiltinModule('node:fs')"],
  ['node:path', "process.getBuiltinModule('node:path')"],
  ['node:process', 'process'],
]);

/**
 * Bundles `root`/src into `out`: gv.js, a chunk for each part that loads lazily, the workers and the screens. The workers
 * are bundled apart, with their own copy of what they share with the main program: otherwise that would lie in files of
 * its own, and each file costs every start of gv half a millisecond. Returns the modules that went into each file.
 */
export async function bundle(root: string, out: string): Promise<readonly OutputChunk[]> {
  const main = await write(
    { ...optionsFor(root, COMMANDER_BUILTINS, SCREENS_APART), input: { gv: join(root, 'src', 'cli.ts') } },
    { ...PROGRAM, dir: out, codeSplitting: { groups: GROUPS } },
  );
  const workers = await write({ ...optionsFor(root), input: workersOf(root) }, { ...PROGRAM, dir: out });
  const screens = await write(
    { ...optionsFor(root, WITHOUT_DEVTOOLS, QUICK_START), input: screensOf(root) },
    { dir: out, format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'tui-[name]-[hash].mjs' },
  );
  return [...main, ...workers, ...screens];
}

const GROUPS = [
  { name: 'start', tags: ['$initial' as const], priority: 1 },
  { name: 'list', test: LIST },
  { name: 'outdated', test: OUTDATED },
];

const PROGRAM = {
  format: 'cjs',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
} as const satisfies OutputOptions;

/** Warnings about the time of a build, which come from a busy machine and not from the code. */
const ABOUT_TIME: ReadonlySet<string> = new Set(['PLUGIN_TIMINGS']);

/** The options of every bundle. A warning about the code fails the build. */
export function optionsFor(root: string, ...plugins: readonly Plugin[]): InputOptions {
  return {
    cwd: root,
    platform: 'node',
    external: [UNBUNDLED],
    plugins: [UNDICI_PARTS, ...plugins],
    transform: { target: 'node22', define: { 'process.env.NODE_ENV': '"production"' } },
    // How long plugins take says how busy a machine is, and nothing about the bundle.
    checks: { bundlerTimings: false },
    onLog(level, log) {
      if (level !== 'warn' || ABOUT_TIME.has(log.code ?? '')) return;
      throw new Error(`the bundler warns: ${log.message}`);
    },
  };
}

/** Minified, as less text starts faster, with the names of functions kept for the stack traces of bug reports. */
const OUTPUT = {
  minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
  sourcemap: false,
} as const satisfies OutputOptions;

async function write(input: InputOptions, output: OutputOptions): Promise<readonly OutputChunk[]> {
  const build = await rolldown(input);
  try {
    const written = await build.write({ ...OUTPUT, ...output });
    return written.output.filter((file) => file.type === 'chunk');
  } finally {
    await build.close();
  }
}
