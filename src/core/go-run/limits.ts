import type { Phase } from '../net/phase.ts';

/**
 * The waits of the go command, in milliseconds: net/http's dialer, its limit for TLS, its limit for CONNECT (cmd/go/internal/web;
 * net/http, DefaultTransport). Go sets none for the first byte and the body.
 */
export const GO_WAITS: Readonly<Partial<Record<Phase['name'], number>>> = {
  tcp: 30_000,
  tls: 10_000,
  connect: 60_000,
};
