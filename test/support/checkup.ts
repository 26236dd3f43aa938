import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkup } from '../../src/jobs/diagnose/doctor.ts';
import { sandbox, type Sandbox } from './sandbox.ts';
import { scriptedToolchains } from './scripted-go.ts';

/** The result and the exit code of `gv doctor --json`. */
export async function checkup(
  box: Sandbox,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Checkup & { readonly code: number }> {
  const { code, stdout } = await box.gv(['doctor', '--json', ...args], { env });
  const envelope = JSON.parse(stdout) as { readonly data: Checkup };
  return { ...envelope.data, code };
}

/** A healthy installation: proven toolchains, and the line in the start-up file. */
export async function healthy(...versions: readonly string[]): Promise<Sandbox> {
  const box = await sandbox({ env: { SHELL: '/bin/bash' } });
  await scriptedToolchains(box, ...versions);
  await mkdir(join(box.root, 'receipts'), { recursive: true });
  for (const version of versions) {
    const receipt = {
      schema: 1,
      release: version,
      platform: 'linux/amd64',
      archive: 'x',
      source: 'x',
      sha256: 'x',
    };
    const rest = { size: 1, proofs: [], unproven: false, missing: [], installed: '2026-01-01T00:00:00Z' };
    await writeFile(join(box.root, 'receipts', `${version}.json`), JSON.stringify({ ...receipt, ...rest }));
  }
  await writeFile(join(box.home, '.bashrc'), `. '${box.root}/env' # added by gv\n`);
  return box;
}

export function codesOf({ findings }: Checkup): readonly string[] {
  return findings.map(({ code }) => code);
}

/** A file of `go env -w` that says this, as the variable that names it. */
export async function goEnv(box: Sandbox, text: string): Promise<{ readonly GOENV: string }> {
  const GOENV = join(box.home, 'goenv');
  await writeFile(GOENV, text);
  return { GOENV };
}
