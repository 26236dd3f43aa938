import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  parseChange,
  parseChangelog,
  releasedChangelog,
  sectionText,
  withChanges,
  type Change,
} from './changelog/change.ts';
import { inCheckout } from './checkout.ts';
import { readManifest } from './manifest.ts';

/** Names of the files in .changes/, without the README, sorted. */
export function changeFiles(): readonly string[] {
  return readdirSync(inCheckout('.changes'))
    .filter((name) => name !== 'README.md')
    .toSorted();
}

/** The changes in the files of .changes/. Throws an Error for a file that does not follow .changes/README.md. */
export function pendingChanges(): readonly Change[] {
  return changeFiles().map((name) => {
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*\.md$/.test(name))
      throw new Error(`.changes/${name}: name it like which-no-directory.md`);
    return parseChange(`.changes/${name}`, readFileSync(inCheckout('.changes', name), 'utf8'));
  });
}

/**
 * npm run changelog: closes the unreleased section under the version of package.json and today's date, and removes the files.
 * With --check it only reads everything and prints what the section would say.
 */
function main(): void {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const path = inCheckout('CHANGELOG.md');
  const [text, changes] = [readFileSync(path, 'utf8'), pendingChanges()];
  if (values.check) {
    process.stdout.write(sectionText(withChanges(parseChangelog(text).unreleased, changes)).trimStart());
    return;
  }
  const version = readManifest(inCheckout())?.version ?? '';
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(path, releasedChangelog(text, changes, { version, date }));
  for (const name of changeFiles()) rmSync(inCheckout('.changes', name));
}

if (import.meta.main) main();
