import type { FileFormat } from '../../core/shells/formats.ts';

/** All but a tab: a line end would begin a line of its own, and readers drop the value or the line for the others. */
const CONTROLS = /[\0-\x08\n-\x1f\x7f]/;
/** A shell, Docker, GitLab and the libraries of that name each take other characters for more than themselves: these are plain for all. */
const PLAIN = /^[\w./+:@%,=\-\u00a0-\u{10ffff}]*$/u;

/** Why a format cannot have a value; undefined where it can. */
export function refusalOf(format: FileFormat, value: string): string | undefined {
  switch (format) {
    case 'dotenv':
      return PLAIN.test(value) ? undefined : 'its readers differ about blanks, quotes and signs of the shell';
    case 'docker':
    case 'systemd':
    case 'cron':
      return CONTROLS.test(value) ? 'it has a line end or another control character' : undefined;
    case 'vscode':
      // ${env:NAME} and ${workspaceFolder} are expanded in settings.
      return value.includes('${') ? 'VS Code would expand the variable in it' : undefined;
    case 'environment.d':
    case 'profile':
      return undefined;
  }
}
