import type { GitAddress, Transport } from './git-address.ts';
import type { Repository } from './repository.ts';

/** The place of a setting. */
export interface Origin {
  /** `the environment`, or the file. */
  readonly from: string;
  /** Counted from 1; absent where no line is known. */
  readonly line?: number;
}

/** The program that connects for git where that is not the ssh of PATH, and the setting that names it. */
export interface SshProgram extends Origin {
  readonly setting: 'GIT_SSH_COMMAND' | 'GIT_SSH' | 'core.sshCommand';
}

/** A server between this machine and the repository. */
export type Between =
  | { readonly kind: 'none' }
  /** An HTTP proxy; `setting` is a variable, or `http.proxy`. */
  | { readonly kind: 'http-proxy'; readonly url: string; readonly setting: string; readonly origin: Origin }
  /** ProxyJump: ssh through these hosts. */
  | { readonly kind: 'jump'; readonly hosts: readonly string[]; readonly origin: Origin | undefined }
  /** ProxyCommand: the name of the program. */
  | { readonly kind: 'command'; readonly program: string; readonly origin: Origin | undefined }
  | { readonly kind: 'unknown'; readonly why: string };

/** A source of a login. Names the source, never the login. */
export interface LoginSource {
  readonly kind:
    | 'netrc'
    | 'goauth'
    | 'helper'
    | 'header'
    | 'client-certificate'
    | 'address'
    | 'agent'
    | 'key-file';
  /** The program of GOAUTH, a credential helper; the number of keys. */
  readonly what?: string;
  readonly count?: number;
  readonly origin?: Origin;
}

/** A fact that could not be read, and the reason. */
export interface Unread {
  readonly what: string;
  readonly why: string;
}

/** The way from this machine to the repository of a module, as git would take it for go. Holds no credential. */
export interface Road {
  /** The module path or host that was asked about. */
  readonly subject: string;
  readonly repository: Repository;
  /** The address that git uses, after insteadOf. */
  readonly address: GitAddress;
  readonly transport: Transport;
  /** The setting `url.BASE.insteadOf` that made the address; undefined where none did. */
  readonly rewritten: Origin | undefined;
  /** A `pushInsteadOf` that covers the address, which go and git heed for a push alone. */
  readonly pushOnly: Origin | undefined;
  /** Set for ssh alone. */
  readonly sshProgram: SshProgram | undefined;
  /** The setting core.sshCommand that this go hides from git by a GIT_SSH_COMMAND of its own. */
  readonly sshHidden: Origin | undefined;
  /** For ssh, the host and port that ssh connects to, by its own configuration. */
  readonly sshHost: { readonly host: string; readonly port: number } | undefined;
  readonly between: Between;
  /** The way of go's own requests by https: HTTPS_PROXY and NO_PROXY. */
  readonly goBetween: Between;
  /** The certificates that git believes for the address, where a setting names them: GIT_SSL_CAINFO, http.sslCAInfo … */
  readonly trust: { readonly setting: string; readonly origin: Origin } | undefined;
  /** Sources that git has for this address; empty for a public repository, and for a login that nothing here has. */
  readonly gitLogins: readonly LoginSource[];
  /** Sources that go has for its own https requests to the module's host. */
  readonly goLogins: readonly LoginSource[];
  readonly unread: readonly Unread[];
}

/** True where some source could sign in to the repository: what is needed for a private module, and no proof that a login is right. */
export function canSignIn({ gitLogins, unread }: Road): boolean {
  return gitLogins.length > 0 || unread.some(({ what }) => what === 'ssh');
}

/** An origin in a text. */
export function originText({ from, line }: Origin): string {
  return line === undefined ? from : `${from}:${line}`;
}
