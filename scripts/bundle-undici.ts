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
};
