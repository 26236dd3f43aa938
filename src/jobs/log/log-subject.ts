import type { Platform } from '../../core/platform.ts';
import type { Version } from '../../core/version.ts';

/** A toolchain as the log records it. */
export interface LogSubject {
  readonly version: Version;
  /** The platform of the toolchain, which may be another than this machine's. */
  readonly platform: Platform;
  /** Verifier key of the trusted log. */
  readonly logKey: string;
}
