import { createSecureContext, type SecureContext } from 'node:tls';
import type { World } from '../../world.ts';
import { trustedRoots } from '../http/certificates.ts';

/** The trust of the go command, with the versions of TLS that it speaks. */
export interface Trust {
  readonly context: SecureContext;
  /** The same for a second handshake that finds out which old version a server speaks; nothing is sent over it. */
  readonly old: SecureContext;
}

/**
 * Loads the roots that the go command trusts. Some hundred certificates are read, which takes longer than a handshake: load them
 * before the clock of a phase starts. TLS 1.2 is the least that go speaks (crypto/tls, Config.MinVersion); a key or signature that
 * OpenSSL alone finds too weak is a fact to report, and no failure.
 */
export function loadTrust(env: World['env']): Trust {
  const ca = [...trustedRoots(env)];
  const ciphers = 'DEFAULT:@SECLEVEL=0';
  return {
    context: createSecureContext({ ca, minVersion: 'TLSv1.2', ciphers }),
    old: createSecureContext({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers }),
  };
}
