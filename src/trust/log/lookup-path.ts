import { GvError } from '../../errors.ts';

/**
 * `module@version` as a lookup spells it: capitals become `!` and the small letter, as file systems may not tell them
 * apart (golang.org/x/mod/module, EscapePath). Fails with `bad-query` for a text that is not a module version.
 */
export function lookupPath(module: string, version: string): string {
  const plain =
    /^[A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)*$/.test(module) && /^v[A-Za-z0-9.+-]+$/.test(version);
  if (!plain || /(?:^|\/)\.{1,2}(?:\/|$)/.test(module))
    throw new GvError('bad-query', `${module} ${version} is no version of a module`, {
      hint: 'gv list --remote shows what there is',
    });
  return `${module}@${version}`.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}
