import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { TestAccount } from './accounts.ts';
import { mintLogKey } from './log-key.ts';
import { giveTree } from './modes.ts';
import { newSigner } from './release-signing.ts';
import { sandbox, type Ran, type Sandbox, type SandboxOptions } from './sandbox.ts';

export const SIGNER = await newSigner();
export const LOG_KEY = mintLogKey().text;

export interface Place {
  readonly root: string;
  readonly config: string;
  /** In a directory of its own in the home. */
  readonly keyring: string;
}

/** A root whose config names a keyring and a checksum database's key. */
export async function believing(options: SandboxOptions = {}): Promise<Sandbox & Place> {
  const box = await sandbox({ ...options, env: { SHELL: '/bin/bash' } });
  await writeFile(join(box.home, '.bashrc'), `. '${box.root}/env' # added by gv\n`);
  const [config, keyring] = [join(box.root, 'config.json'), join(box.home, 'keys', 'keyring.asc')];
  await mkdir(dirname(keyring));
  await writeFile(keyring, SIGNER.publicKey);
  await writeFile(config, JSON.stringify({ keyring, 'log-key': LOG_KEY, projects: false }));
  return Object.assign(box, { config, keyring });
}

/** Lines of warnings. */
export function warnings({ stderr }: Ran): readonly string[] {
  return stderr.split('\n').filter((line) => line.startsWith('warning: '));
}

/** Whether doctor finds the config not to be believed, and ends as its level says. */
export async function problems(gv: (args: readonly string[]) => Promise<Ran>): Promise<readonly string[]> {
  const { code, stdout } = await gv(['doctor', '--json']);
  const { data } = JSON.parse(stdout) as {
    readonly data: { readonly findings: readonly { readonly code: string; readonly level: string }[] };
  };
  const found = data.findings.filter(({ level }) => level === 'problem').map((finding) => finding.code);
  // Nothing here is on PATH as a start-up file would have it.
  expect(code).toBe(found.length === 0 ? 0 : 1);
  return found.filter((name) => name === 'config-not-believed');
}

/** The same, given to an account, whose gv is run. */
export async function givenTo(owner: TestAccount): Promise<Sandbox & Place> {
  const box = await believing();
  await chmod(dirname(box.root), 0o755);
  giveTree(dirname(box.root), owner.uid, owner.gid);
  return box;
}
