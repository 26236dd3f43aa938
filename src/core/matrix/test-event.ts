/** An event of `go test -json` (cmd/internal/test2json). */
export interface GoTestEvent {
  readonly action: string;
  readonly package?: string;
  readonly test?: string;
  readonly output?: string;
  /** Seconds, as the test program or go measured them. */
  readonly elapsed?: number;
}

/** Reads a line of `go test -json`; undefined for any other line. */
export function parseTestEvent(line: string): GoTestEvent | undefined {
  if (!line.startsWith('{"') || !line.includes('"Action":')) return undefined;
  try {
    const { Action: action, ...rest } = Object(JSON.parse(line)) as Readonly<Record<string, unknown>>;
    if (typeof action !== 'string') return undefined;
    return {
      action,
      ...texts({ package: rest['Package'], test: rest['Test'], output: rest['Output'] }),
      ...(typeof rest['Elapsed'] === 'number' ? { elapsed: rest['Elapsed'] } : {}),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function texts<K extends string>(values: Readonly<Record<K, unknown>>): Partial<Record<K, string>> {
  const kept = Object.entries(values).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(kept) as Partial<Record<K, string>>;
}
