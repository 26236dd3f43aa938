import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown, type InputOptions, type OutputOptions, type Plugin, type RolldownOutput } from 'rolldown';

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

const NOTHING = '\0nothing';
const QUICK = '\0quick-width';

/**
 * What packages import and gv has no use for. commander wants node:child_process for subcommands that are programs of
 * their own: loading it, with the network modules behind it, takes a tenth of the time of `gv list`. ink has a bridge
 * to React's developer tools, which connects to a socket when the environment says DEV.
 */
const UNUSED: Readonly<Record<string, string>> = { commander: 'node:child_process', ink: './devtools.js' };

const WITHOUT_UNUSED: Plugin = {
  name: 'without-unused',
  resolveId(source, importer) {
    const unused = Object.entries(UNUSED).some(
      ([name, module]) => source === module && importer?.includes(join('node_modules', name)) === true,
    );
    return unused ? NOTHING : null;
  },
  load(id) {
    return id === NOTHING ? 'export default undefined;' : null;
  },
};

/** Width of what the screen draws most, told without the tables of Unicode, whose regular expressions take longer to compile than a frame to draw. */
const QUICK_WIDTH = `
import exact from 'string-width?exact';
const NARROW = /^[\\u0020-\\u007E▸●✓◆█░…✗─│·]*$/;
const COLOR = /\\u001B\\[[0-9;]*m/g;
export default function stringWidth(text, options) {
  if (typeof text !== 'string' || options !== undefined) return exact(text, options);
  const plain = text.includes('\\u001B') ? text.replaceAll(COLOR, '') : text;
  return NARROW.test(plain) ? plain.length : exact(text);
}
`;

/**
 * What keeps ink's first frame waiting. Its layout engine fetches itself from a data: address, for which Node loads a whole
 * HTTP client; without `fetch` it reads the same bytes by itself.
 */
const QUICK_START: Plugin = {
  name: 'quick-start',
  async resolveId(source, importer, options) {
    if (source === 'string-width?exact') return await this.resolve('string-width', undefined, options);
    if (source !== 'string-width' || importer === undefined) return null;
    return QUICK;
  },
  load(id) {
    return id === QUICK ? QUICK_WIDTH : null;
  },
  transform(code, id) {
    return id.includes(join('yoga-layout', 'dist', 'binaries')) ? `const fetch = undefined;\n${code}` : null;
  },
};

/** What shows a screen, and the file each becomes. */
const SCREENS: Readonly<Record<string, string>> = { 'tui/main.tsx': 'tui', 'tui/choose.ts': 'choose' };

/** Screens are a bundle of their own: ink's layout engine is a top-level await, which only ECMAScript modules can have. */
const SCREENS_APART: Plugin = {
  name: 'screens-apart',
  resolveId(source) {
    const name = SCREENS[source.replace(/^(?:\.\.\/)+/, '')];
    return name === undefined ? null : { id: `./${name}.mjs`, external: true };
  },
};

function screensOf(root: string): Record<string, string> {
  return Object.fromEntries(Object.entries(SCREENS).map(([path, name]) => [name, join(root, 'src', path)]));
}

function optionsFor(root: string, ...plugins: readonly Plugin[]): InputOptions {
  return {
    cwd: root,
    platform: 'node',
    external: [UNBUNDLED],
    plugins: [WITHOUT_UNUSED, ...plugins],
    transform: { target: 'node22', define: { 'process.env.NODE_ENV': '"production"' } },
    onLog(level, log) {
      if (level === 'warn') throw new Error(`the bundler warns: ${log.message}`);
    },
  };
}

/** Minified, as less text starts faster, with the names of functions kept for the stack traces of bug reports. */
const OUTPUT = {
  minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
  sourcemap: false,
} as const satisfies OutputOptions;

async function write(input: InputOptions, output: OutputOptions): Promise<RolldownOutput['output']> {
  const build = await rolldown(input);
  try {
    return (await build.write({ ...OUTPUT, ...output })).output;
  } finally {
    await build.close();
  }
}

/**
 * Bundles `root`/src into `out`: gv.js, the workers, a chunk for each part that loads lazily, and the screen.
 * Returns the files with the modules that went into each.
 */
export async function bundle(
  root: string,
  out: string,
): Promise<readonly RolldownOutput['output'][number][]> {
  const program = await write(
    { ...optionsFor(root, SCREENS_APART), input: entriesOf(root) },
    {
      dir: out,
      format: 'cjs',
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: {
        groups: [
          { name: 'list', test: LIST },
          { name: 'outdated', test: OUTDATED },
        ],
      },
    },
  );
  const screen = await write(
    { ...optionsFor(root, QUICK_START), input: screensOf(root) },
    { dir: out, format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'tui-[name]-[hash].mjs' },
  );
  return [...program, ...screen];
}
