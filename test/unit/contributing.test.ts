import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../scripts/checkout.ts';
import { sourceFiles } from '../support/source-files.ts';

const TEXT = readFileSync(inCheckout('CONTRIBUTING.md'), 'utf8');

function section(title: string): string {
  return TEXT.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
}

/** The rows of "Where is …?": a file and a name in it. */
const PLACES = section('Where is …?')
  .split('\n')
  .filter((line) => /^\| .*`/.test(line))
  .map((line) => {
    const [, file = '', name = ''] = /\| `([^`]+)` \| `([^`]+)` \|$/.exec(line) ?? [];
    return [file, name] as const;
  });

/** Whether a file gives a name to others: an export in TypeScript, a function in shell. */
function defines(text: string, file: string, name: string): boolean {
  const shell = new RegExp(`^(?:function )?${name}(?:\\(\\)| )`, 'm');
  const typescript = new RegExp(`^export (?:async )?(?:function|const|class) ${name}\\b`, 'm');
  return (file.endsWith('.ts') ? typescript : shell).test(text);
}

describe('CONTRIBUTING.md', () => {
  it('asks the eight questions that a newcomer has', () => {
    expect(section('Where is …?').match(/^\| (?:where|what) /gm) ?? []).toHaveLength(9);
    expect(PLACES.length).toBeGreaterThanOrEqual(12);
  });

  it.each(PLACES)('finds the answer in %s: %s', (file, name) => {
    expect(defines(readFileSync(inCheckout(file), 'utf8'), file, name)).toBe(true);
  });

  it('names every layer of the sources', () => {
    const layers = new Set(sourceFiles().flatMap(({ layer }) => (layer === '' ? [] : [layer])));
    for (const layer of layers) expect(TEXT).toContain(`| \`src/${layer}\` |`);
  });

  it('lists every script that npm runs', () => {
    const { scripts } = JSON.parse(readFileSync(inCheckout('package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    for (const name of Object.keys(scripts)) expect(TEXT).toMatch(new RegExp(`\`npm (?:run )?${name}\``));
  });
});
