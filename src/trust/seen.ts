import type { Measured } from '../core/measured.ts';
import { GvError } from '../errors.ts';

/** Digests of archives that were proven once, by file name. */
export type SeenDigests = ReadonlyMap<string, string>;

const LINE = /^([0-9a-f]{64}) {2}([0-9A-Za-z][0-9A-Za-z.+_-]*)$/;

/**
 * Reads the record of digests once seen, in `sha256sum` format. `place` names the file in messages.
 * Fails with `disk` at a malformed line, or one that contradicts another: a damaged record must not lose digests silently.
 */
export function parseSeen(text: string, place: string): SeenDigests {
  const seen = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const [, sha256, name] = LINE.exec(line) ?? [];
    if (sha256 === undefined || name === undefined || (seen.get(name) ?? sha256) !== sha256) {
      throw new GvError('disk', `${place}:${index + 1} is damaged`, {
        hint: 'Remove that line, in any editor; the others stay as they are.',
      });
    }
    seen.set(name, sha256);
  }
  return seen;
}

/**
 * Refuses a file whose name was once proven with other bytes: released archives never change, so one of the two is
 * not genuine, even if index and mirror agree today. Fails with `digest-changed`.
 */
export function checkSeen(seen: SeenDigests, measured: Measured): void {
  const before = seen.get(measured.name);
  if (before === undefined || before === measured.sha256) return;
  throw new GvError(
    'digest-changed',
    `${measured.name} was proven before with SHA-256 ${before}, and now has ${measured.sha256}`,
    { hint: 'Do not use this file. Releases never change: compare with another network or another machine.' },
  );
}

/** The record with one more file, as text; the same text when it is there already. Check with `checkSeen` before. */
export function withSeen(text: string, measured: Pick<Measured, 'name' | 'sha256'>): string {
  const line = `${measured.sha256}  ${measured.name}`;
  if (!LINE.test(line))
    throw new GvError('disk', `${JSON.stringify(measured.name)} is no name of an archive`);
  if (text.split('\n').includes(line)) return text;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
