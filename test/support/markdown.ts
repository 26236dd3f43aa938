import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const CHECKOUT = join(import.meta.dirname, '..', '..');

export interface Page {
  /** From the root of the checkout, with slashes: `docs/proofs.md`. */
  readonly path: string;
  readonly text: string;
}

/** Every Markdown page that people read: those at the root, in docs/ and in .github/. */
export function markdownPages(): readonly Page[] {
  const under = ['docs', '.github'].flatMap((folder) =>
    readdirSync(join(CHECKOUT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(CHECKOUT, join(entry.parentPath, entry.name)).replaceAll(sep, '/')),
  );
  return [...readdirSync(CHECKOUT), ...under]
    .filter((path) => path.endsWith('.md'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(CHECKOUT, path), 'utf8') }));
}

interface Part {
  /** The word behind the fence; undefined for what stands outside blocks. */
  readonly language: string | undefined;
  readonly lines: readonly string[];
}

/** The text in turns of prose and fenced blocks, without the fences. */
function partsOf(text: string): readonly Part[] {
  const parts: { language: string | undefined; lines: string[] }[] = [{ language: undefined, lines: [] }];
  for (const line of text.split('\n')) {
    const fence = /^ *```(\S*)/.exec(line);
    const last = parts.at(-1);
    if (fence === null) last?.lines.push(line);
    else parts.push({ language: last?.language === undefined ? (fence[1] ?? '') : undefined, lines: [] });
  }
  return parts;
}

/** The text without its fenced blocks, in which `#` and `](` mean something else. */
export function prose(text: string): string {
  const outside = partsOf(text).filter(({ language }) => language === undefined);
  return outside.map(({ lines }) => lines.join('\n')).join('\n');
}

/** The fenced blocks of one language, without their fences. */
export function blocks(text: string, wanted: string): readonly string[] {
  const found = partsOf(text).filter(({ language }) => language === wanted);
  return found.map(({ lines }) => lines.join('\n'));
}

/** Targets of links and pictures, as they are written. */
export function linksIn(text: string): readonly string[] {
  return [...prose(text).matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? '');
}

/** The anchors of a page's headings, as GitHub makes them; a heading that comes again gets a number. */
export function anchorsIn(text: string): readonly string[] {
  const seen = new Map<string, number>();
  return [...prose(text).matchAll(/^#{1,6} (.+)$/gm)].map((match) => {
    const slug = slugOf(match[1] ?? '');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** gv's command words that a page tells people to type: in a code span, a console line, or a shell block. */
export function typedWords(text: string): readonly string[] {
  const spans = [...prose(text).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const lines = [...blocks(text, 'console'), ...blocks(text, 'sh'), ...blocks(text, '')]
    .join('\n')
    .split('\n')
    .filter((line) => /^(?:\S* )?\$ |^(?:gv|sh|eval) /.test(line))
    .map((line) => line.replace(/^(?:\S* )?\$ /, ''));
  return [...spans, ...lines]
    .flatMap((line) => line.split(/ #|&&|;|\|/))
    .map((command) => /^\s*(?:[A-Z_]+=\S* )*gv ([a-z][a-z-]*)(?= |$)/.exec(command)?.[1])
    .filter((word) => word !== undefined);
}
