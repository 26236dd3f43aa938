/**
 * Reads a file of go settings: that of `go env -w`, or `$GOROOT/go.env`. A line is `KEY=value`; quotes and blanks are
 * kept. A line that does not begin with a capital letter, or has no `=`, is passed over. The last line of a key counts
 * (go: cmd/go/internal/cfg, readEnvFile).
 */
export function parseGoEnv(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0 && /^[A-Z]/.test(line)) values.set(line.slice(0, equals), line.slice(equals + 1));
  }
  return values;
}

/** The line, counted from 1, that gives a key its value: the last one. Undefined where no line does. */
export function goEnvLine(text: string, name: string): number | undefined {
  const at = text.split('\n').findLastIndex((line) => line.startsWith(`${name}=`));
  return at < 0 ? undefined : at + 1;
}

/** The value of a go setting, and the place that sets it. */
export interface GoValue {
  /** Empty when it is set nowhere. May hold credentials: not for messages. */
  readonly value: string;
  /** For messages: `the environment`, a file's path, or `default`. */
  readonly from: string;
}
