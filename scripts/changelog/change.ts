/** The headings of a section of CHANGELOG.md, in their order there, by the word of a change. */
export const KINDS = { added: 'Added', changed: 'Changed', fixed: 'Fixed', security: 'Security' } as const;

export type Kind = keyof typeof KINDS;

/** The content of one file of .changes/. */
export interface Change {
  readonly kind: Kind;
  /** One sentence, on one line. */
  readonly sentence: string;
}

function isKind(word: string): word is Kind {
  return Object.hasOwn(KINDS, word);
}

/** Reads a file of .changes/. Throws an Error with the file's name when the file does not follow .changes/README.md. */
export function parseChange(name: string, text: string): Change {
  const [first = '', ...rest] = text.trimEnd().split('\n');
  const kind = /^kind: (\w+)$/.exec(first)?.[1] ?? '';
  if (!isKind(kind))
    throw new Error(`${name}: the first line must be "kind: " and one of ${Object.keys(KINDS).join(', ')}`);
  const sentence = rest
    .map((line) => line.trim())
    .join(' ')
    .trim();
  if (!/^[A-Z`].*\.$/.test(sentence))
    throw new Error(
      `${name}: a change is a sentence: it begins with a capital or a code span, and ends with a full stop`,
    );
  if (/\s{2}/.test(sentence)) throw new Error(`${name}: a change is one paragraph`);
  return { kind, sentence };
}

/** One version of CHANGELOG.md: the sentences of each kind, in the order of the file. */
export type Section = Readonly<Record<Kind, readonly string[]>>;

const EMPTY: Section = { added: [], changed: [], fixed: [], security: [] };

/** Adds changes at the end of a section. */
export function withChanges(section: Section, changes: readonly Change[]): Section {
  const kinds = Object.keys(KINDS).filter(isKind);
  const filled = kinds.map((kind) => {
    const more = changes.filter((change) => change.kind === kind).map(({ sentence }) => sentence);
    return [kind, [...section[kind], ...more]] as const;
  });
  return { ...EMPTY, ...Object.fromEntries(filled) };
}

const UNRELEASED = '## Unreleased\n';

/** CHANGELOG.md in three parts: the text above the unreleased section, that section, and the released ones. */
export interface Changelog {
  readonly above: string;
  readonly unreleased: Section;
  readonly released: string;
}

/** Reads CHANGELOG.md. Throws an Error for a file without an unreleased section, or with an unknown heading in it. */
export function parseChangelog(text: string): Changelog {
  const at = text.indexOf(`\n${UNRELEASED}`);
  if (at < 0) throw new Error('CHANGELOG.md has no section "Unreleased"');
  const start = at + 1 + UNRELEASED.length;
  const next = text.indexOf('\n## ', start);
  const end = next < 0 ? text.length : next + 1;
  return {
    above: text.slice(0, at + 1),
    unreleased: parseSection(text.slice(start, end)),
    released: text.slice(end),
  };
}

function parseSection(text: string): Section {
  const groups = text.split(/^### /m).slice(1);
  const entries = groups.map((group) => {
    const [title = '', ...lines] = group.split('\n');
    const kind = Object.keys(KINDS).find((word) => isKind(word) && KINDS[word] === title);
    if (kind === undefined) throw new Error(`CHANGELOG.md: "${title}" is no kind of change`);
    const sentences = lines.join('\n').split(/^- /m).slice(1);
    return [kind, sentences.map((sentence) => sentence.trim().replaceAll(/\n\s*/g, ' '))] as const;
  });
  return { ...EMPTY, ...Object.fromEntries(entries) };
}

/** The lines of a section below its heading. */
export function sectionText(section: Section): string {
  return Object.entries(KINDS)
    .flatMap(([kind, title]) => {
      const sentences = isKind(kind) ? section[kind] : [];
      return sentences.length === 0
        ? []
        : [`\n### ${title}\n\n${sentences.map((it) => `- ${it}\n`).join('')}`];
    })
    .join('');
}

export interface Release {
  readonly version: string;
  /** `2026-11-28`. */
  readonly date: string;
}

/** CHANGELOG.md after a release: the unreleased section has the release's name, with these changes, and a new empty one is above. */
export function releasedChangelog(text: string, changes: readonly Change[], release: Release): string {
  const { above, unreleased, released } = parseChangelog(text);
  const body = sectionText(withChanges(unreleased, changes));
  if (body === '') throw new Error('nothing has changed since the last release');
  const rest = released === '' ? '' : `\n${released}`;
  return `${above}${UNRELEASED}\n## ${release.version} – ${release.date}\n${body}${rest}`;
}
