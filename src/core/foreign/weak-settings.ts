import type { Finding } from '../choice/finding.ts';
import { matchesPrefixPatterns } from '../go/module-patterns.ts';

/** The go settings that take proofs away from the go command. */
export const WEAKENING = ['GOSUMDB', 'GONOSUMDB', 'GOPRIVATE', 'GOINSECURE', 'GOFLAGS'] as const;

/**
 * A checksum database with a key: any other than Go's own, for which a name alone stands. Of another name without a key go knows no
 * key, and refuses to work (cmd/go/internal/modfetch, dbDial).
 */
const KEYED_DATABASE = /^\s*[^\s+]+\+/;

/** Public modules, for the question whether a pattern covers those too. */
const PUBLIC = ['github.com/owner/name', 'golang.org/x/name', 'google.golang.org/name'];

/**
 * The finding about a setting that takes proofs away: patterns for modules of one's own are what GOPRIVATE is for, and no
 * finding; in GONOSUMDB they are a note. Undefined for a setting that weakens nothing.
 */
export function weakness(
  name: (typeof WEAKENING)[number],
  value: string,
): Pick<Finding, 'code' | 'level' | 'text'> | undefined {
  if (value === '') return undefined;
  const blind = 'go does not notice a module that differs from the one that others get';
  switch (name) {
    case 'GOSUMDB':
      if (value === 'off') return { code: 'sumdb-off', level: 'advice', text: blind };
      return KEYED_DATABASE.test(value)
        ? {
            code: 'sumdb-off',
            level: 'advice',
            text: "another checksum database than Go's own says which modules are genuine",
          }
        : undefined;
    case 'GONOSUMDB':
    case 'GOPRIVATE':
      if (PUBLIC.some((module) => matchesPrefixPatterns(value, module)))
        return { code: 'sumdb-off', level: 'advice', text: blind };
      return name === 'GOPRIVATE'
        ? undefined
        : {
            code: 'sumdb-off',
            level: 'note',
            text: 'modules of those paths are not compared with the checksum database',
          };
    case 'GOFLAGS':
      return /(?:^|[\s'"])--?insecure(?:=(?!0|f|F)|[\s'"]|$)/.test(value)
        ? {
            code: 'insecure-set',
            level: 'advice',
            text: 'go before 1.17 fetches modules without a proof of the server, and compares them with no checksum database',
          }
        : undefined;
    case 'GOINSECURE':
      return {
        code: 'insecure-set',
        level: 'advice',
        text: 'go takes modules of those paths without a proof of the server where it fetches them directly',
      };
  }
}
