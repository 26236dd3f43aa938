import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from './set-up.ts';

/**
 * A script that does with start-up files what install.sh does, by its functions, and says its last words; with `--uninstall` it takes
 * the lines out. It sets no gv up, which takes ten times as long: for tests of which files those are, and of what is written.
 */
export function startUpScript(directory: string): string {
  const path = join(directory, 'start-up.sh');
  const script = [
    'GV_INSTALL_LIB=1',
    `. '${join(CHECKOUT, 'install.sh')}'`,
    "yes=0 dry='' heir='' me=$(id -u)",
    '[ "${1-}" != -y ] || yes=1',
    'find_root',
    '[ "${1-}" != --uninstall ] || { remove_lines && exit; }',
    'mkdir -p "$root/versions"',
    'offer_line',
    'last_words',
    '',
  ].join('\n');
  writeFileSync(path, script);
  return path;
}
