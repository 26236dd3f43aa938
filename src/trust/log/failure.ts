import { GvError } from '../../errors.ts';

/** The failure for a malformed answer of the checksum database. A web page is found earlier, and means that the log could not be asked. */
export function malformed(what: string): GvError {
  return new GvError('log-malformed', `the answer of the checksum database is damaged: ${what}`, {
    hint: 'Try again; if it stays so, name another server with GOPROXY.',
  });
}

/** The failure for a well-formed answer that does not prove the record: a server on the way lies, or the log does. */
export function disproved(what: string): LogDisproved {
  return new LogDisproved(`the answer of the checksum database proves nothing: ${what}`);
}

/** Its own class, as the bytes of a toolchain that are not the recorded ones have the code `log-wrong` too. */
export class LogDisproved extends GvError {
  constructor(message: string) {
    super('log-wrong', message, {
      hint: 'Do not use these bytes. Compare with another network, or name another server with GOPROXY.',
    });
  }
}

/**
 * Two tree heads, both signed by the log's key, of which neither continues the other: the log shows different people
 * different records. A fork cannot happen by accident; the heads are the evidence.
 */
export class LogFork extends GvError {
  /** Both signed notes, the one of the smaller tree first. */
  readonly heads: readonly [string, string];

  constructor(message: string, heads: readonly [string, string]) {
    super('log-fork', message, {
      hint: 'Nothing was installed. Keep the two signed heads and report them to the Go security team: https://go.dev/security',
    });
    this.heads = heads;
  }
}
