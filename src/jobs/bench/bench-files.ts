import { join } from 'node:path';
import { isUnwritten } from '../../errors.ts';
import { makeDirectory, writeFileAtomic } from '../../io/disk/write.ts';
import type { World } from '../../world.ts';
import { outFailure } from '../matrix/out-failure.ts';
import type { BenchedVariant } from './bench.ts';

/** Makes the directory of the files, and gives it back. Fails with `disk`, `disk-full` or `permission`. */
export async function benchDirectory(directory: string): Promise<string> {
  await makeDirectory(directory).catch((error: unknown) => {
    throw outFailure(error);
  });
  return directory;
}

export interface BenchFiles {
  readonly files: readonly string[];
  /** `disk`, `disk-full` or `permission`; the measurements are worth being shown all the same. */
  readonly failure?: Error;
}

/** Writes the result lines of each variant for benchstat into a directory that is there; without one, none. */
export async function writeBenchFiles(
  { platform }: World,
  directory: string | undefined,
  variants: readonly BenchedVariant[],
): Promise<BenchFiles> {
  const files: string[] = [];
  if (directory === undefined) return { files };
  for (const { variant, lines } of variants) {
    if (lines.length === 0) continue;
    const name = variant.label.replaceAll(/[^A-Za-z0-9._=()-]/g, '_');
    const file = firstFree(files, join(directory, name));
    const head = [`goos: ${platform.os}`, `goarch: ${platform.arch}`];
    try {
      await writeFileAtomic(file, [...head, ...lines, ''].join('\n'));
    } catch (error) {
      if (!isUnwritten(error)) throw error;
      return { files, failure: outFailure(error) };
    }
    files.push(file);
  }
  return { files };
}

/** Two variables that differ in signs which a file's name cannot have get a number. */
function firstFree(taken: readonly string[], base: string): string {
  let file = `${base}.txt`;
  for (let number = 2; taken.includes(file); number += 1) file = `${base}-${number}.txt`;
  return file;
}
