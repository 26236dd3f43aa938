import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../scripts/checkout.ts';
import { blocks } from '../support/markdown.ts';

function read(...parts: readonly string[]): string {
  return readFileSync(inCheckout(...parts), 'utf8');
}

/** Every workflow: gv's own, and the one that people are told to copy. */
const WORKFLOWS: readonly (readonly [name: string, text: string])[] = [
  ...readdirSync(inCheckout('.github', 'workflows')).map(
    (name) => [name, read('.github', 'workflows', name)] as const,
  ),
  ...blocks(read('docs', 'guides', 'ci.md'), 'yaml').map((text) => ['docs/guides/ci.md', text] as const),
];

describe('the package', () => {
  // What npm adds by itself is package.json, README and LICENSE. `npm pack --dry-run --ignore-scripts` prints the whole list.
  it('holds the program, what a shell runs, and what people read, and no sources or tests', () => {
    const { files } = JSON.parse(read('package.json')) as { readonly files: readonly string[] };
    expect(files).toEqual(['dist', 'shims', 'completions', 'docs', 'install.sh', 'CHANGELOG.md']);
    for (const file of files)
      expect([file, file === 'dist' || existsSync(inCheckout(file))]).toEqual([file, true]);
  });
});

describe('a workflow', () => {
  it.each(WORKFLOWS)('%s pins each action by its commit, with the version beside it', (_, text) => {
    const uses = [...text.matchAll(/^ *(?:- )?uses: (.+)$/gm)].map((match) => match[1] ?? '');
    expect(uses.length).toBeGreaterThan(0);
    for (const use of uses) expect(use).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(WORKFLOWS)('%s may do nothing by default but read, and keeps no credentials', (_, text) => {
    expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)\n/m);
    const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
    expect(text.match(/persist-credentials: false/g) ?? []).toHaveLength(checkouts.length);
  });

  it.each(WORKFLOWS)('%s puts no expression into a script, and bounds each job in time', (_, text) => {
    // An expression in a script is pasted into it, whatever it holds; `env` hands it over as a value.
    const scripts = [...text.matchAll(/^( *)(?:- )?run: (.*(?:\n\1 {2,}.*)*)/gm)].map(
      (match) => match[2] ?? '',
    );
    for (const script of scripts) expect(script).not.toContain('${{');
    const jobs = text.match(/^ {4}runs-on: /gm) ?? [];
    expect(text.match(/^ {4}timeout-minutes: \d+$/gm) ?? []).toHaveLength(jobs.length);
  });

  it('runs one version of each action in all of them', () => {
    const commits = new Map<string, Set<string>>();
    for (const [, text] of WORKFLOWS)
      for (const [, action = '', commit = ''] of text.matchAll(/uses: ([\w./-]+)@([0-9a-f]{40})/g))
        commits.set(action, (commits.get(action) ?? new Set()).add(commit));
    expect([...commits].filter(([, used]) => used.size > 1)).toEqual([]);
  });

  it('tests each system that releases are made for', () => {
    const ci = read('.github', 'workflows', 'ci.yml');
    for (const system of [
      'ubuntu-24.04',
      'ubuntu-24.04-arm',
      'macos-15',
      'macos-26',
      'macos-15-intel',
      'node:24-alpine',
    ])
      expect(ci).toMatch(new RegExp(`[ []${system.replaceAll('.', '\\.')}[\\],\\n]`));
  });
});

describe('what a contributor meets', () => {
  it('is a form that asks for what gv knows about itself', () => {
    const form = read('.github', 'ISSUE_TEMPLATE', 'bug.yml');
    for (const asked of ['gv doctor --json', 'gv explain', 'gv --version'])
      expect(form).toContain(`label: ${asked}\n`);
    expect(form).toContain('SECURITY.md');
  });

  it('is five questions', () => {
    const questions = read('.github', 'pull_request_template.md').match(/^\d\. \*\*.+\?\*\*/gm) ?? [];
    expect(questions).toHaveLength(5);
  });
});
