import { isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls';
import type { PhaseFailure, TlsPhase } from '../../core/net/phase.ts';
import { isPublicRoot } from '../http/certificates.ts';
import { type PhaseLimit, timed } from './timed.ts';
import type { Trust } from './trust.ts';

export interface TlsRequest {
  readonly socket: Socket;
  /** The name that the certificate must have. */
  readonly hostname: string;
  readonly trust: Trust;
  readonly alpn: readonly string[];
  readonly limit: PhaseLimit;
}

/** A handshake with its phase; the socket is missing where it failed, or the server is not trusted. */
export interface TlsConnection {
  readonly phase: TlsPhase;
  readonly socket: TLSSocket | undefined;
}

/** Shakes hands, and reads the facts of the server also where it is not trusted; nothing is sent to such a server. */
export async function shakeHands(request: TlsRequest): Promise<TlsConnection> {
  const shaken = await timed(request.limit, (ending) => handshake(request, ending));
  if ('failed' in shaken) {
    request.socket.destroy();
    return { phase: { name: 'tls', ms: shaken.ms, failed: shaken.failed }, socket: undefined };
  }
  const { socket, ocsp } = shaken.value;
  const failed = refusalOf(socket);
  const facts = {
    ...factsOf(socket),
    ocsp,
    ...(failed === undefined ? { privateRoot: hasPrivateRoot(socket) } : {}),
  };
  if (failed === undefined) return { phase: { name: 'tls', ms: shaken.ms, ...facts }, socket };
  socket.destroy();
  return { phase: { name: 'tls', ms: shaken.ms, failed, ...facts }, socket: undefined };
}

interface Shaken {
  readonly socket: TLSSocket;
  readonly ocsp: boolean;
}

function handshake({ socket: raw, hostname, trust, alpn }: TlsRequest, ending: AbortSignal): Promise<Shaken> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    let ocsp = false;
    const socket = connect({
      socket: raw,
      secureContext: trust.context,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ALPNProtocols: [...alpn],
      requestOCSP: true,
      // The facts of a server that is not trusted are told too; `refusalOf` ends the connection before a byte is sent.
      rejectUnauthorized: false,
      checkServerIdentity: (_name, certificate) => identityError(host, certificate),
    });
    socket.on('OCSPResponse', (answer: Buffer | null) => (ocsp = answer !== null && answer.length > 0));
    socket.once('secureConnect', () => {
      socket.removeListener('error', reject);
      // A connection that breaks later is told by the phase that uses it.
      socket.on('error', () => undefined);
      resolve({ socket, ocsp });
    });
    socket.once('error', reject);
    ending.addEventListener('abort', () => raw.destroy(), { once: true });
  });
}

/** As go does, takes no name from the subject (crypto/x509, VerifyHostname). */
function identityError(host: string, certificate: PeerCertificate): Error | undefined {
  if ((certificate.subjectaltname ?? '') === '') return new Error('ERR_TLS_CERT_ALTNAME_INVALID');
  return checkServerIdentity(host, certificate);
}

/** Node's codes for a certificate whose time is not now; the others say that no trusted root signed the chain. */
const TIMES = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

function refusalOf({ authorized, authorizationError }: TLSSocket): PhaseFailure | undefined {
  if (authorized) return undefined;
  const code = String(authorizationError);
  if (TIMES.some((each) => code.includes(each))) return 'expired';
  return code.includes('ERR_TLS_CERT_ALTNAME_INVALID') ? 'name-mismatch' : 'untrusted';
}

function factsOf(socket: TLSSocket): Omit<TlsPhase, 'name' | 'ms' | 'failed' | 'ocsp'> {
  const leaf = socket.getPeerCertificate(true);
  const version = socket.getProtocol();
  const kex = keyExchange(socket);
  const chain = chainOf(leaf).map(({ subject }) => nameOf(subject));
  const notAfter = new Date(leaf.valid_to ?? '');
  const isRsa = leaf.modulus !== undefined && leaf.bits !== undefined;
  return {
    ...(version === null ? {} : { version }),
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : '',
    ...(kex === undefined ? {} : { kex }),
    ...(chain.length === 0 ? {} : { chain, issuer: nameOf(leaf.issuer) }),
    ...(Number.isNaN(notAfter.getTime()) ? {} : { notAfter: notAfter.toISOString() }),
    ...(isRsa ? { rsaBits: leaf.bits } : {}),
  };
}

function keyExchange(socket: TLSSocket): string | undefined {
  const info = socket.getEphemeralKeyInfo();
  return info !== null && 'name' in info && typeof info.name === 'string' ? info.name : undefined;
}

/** The longest chain that is looked at; the links of a hostile one could lead in a circle. */
const LONGEST_CHAIN = 10;

function chainOf(leaf: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let at: DetailedPeerCertificate | undefined = leaf;
  while (at?.raw !== undefined && !chain.includes(at) && chain.length < LONGEST_CHAIN) {
    chain.push(at);
    at = at.issuerCertificate;
  }
  return chain;
}

/** Subject and issuer come from the server: a name may be missing, and may be a list. */
function nameOf(names: PeerCertificate['subject'] | undefined): string {
  const found: unknown = names?.CN ?? names?.O ?? names?.OU ?? Object.values(names ?? {})[0];
  const text = [found]
    .flat()
    .filter((each) => typeof each === 'string')
    .join(', ')
    .slice(0, LONGEST_NAME);
  return text === '' ? NAMELESS : text;
}

const NAMELESS = 'an authority without a name';

const LONGEST_NAME = 100;

/** True where Mozilla's list lacks the root: a company's own authority, or one that opens connections on the way. */
function hasPrivateRoot(socket: TLSSocket): boolean {
  const root = chainOf(socket.getPeerCertificate(true)).at(-1);
  return root !== undefined && !isPublicRoot(root.raw);
}
