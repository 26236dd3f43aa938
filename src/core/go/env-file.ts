/**
 * Reads the files in which Go keeps settings, the one of `go env -w` and `$GOROOT/go.env`: lines `KEY=value`, taken as
 * they are, without quotes or blanks being removed; a line that begins with no capital letter or has no `=` is passed
 * over, the last one of a key counts (go: cmd/go/internal/cfg, readEnvFile).
 */
export function parseGoEnv(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0 && /^[A-Z]/.test(line)) values.set(line.slice(0, equals), line.slice(equals + 1));
  }
  return values;
}

/** The value of one of Go's settings and where it stands. */
export interface GoValue {
  /** Empty when it is set nowhere. May hold credentials: not for messages. */
  readonly value: string;
  /** For messages: `the environment`, a file's path, or `default`. */
  readonly from: string;
}
