import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../scripts/checkout.ts';
import { commandNamed } from '../../src/commands/table.ts';
import { anchorsIn, blocks, linksIn, markdownPages, prose, typedWords } from '../support/markdown.ts';

const PAGES = markdownPages();
const DECISIONS = PAGES.filter(
  ({ path }) => path.startsWith('docs/decisions/') && !path.endsWith('README.md'),
);

/** What is wrong with a link, or nothing. Links to other sites are nobody's business here: no test asks a server. */
function brokenLink(from: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from : posix.join(posix.dirname(from), file);
  if (path.startsWith('..') || !existsSync(inCheckout(path))) return `${from}: no ${path}`;
  if (anchor === undefined) return undefined;
  if (!statSync(inCheckout(path)).isFile() || !path.endsWith('.md')) return `${from}: no anchors in ${path}`;
  const anchors = anchorsIn(readFileSync(inCheckout(path), 'utf8'));
  return anchors.includes(anchor) ? undefined : `${from}: no #${anchor} in ${path}`;
}

describe('the readers of Markdown', () => {
  const text =
    "# A `b-c`, d\n\n[x](y.md#z) `gv use 1`\n\n```sh\n# no heading\n[no](link)\ngv list\n```\n\n## It's\n## It's\n";

  it('see headings as GitHub does, and links, but not in blocks', () => {
    expect(anchorsIn(text)).toEqual(['a-b-c-d', 'its', 'its-1']);
    expect(linksIn(text)).toEqual(['y.md#z']);
  });

  it('see the commands in spans, blocks and consoles', () => {
    const console = '```console\n~/app $ gv which go && gv where\noutput gv nothing\n$ A=1 gv env\n```\n';
    expect(typedWords(text + console)).toEqual(['use', 'which', 'where', 'env', 'list']);
  });
});

describe('the pages', () => {
  it('link only to files and headings that exist', () => {
    const links = PAGES.flatMap(({ path, text }) => linksIn(text).map((link) => [path, link] as const));
    expect(links.length).toBeGreaterThan(80);
    expect(links.map(([path, link]) => brokenLink(path, link)).filter((it) => it !== undefined)).toEqual([]);
  });

  it('are all on the map', () => {
    const map = PAGES.find(({ path }) => path === 'docs/README.md')?.text ?? '';
    const linked = linksIn(map).map((link) => posix.join('docs', link));
    const missing = PAGES.map(({ path }) => path).filter(
      (path) =>
        path.startsWith('docs/') &&
        path !== 'docs/README.md' &&
        !DECISIONS.some((page) => page.path === path) &&
        !linked.includes(path),
    );
    expect(missing).toEqual([]);
  });

  it('name only commands that gv has', () => {
    // CONTRIBUTING.md speaks of commands that are still to come, CHANGELOG.md of those that are gone.
    const pages = PAGES.filter(({ path }) => path !== 'CHANGELOG.md' && path !== 'CONTRIBUTING.md');
    const words = pages.flatMap(({ path, text }) => typedWords(text).map((word) => [path, word] as const));
    expect(words.length).toBeGreaterThan(150);
    expect(words.filter(([, word]) => commandNamed(word) === undefined && word !== 'help')).toEqual([]);
  });

  it('say above a block that needs a release that there is none', () => {
    for (const { path, text } of PAGES) {
      const uses = blocks(text, 'console').find((block) => block.includes('$GV_INSTALL_BASE/install.sh'));
      if (uses === undefined) continue;
      expect([path, text.slice(0, text.indexOf(uses))]).toEqual([
        path,
        expect.stringMatching(/\*\*No release exists yet\.\*\*/),
      ]);
    }
  });

  it('have no paragraph that nobody reads to its end', () => {
    const long = PAGES.filter(({ path }) => path !== 'CHANGELOG.md').flatMap(({ path, text }) =>
      prose(text)
        .split('\n')
        .filter((line) => line.length > 200 && !line.startsWith('|'))
        .map((line) => `${path}: ${line.slice(0, 60)} …`),
    );
    expect(long).toEqual([]);
  });
});

describe('a decision', () => {
  it('stands in the index, and the index names nothing else', () => {
    const index = readFileSync(inCheckout('docs', 'decisions', 'README.md'), 'utf8');
    const linked = linksIn(index).map((link) => posix.join('docs/decisions', link));
    expect(linked.toSorted()).toEqual(DECISIONS.map(({ path }) => path));
  });

  it.each(DECISIONS.map(({ path, text }) => [path, text] as const))(
    '%s fits on a screen and has its four parts',
    (_, text) => {
      expect(text.split('\n').length).toBeLessThanOrEqual(40);
      const parts = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
      expect(parts).toEqual(['Context', 'Decision', 'Why', 'What would change it']);
    },
  );
});
