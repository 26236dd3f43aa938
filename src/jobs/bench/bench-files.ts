import { join } from 'node:path';
import { makeDirectory, writeFileAtomic } from '../../io/disk/write.ts';
import type { World } from '../../world.ts';
import type { BenchedVariant } from './bench.ts';

/** Writes the result lines of each variant for benchstat; gives the files. Fails with `disk`, `disk-full` or `permission`. */
export async function writeBenchFiles(
  { platform }: World,
  directory: string,
  variants: readonly BenchedVariant[],
): Promise<readonly string[]> {
  await makeDirectory(directory);
  const files: string[] = [];
  for (const { variant, lines } of variants) {
    if (lines.length === 0) continue;
    const name = variant.label.replaceAll(/[^A-Za-z0-9._=()-]/g, '_');
    const file = firstFree(files, join(directory, name));
    const head = [`goos: ${platform.os}`, `goarch: ${platform.arch}`];
    await writeFileAtomic(file, [...head, ...lines, ''].join('\n'));
    files.push(file);
  }
  return files;
}

/** Two variables that differ in signs which a file's name cannot have get a number. */
function firstFree(taken: readonly string[], base: string): string {
  let file = `${base}.txt`;
  for (let number = 2; taken.includes(file); number += 1) file = `${base}-${number}.txt`;
  return file;
}
