import { basename } from 'node:path';
import type { GitSetting } from './git-settings.ts';

/** A credential helper of git's: its name, never its arguments, which may hold a password. */
export interface Helper {
  readonly name: string;
  readonly setting: GitSetting;
}

/**
 * The credential helpers that git would ask for an https address, in their order (gitcredentials, "CONFIGURATION OPTIONS"). An empty
 * value forgets those before it. A section's address counts by protocol, host, and the beginning of the path.
 */
export function credentialHelpers(settings: readonly GitSetting[], url: URL): readonly Helper[] {
  let found: Helper[] = [];
  for (const setting of settings) {
    if (setting.name !== 'credential.helper' || !covers(setting.sub, url)) continue;
    if (setting.value === '') found = [];
    else found.push({ name: helperName(setting.value), setting });
  }
  return found;
}

function covers(pattern: string, url: URL): boolean {
  if (pattern === '') return true;
  const address = URL.parse(pattern);
  if (address === null || address.protocol !== url.protocol || address.host !== url.host) return false;
  return `${url.pathname}/`.startsWith(`${address.pathname.replace(/\/+$/, '')}/`);
}

/** `store` of `store --file …`, the name of the file of a path; a command for the shell has no name to show. */
export function helperName(value: string): string {
  if (value.startsWith('!')) return 'a shell command';
  const [word = ''] = value.trim().split(/\s+/);
  const name = basename(word).replace(/^git-credential-/, '');
  return /^[\w.+-]{1,60}$/.test(name) ? name : 'a program';
}
