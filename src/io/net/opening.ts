import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { failedPhase, type Phase } from '../../core/net/phase.ts';
import type { World } from '../../world.ts';
import { lookUp } from './lookup.ts';
import { connectTcp } from './tcp.ts';
import type { PhaseLimit } from './timed.ts';
import { shakeHands } from './tls.ts';
import type { Trust } from './trust.ts';
import { openTunnel } from './tunnel.ts';

export interface OpenRequest {
  /** An http or https address; only its host counts. */
  readonly url: URL;
  /** The HTTP proxy on the way. */
  readonly proxy?: URL | undefined;
  readonly trust: Trust;
  /** False where go is told to speak HTTP/1.1 only (GODEBUG=http2client=0). */
  readonly offersH2: boolean;
  readonly limit: PhaseLimit;
  /** The environment of name look-ups. */
  readonly env: World['env'];
}

/** The socket for requests with its phases; missing where one failed. */
export type Opened = {
  readonly phases: readonly Phase[];
  /** True where a plain request goes to an HTTP proxy. */
  readonly isProxied: boolean;
} & (
  | { readonly socket: undefined; readonly alpn: undefined }
  | { readonly socket: Socket; readonly raw: Socket; readonly alpn: 'http/1.1' }
  | { readonly socket: TLSSocket; readonly tls: TLSSocket; readonly raw: Socket; readonly alpn: 'h2' }
);

/** Opens the way: name, tcp, CONNECT where an HTTP proxy stands before https, tls. Ends at the first phase that fails. */
export async function openSocket(request: OpenRequest): Promise<Opened> {
  const { url, proxy, limit } = request;
  const isSecure = url.protocol === 'https:';
  const isProxied = proxy !== undefined && !isSecure;
  const end = proxy ?? url;
  const name = await lookUp({ hostname: end.hostname, env: request.env, limit });
  if (name.addresses === undefined) return closed([name]);
  const tcp = await connectTcp({ addresses: name.addresses, port: portOf(end), limit });
  const { socket: raw } = tcp;
  if (raw === undefined) return closed([name, tcp.phase]);
  const before = { raw, phases: [name, tcp.phase] };
  const near =
    proxy?.protocol === 'https:' ? await secured(before, request, proxy) : { ...before, socket: raw };
  if (near.socket === undefined) return closed(near.phases);
  const target = `${url.hostname}:${portOf(url)}`;
  const tunnel =
    proxy === undefined || !isSecure ? [] : [await openTunnel({ socket: near.socket, proxy, target, limit })];
  const phases = [...near.phases, ...tunnel];
  if (failedPhase(tunnel) !== undefined) {
    raw.destroy();
    return closed(phases);
  }
  if (!isSecure) return { phases, isProxied, socket: near.socket, raw, alpn: 'http/1.1' };
  const far = await secured({ raw: near.socket, phases }, request, url);
  if (far.socket === undefined) return closed(far.phases);
  const open = { phases: far.phases, isProxied, socket: far.socket, raw };
  return far.socket.alpnProtocol === 'h2'
    ? { ...open, tls: far.socket, alpn: 'h2' }
    : { ...open, alpn: 'http/1.1' };
}

interface Near {
  readonly raw: Socket;
  readonly phases: readonly Phase[];
}

async function secured(
  { raw, phases }: Near,
  { trust, limit, offersH2, url }: OpenRequest,
  to: URL,
): Promise<{ readonly phases: readonly Phase[]; readonly socket: TLSSocket | undefined }> {
  const alpn = offersH2 && to === url ? ['h2', 'http/1.1'] : ['http/1.1'];
  const { phase, socket } = await shakeHands({ socket: raw, hostname: to.hostname, trust, alpn, limit });
  return { phases: [...phases, phase], socket };
}

/** The way where a phase failed. */
function closed(phases: readonly Phase[]): Opened {
  return { phases, isProxied: false, socket: undefined, alpn: undefined };
}

function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}
