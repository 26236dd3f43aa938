import type { Finding } from '../../core/choice/finding.ts';
import { FAILURE_WORDS } from '../../core/roads/failure-words.ts';
import { gitAddress } from '../../core/roads/git-address.ts';
import { httpsFindings } from './https-findings.ts';
import { loginFindings } from './login-findings.ts';
import { sshFindings } from './ssh-findings.ts';
import type { TriedRoad } from './tried-road.ts';

/** Findings about a road. A failure that none of the others explains is a finding of its own. */
export function roadFindings(tried: TriedRoad): readonly Finding[] {
  const explained = [...loginFindings(tried), ...httpsFindings(tried), ...sshFindings(tried)];
  const isExplained = explained.some(({ level }) => level === undefined);
  return isExplained ? explained : [...explained, ...failing(tried)];
}

function failing({ road, git }: TriedRoad): readonly Finding[] {
  if (git?.failed === undefined) return [];
  const text = `git does not reach ${road.address.shown}: ${FAILURE_WORDS[git.failed]}`;
  const cure = `GIT_TERMINAL_PROMPT=0 git ls-remote ${gitAddress(road.repository.url).shown} shows what git and ssh say`;
  const evidence = [{ what: 'git ls-remote', value: git.failed, how: 'measured' as const }];
  return [{ code: 'road-fails', text, cure, evidence }];
}
