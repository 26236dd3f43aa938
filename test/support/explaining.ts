import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Explanation } from '../../src/core/choice/explanation.ts';
import { sandbox, type RunOptions, type Sandbox } from './sandbox.ts';
import { scriptedToolchains } from './scripted-go.ts';

/** What `gv explain --json` says. */
export async function explained(box: Sandbox, options: RunOptions = {}): Promise<Explanation> {
  const { stdout } = await box.gv(['explain', '--json'], options);
  const envelope = JSON.parse(stdout) as { readonly data: Explanation };
  return envelope.data;
}

/** The codes of its warnings, each of which has a text and a cure. */
export async function codes(
  box: Sandbox,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { warnings } = await explained(box, { env });
  for (const { text, cure } of warnings) expect([text, cure]).not.toContain('');
  return warnings.map(({ code }) => code);
}

/** A sandbox with scripted toolchains. */
export async function withGo(...versions: readonly string[]): Promise<Sandbox> {
  const box = await sandbox();
  await scriptedToolchains(box, ...versions);
  return box;
}

/** Writes a file of the project. */
export function write(box: Sandbox, name: string, text: string): Promise<void> {
  return writeFile(join(box.project, name), text);
}
