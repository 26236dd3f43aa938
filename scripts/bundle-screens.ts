import { join } from 'node:path';
import type { Plugin } from 'rolldown';

const QUICK = '\0quick-width';
const NOTHING = '\0nothing';

/** ink has a bridge to React's developer tools, which connects to a socket when the environment says DEV. */
export const WITHOUT_DEVTOOLS: Plugin = {
  name: 'without-devtools',
  resolveId(source, importer) {
    const isInk = importer?.includes(join('node_modules', 'ink')) === true;
    return isInk && source === './devtools.js' ? NOTHING : null;
  },
  load(id) {
    return id === NOTHING ? 'export default undefined;' : null;
  },
};

/**
 * The width of common text, told without the tables of Unicode, whose regular expressions take longer to compile than a
 * frame to draw. Remove when string-width measures printable ASCII without them.
 */
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
 * Speeds up ink's first frame. The layout engine fetches itself from a data: address, for which Node loads a whole HTTP
 * client; without `fetch` the engine reads the same bytes by itself. Remove when yoga-layout decodes its own bytes, or when
 * Node reads data: addresses without its HTTP client.
 */
export const QUICK_START: Plugin = {
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

/** The modules that show a screen, and the file that each becomes. */
const SCREENS: Readonly<Record<string, string>> = { 'tui/main.tsx': 'tui', 'tui/choose.ts': 'choose' };

/** Screens are a bundle of their own: ink's layout engine is a top-level await, which only ECMAScript modules can have. */
export const SCREENS_APART: Plugin = {
  name: 'screens-apart',
  resolveId(source) {
    const name = SCREENS[source.replace(/^(?:\.\.\/)+/, '')];
    return name === undefined ? null : { id: `./${name}.mjs`, external: true };
  },
};

/** The entries of the screens' bundle. */
export function screensOf(root: string): Record<string, string> {
  return Object.fromEntries(Object.entries(SCREENS).map(([path, name]) => [name, join(root, 'src', path)]));
}
