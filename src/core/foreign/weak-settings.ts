import type { Finding } from '../choice/finding.ts';
import { matchesPrefixPatterns } from '../go/module-patterns.ts';

/** The go settings that take proofs away from the go command. */
export const WEAKENING = ['GOSUMDB', 'GONOSUMDB', 'GOPRIVATE', 'GOINSECURE'] as const;

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
      return value === 'off' ? { code: 'sumdb-off', level: 'advice', text: blind } : undefined;
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
    case 'GOINSECURE':
      return {
        code: 'insecure-set',
        level: 'advice',
        text: 'go takes modules of those paths without a proof of the server where it fetches them directly',
      };
  }
}
