import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown, type Plugin, type RolldownOutput } from 'rolldown';

/** LGPL: it stays an ordinary package beside the bundle, so that anybody can exchange it. */
export const UNBUNDLED = 'openpgp';

/**
 * What `gv list` needs beside the parser, in one file: the command that is run most and does least pays for every file
 * it opens.
 */
const LIST =
  /src\/(?:commands\/list|jobs\/(?:list|base)|report\/columns|core\/(?:layout|limits|links|origin|pin|query|range|receipt|select|trace|version)|io\/(?:disk-errors|global-version|origins|program|read|resolver|toolchains)|errors)\.ts$/;

/** The same for `gv outdated`, which a prompt or a timer may run. */
const OUTDATED =
  /src\/(?:commands\/outdated|jobs\/(?:outdated|published)|report\/quantities|core\/(?:outdated|support|sources|urls)|io\/index-validators)\.ts$/;

/** The main program, and every worker: `new URL('./x.worker.js', import.meta.url)` finds a worker only under its own name beside the chunks. */
function entriesOf(root: string): Record<string, string> {
  const workers = globSync('src/**/*.worker.ts', { cwd: root }).toSorted();
  const named = workers.map((path) => [basename(path, '.ts'), join(root, path)] as const);
  if (new Set(named.map(([name]) => name)).size !== named.length) {
    throw new Error(`two workers have one name: ${workers.join(', ')}`);
  }
  return { gv: join(root, 'src', 'cli.ts'), ...Object.fromEntries(named) };
}

const NO_PROCESSES = '\0no-processes';

/**
 * commander imports node:child_process for subcommands that are programs of their own. gv has none, and loading it
 * with the network modules behind it takes a tenth of the time of `gv list`.
 */
const WITHOUT_PROCESSES: Plugin = {
  name: 'commander-without-processes',
  resolveId(source, importer) {
    const commander = importer !== undefined && importer.includes(join('node_modules', 'commander'));
    return commander && source === 'node:child_process' ? NO_PROCESSES : null;
  },
  load(id) {
    return id === NO_PROCESSES ? 'export default undefined;' : null;
  },
};

/**
 * Bundles `root`/src into `out`: gv.js, the workers, and a chunk for each part that loads lazily.
 * Minified, as less text starts faster, with the names of functions kept for the stack traces of bug reports. Returns the modules that went into each file.
 */
export async function bundle(root: string, out: string): Promise<RolldownOutput> {
  const build = await rolldown({
    cwd: root,
    input: entriesOf(root),
    platform: 'node',
    external: [UNBUNDLED],
    plugins: [WITHOUT_PROCESSES],
    transform: { target: 'node22', define: { 'process.env.NODE_ENV': '"production"' } },
    onLog(level, log) {
      if (level === 'warn') throw new Error(`the bundler warns: ${log.message}`);
    },
  });
  try {
    return await build.write({
      dir: out,
      format: 'cjs',
      minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: {
        groups: [
          { name: 'list', test: LIST },
          { name: 'outdated', test: OUTDATED },
        ],
      },
      sourcemap: false,
    });
  } finally {
    await build.close();
  }
}
