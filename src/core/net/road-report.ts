/** The way to a repository, as the go command and git would take it. Holds no credential. */
export interface RoadReport {
  /** The address that go asks, and the one that git makes of it (url.insteadOf). */
  readonly goAsks: string;
  readonly gitUses: string;
  /** Where the address is from: the module path, the server's answer, or a guess where the server did not answer. */
  readonly by: 'path' | 'server' | 'guess';
  readonly rewrittenBy: RoadPlace | null;
  readonly transport: string;
  readonly through: RoadThrough;
  /** The way of go's own https requests. */
  readonly goThrough: RoadThrough;
  /** The setting by which git starts another ssh than plain `ssh`; null without one, and for another transport. */
  readonly ssh: (RoadPlace & { readonly setting: string }) | null;
  readonly signsIn: readonly RoadLogin[];
  /** The sources of a login for go's own https requests. */
  readonly goSignsIn: readonly RoadLogin[];
  /** The page by which go learns the repository; null where the module path says it. */
  readonly page: RoadPage | null;
  /** Empty where git was not run. */
  readonly phases: readonly RoadPhase[];
  /** Milliseconds of `git ls-remote` in all; null where it was not run. */
  readonly ms: number | null;
  readonly failed?: RoadFailure;
  /** References that the repository named. */
  readonly references: number | null;
  /** Facts that could not be read, and why. */
  readonly unread: readonly { readonly what: string; readonly why: string }[];
}

export interface RoadPlace {
  /** `the environment`, or the file. */
  readonly from: string;
  readonly line?: number;
}

export interface RoadThrough extends Partial<RoadPlace> {
  readonly kind: 'none' | 'http-proxy' | 'jump' | 'command' | 'unknown';
  /** The proxy's address, the hosts of ProxyJump, the program of ProxyCommand, or the reason why nothing is known. */
  readonly what?: string;
  readonly setting?: string;
}

export interface RoadLogin extends Partial<RoadPlace> {
  readonly kind: string;
  readonly what?: string;
  readonly count?: number;
}

export interface RoadPage {
  /** Null where the server gave no answer. */
  readonly status: number | null;
  readonly failed?: RoadFailure;
  /** True where the page names the repository. */
  readonly named: boolean;
}

/** One phase of `git ls-remote`; `ms` has one decimal. */
export interface RoadPhase {
  readonly name:
    | 'name'
    | 'tcp'
    | 'connect'
    | 'certificates'
    | 'tls'
    | 'first-byte'
    | 'jump'
    | 'ssh-banner'
    | 'key-exchange'
    | 'sign-in'
    | 'server';
  readonly ms: number;
  readonly failed?: RoadFailure;
}

/** The ways in which a road can fail; a closed set, for programs. */
export type RoadFailure =
  | 'no-name'
  | 'refused'
  | 'no-route'
  | 'no-answer'
  | 'closed'
  | 'proxy-refused'
  | 'untrusted'
  | 'login-wanted'
  | 'not-found'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'key-locked'
  | 'denied'
  | 'other';
