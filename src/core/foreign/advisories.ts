import { canSwitch } from '../go/gotoolchain.ts';
import { compareText, type GoVersion, type Version } from '../version.ts';

/** A hole through which a module proxy deceives the go command about the toolchain that it downloads. */
export interface Advisory {
  readonly id: string;
  /** The first mended release of each line that was mended, oldest first; older lines never were. */
  readonly mended: readonly string[];
}

/**
 * Holes of the go command's own proof by the checksum database: an answer without the line was believed, a line of unproven
 * text was, and tiles were that nothing had proven (the Go team's announcements; cmd/go/internal/modfetch and x/mod/sumdb of
 * the releases before and after).
 */
const ADVISORIES: readonly Advisory[] = [
  { id: 'CVE-2026-42501', mended: ['1.25.10', '1.26.3', '1.27rc1'] },
  { id: 'CVE-2026-56864', mended: ['1.25.13', '1.26.6', '1.27rc3'] },
  { id: 'CVE-2026-56865', mended: ['1.25.13', '1.26.6', '1.27rc3'] },
];

/** The holes of a release as a base that may download another toolchain; none before 1.21, which downloads none. */
export function advisoriesOf(version: GoVersion | Version): readonly Advisory[] {
  if (!canSwitch(version)) return [];
  const name = typeof version === 'string' ? version : version.name;
  return ADVISORIES.filter(({ mended }) => !isMended(name, mended));
}

function isMended(name: string, mended: readonly string[]): boolean {
  const line = (text: string): string => /^\d+\.\d+/.exec(text)?.[0] ?? text;
  const own = mended.find((each) => line(each) === line(name));
  return compareText(name, own ?? mended.at(-1) ?? '') >= 0;
}
