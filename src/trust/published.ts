import { dayOf } from '../core/text/day.ts';
import { compareLines, compareVersions, lineOf, parseVersion, type Version } from '../core/version.ts';
import { GvError } from '../errors.ts';
import type { Signer } from './openpgp/claim.ts';

/** Releases after 1.8.4 that were published without signatures; 1.8.5 to 1.8.7 came later than most of them and have some. */
const UNSIGNED: readonly string[] = ['1.9beta1', '1.9beta2', '1.9rc1', '1.9.1'];

/**
 * Whether the Go team published a detached signature of this file: of every tar.gz since 1.8.5 but a few, of no zip
 * (golang.org/x/build signs tar.gz only, since August 2017, golang.org/issue/14739; names of the release bucket).
 * A table, because a server's 404 proves nothing: a server that suppresses a signature can also answer 404.
 */
export function signatureExpected(version: Version, fileName: string): boolean {
  if (fileName.endsWith('.zip')) return false;
  if (UNSIGNED.includes(version.name)) return false;
  return compareVersions(version, known('1.8.5')) >= 0;
}

/**
 * Days on which releases were announced (go.dev/doc/devel/release): the first release of each line, and in the lines
 * alive then the first release after a signing subkey expired (2019-04-12, 2020-01-24, 2022-07-21, 2024-10-25, 2026-02-14).
 */
const ANNOUNCED: readonly (readonly [Version, Date])[] = (
  [
    ['1.8.0', '2017-02-16'],
    ['1.9.0', '2017-08-24'],
    ['1.10.0', '2018-02-16'],
    ['1.11.0', '2018-08-24'],
    ['1.11.10', '2019-05-06'],
    ['1.12.0', '2019-02-25'],
    ['1.12.5', '2019-05-06'],
    ['1.12.17', '2020-02-12'],
    ['1.13.0', '2019-09-03'],
    ['1.13.8', '2020-02-12'],
    ['1.14.0', '2020-02-25'],
    ['1.15.0', '2020-08-11'],
    ['1.16.0', '2021-02-16'],
    ['1.17.0', '2021-08-16'],
    ['1.17.13', '2022-08-01'],
    ['1.18.0', '2022-03-15'],
    ['1.18.5', '2022-08-01'],
    ['1.19.0', '2022-08-02'],
    ['1.20.0', '2023-02-01'],
    ['1.21.0', '2023-08-08'],
    ['1.22.0', '2024-02-06'],
    ['1.22.9', '2024-11-06'],
    ['1.23.0', '2024-08-13'],
    ['1.23.3', '2024-11-06'],
    ['1.24.0', '2025-02-11'],
    ['1.25.0', '2025-08-12'],
    ['1.25.8', '2026-03-05'],
    ['1.26.0', '2026-02-10'],
    ['1.26.1', '2026-03-05'],
    ['1.27.0', '2026-08-18'],
  ] as const
).map(([version, day]) => [known(version), new Date(`${day}T00:00:00Z`)]);

/** Archives are signed some days before they are announced: go1.19.8 five days, and time zones differ. */
const SIGNED_AHEAD_MS = 10 * 24 * 3600 * 1000;

/**
 * The earliest time at which a genuine signature of a release can have been made. A prerelease is newer than the
 * line before its own; a line newer than the table is newer than the last line in it. Before 1.8: no bound.
 */
export function publishedNotBefore(version: Version): Date {
  const last = ANNOUNCED.findLast(
    ([row]) => lineOf(row) === lineOf(version) && compareVersions(row, version) <= 0,
  );
  const date = last?.[1] ?? announcedBeforeLine(version);
  return new Date(date === undefined ? 0 : Number(date) - SIGNED_AHEAD_MS);
}

function announcedBeforeLine(version: Version): Date | undefined {
  const firsts = ANNOUNCED.filter(([row]) => row.patch === '0');
  return firsts.findLast(([row]) => compareLines(lineOf(row), lineOf(version)) < 0)?.[1];
}

/**
 * Compares a signature's time with the history of releases. The time is its maker's word, and a subkey that has expired
 * may be stolen later: a back-dated signature must not vouch for a release that did not exist then.
 * Fails with `signer-expired`.
 */
export function checkPublished(signer: Signer, version: Version): void {
  const earliest = publishedNotBefore(version);
  if (signer.created >= earliest) return;
  const day = dayOf(signer.created);
  throw new GvError(
    'signer-expired',
    `the signature is dated ${day}, before the release of go${version.label} (key ${signer.subkey})`,
    { hint: 'Do not use this file. Get the release and its signature from the official site.' },
  );
}

/**
 * Compares a signature's time with the `time` line of VERSION (since 1.21; see content.ts): a release is signed after it
 * is built. Fails with `signature-wrong`.
 */
export function checkSignedTime(signer: Signer, versionTime: Date | undefined): void {
  if (versionTime === undefined || signer.created >= versionTime) return;
  throw new GvError(
    'signature-wrong',
    `the signature was made ${signer.created.toISOString()}, before the release was built (${versionTime.toISOString()})`,
    { hint: 'Do not use this file.' },
  );
}

function known(text: string): Version {
  const version = parseVersion(text);
  if (version === undefined) throw new TypeError(`not a release: ${text}`);
  return version;
}
