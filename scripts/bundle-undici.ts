import { join } from 'node:path';
import type { Plugin } from 'rolldown';

const PARTS = '\0undici-parts';
const NOTHING = '\0undici-nothing';

/**
 * The parts of undici that gv uses, each from its own file. Of the methods that its index adds, gv itself calls `request`, and ProxyAgent
 * `connect`, for a tunnel.
 */
const PARTS_CODE = `
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import Socks5ProxyAgent from 'undici/lib/dispatcher/socks5-proxy-agent.js';
import connect from 'undici/lib/api/api-connect.js';
import request from 'undici/lib/api/api-request.js';
Object.assign(Dispatcher.prototype, { connect, request });
export { Agent, Pool, ProxyAgent, Socks5ProxyAgent };
`;

/** HTTP/2, which gv never speaks, and the forms and streams of fetch, which a request without a body does not reach. */
const LEFT_OUT = /^(?:\.\/client-h2\.js|\.\.\/web\/.*)$/;

/** The file with undici's parser of headers, which is WebAssembly. */
const PARSER_FILE = join('undici', 'lib', 'dispatcher', 'client-h1.js');
const MADE = ['WebAssembly.Module', 'WebAssembly.Instance'] as const;

/**
 * V8's flags for the moment in which the parser is made, each with V8's default, as `node --v8-options` prints it. With another value V8
 * takes its cached code of Node's own modules for foreign, and compiles them anew: each thread that starts so takes 30 to 45 ms more.
 */
const FLAGS: readonly (readonly [name: string, value: number, usual: number])[] = [
  // V8 would compile the parser a second time, by its optimizing compiler, for speed that a few answers never use: a fifth of a small install's CPU.
  ['wasm-tiering-budget', 2_000_000_000, 13_000_000],
  // 64 MiB, of which the parser needs less than one. V8 would reserve 4 GiB of addresses and more, which `ulimit -v` leaves to no thread then.
  ['wasm-max-mem-pages', 1_024, 4_294_967_295],
];

/** Makes such an object under these flags. */
function underFlags(made: (typeof MADE)[number]): string {
  const settings = (at: 1 | 2): string =>
    FLAGS.map((flag) => `setFlagsFromString('--${flag[0]}=${flag[at]}');`).join('\n');
  return `((...parts) => {
  const { setFlagsFromString } = require('node:v8');
  ${settings(1)}
  try {
    return new ${made}(...parts);
  } finally {
    ${settings(2)}
  }
})(`;
}

/**
 * undici's index loads its fetch, WebSocket, caches and mocks too: two fifths of its bundle, which an install would read and not
 * call.
 */
export const UNDICI_PARTS: Plugin = {
  name: 'undici-parts',
  resolveId(source, importer) {
    if (source === 'undici') return PARTS;
    const isInside = importer?.includes(join('node_modules', 'undici', 'lib')) === true;
    return isInside && LEFT_OUT.test(source) ? NOTHING : null;
  },
  load(id) {
    if (id === PARTS) return PARTS_CODE;
    return id === NOTHING ? 'module.exports = undefined;' : null;
  },
  transform(code, id) {
    if (!id.endsWith(PARSER_FILE)) return null;
    return MADE.reduce((text, made) => {
      if (!text.includes(`new ${made}(`)) throw new Error(`${id} makes no ${made} any more`);
      return text.replaceAll(`new ${made}(`, underFlags(made));
    }, code);
  },
};
