import type { Finding } from '../../core/choice/finding.ts';
import type { FoundManager } from '../../core/settings/managers.ts';

const PAGES: ReadonlySet<string> = new Set(['goenv', 'asdf', 'mise', 'gvm']);

/** A note for each other manager of Go versions that PATH or start-up files name: two of them choose two Gos. */
export function managerFindings(managers: readonly FoundManager[]): readonly Finding[] {
  return managers.map(({ name, where }) => {
    const [first = ''] = where;
    const [, file, line] = /^(.*):(\d+)$/.exec(where.find((place) => /:\d+$/.test(place)) ?? '') ?? [];
    const page = PAGES.has(name) ? `; see docs/coming-from/${name}.md` : '';
    return {
      code: 'other-manager',
      level: 'note',
      text: `${name} is set up here too (${first}): the one whose directory comes first on PATH chooses the Go`,
      cure: `gv's line comes last in the start-up file${page}`,
      evidence: where.map((place) => ({ what: name, value: place, how: 'read', from: place })),
      ...(file === undefined ? {} : { at: { file, line: Number(line) } }),
    };
  });
}
