import { LIST_NAME, type ProgramVerdict } from '../../core/own/program-check.ts';
import { printable } from '../page/printable.ts';
import { linesText } from '../results/phrases.ts';
import { flawLines } from '../results/verify-text.ts';

/** Number of flaws to show; --json has them all. */
const SHOWN = 20;

/** The verdict on gv's own program, as `gv verify --self` prints it. */
export function programVerdictText(verdict: ProgramVerdict): string {
  const { findings, uncovered, state } = verdict;
  return linesText([
    head(verdict),
    ...flawLines(findings, SHOWN, '--json shows all'),
    ...uncovered.map((what) => `  not covered: ${printable(what)}`),
    ...(state === 'unknown' ? [] : [`  compared with ${LIST_NAME} in lib and runtime`]),
    '  Such a list shows damage and accidents; an account that can change gv can change its list too.',
  ]);
}

function head({ version, path, state, files, findings }: ProgramVerdict): string {
  const subject = `gv ${version} (${printable(path)})`;
  switch (state) {
    case 'intact':
      return `${subject}: as installed, ${files} files`;
    case 'changed':
      return `${subject}: CHANGED, ${findings.length} ${findings.length === 1 ? 'difference' : 'differences'}`;
    case 'unknown':
      return `${subject}: UNKNOWN, there is no list of its files`;
  }
}
