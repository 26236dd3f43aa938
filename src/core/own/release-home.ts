/** The addresses of newer releases of gv, and the keys that sign them. */
export interface ReleaseHome {
  /**
   * Ed25519 public keys, each the base64 of its DER (RFC 8410; the body of a PEM file). A release counts when one of
   * them signed its SHA256SUMS. Only this file can add a key: no variable, config key or server can.
   */
  readonly keys: readonly string[];
  /** Directory of the newest release; empty where there is none. */
  readonly newest: string;
  /** Directory of the release that `{version}` stands for. */
  readonly numbered: string;
}

/**
 * Empty until the project has a key and a place for its releases: docs/releasing.md says how both get here. Until then
 * `gv self-update` fails with `no-release-key`.
 */
export const RELEASE_HOME: ReleaseHome = { keys: [], newest: '', numbered: '' };
