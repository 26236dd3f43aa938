import { isV6 } from '../../core/names/address.ts';
import type { Phase, TlsPhase } from '../../core/net/phase.ts';
import { whyOf } from '../../core/net/verdict.ts';
import { msText } from '../../core/net/waterfall.ts';

/** The facts of a phase in words, as they stand behind its bar. They come from servers: `printable` is for the caller. */
export function phaseWords(phase: Phase, via: string | null): string {
  const failed = phase.failed === undefined ? [] : [whyOf(phase)];
  return [...failed, ...factsOf(phase, via)].join(', ');
}

function factsOf(phase: Phase, via: string | null): readonly string[] {
  switch (phase.name) {
    case 'name':
      return addressWords(phase.addresses ?? []);
    case 'tcp':
      return [
        ...(via === null ? [] : [`to ${via.replace(/^\w+:\/\//, '')}`]),
        ...(phase.other === undefined ? [] : [otherWords(phase.other)]),
      ];
    case 'connect':
    case 'first-byte':
      return phase.status === undefined || phase.failed === 'status' ? [] : [String(phase.status)];
    case 'tls':
      return tlsWords(phase);
    case 'body':
      return [`${phase.bytes ?? 0} B`];
  }
}

function addressWords(addresses: readonly string[]): readonly string[] {
  const shown = addresses.slice(0, 2);
  const more = addresses.length > 2 ? [`${addresses.length - 2} more`] : [];
  const isOneFamily = addresses.length > 0 && !addresses.some(isV6) ? ['no IPv6'] : [];
  return [...shown, ...more, ...isOneFamily];
}

function otherWords({ address, ms, failed }: { address: string; ms: number; failed?: string }): string {
  const what =
    failed === undefined ? msText(ms) : failed === 'no-answer' ? 'no answer' : failed.replace('-', ' ');
  return `${isV6(address) ? 'IPv6' : 'IPv4'}: ${what}`;
}

function tlsWords({ version, alpn, kex, ocsp, issuer, notAfter }: TlsPhase): readonly string[] {
  if (version === undefined) return [];
  return [
    version.replace(/^TLSv/, 'TLS '),
    ...(alpn === undefined || alpn === '' ? [] : [alpn]),
    ...(kex === undefined ? [] : [kex]),
    ocsp === true ? 'OCSP' : 'no OCSP',
    ...(issuer === undefined ? [] : [`signed by ${issuer}`]),
    ...(notAfter === undefined ? [] : [`until ${notAfter.slice(0, 10)}`]),
  ];
}
