/** The ways in which a phase can fail; a closed set, for programs. */
export type PhaseFailure =
  | 'no-name'
  | 'refused'
  | 'no-route'
  | 'no-answer'
  | 'closed'
  | 'untrusted'
  | 'expired'
  | 'name-mismatch'
  | 'alert'
  | 'status';

/** One phase of an exchange. Where it failed, `ms` is the time until it was given up, and its facts may be missing. */
export type Phase = NamePhase | TcpPhase | ConnectPhase | TlsPhase | AnswerPhase | BodyPhase;

interface Measured {
  /** Milliseconds with one decimal. */
  readonly ms: number;
  readonly failed?: PhaseFailure;
}

/** The look-up by the C library (getaddrinfo), which git, ssh and curl use. */
export interface NamePhase extends Measured {
  readonly name: 'name';
  readonly addresses?: readonly string[];
}

export interface TcpPhase extends Measured {
  readonly name: 'tcp';
  readonly address?: string;
  /** The first address of the other family, tried by itself. */
  readonly other?: Measured & { readonly address: string };
}

/** The tunnel through an HTTP proxy. */
export interface ConnectPhase extends Measured {
  readonly name: 'connect';
  readonly status?: number;
}

export interface TlsPhase extends Measured {
  readonly name: 'tls';
  /** `TLSv1.3` */
  readonly version?: string;
  /** `h2`, `http/1.1`; empty where the server chose none. */
  readonly alpn?: string;
  /** Whether the server stapled an OCSP answer. */
  readonly ocsp?: boolean;
  /** The key exchange, `X25519`. */
  readonly kex?: string;
  /** The common names from the leaf to the root. */
  readonly chain?: readonly string[];
  readonly issuer?: string;
  /** The end of the leaf's life, ISO 8601. */
  readonly notAfter?: string;
  /** The bits of the leaf's RSA key; absent for another kind of key. */
  readonly rsaBits?: number;
  /** True where Mozilla's list lacks the root. */
  readonly privateRoot?: boolean;
}

export interface AnswerPhase extends Measured {
  readonly name: 'first-byte';
  readonly status?: number;
}

export interface BodyPhase extends Measured {
  readonly name: 'body';
  readonly bytes?: number;
}

/** The phase in which an exchange ended early; undefined for one that has a whole answer. */
export function failedPhase(phases: readonly Phase[]): Phase | undefined {
  return phases.find(({ failed }) => failed !== undefined);
}
