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

/** go reads the page that names the repository before git starts: where that fails, git's own fate changes nothing. */
function pageFailing({ road, page }: TriedRoad): readonly Finding[] | undefined {
  if (page?.failed === undefined) return undefined;
  const { origin } = new URL(road.repository.url);
  const text = `go does not read the page of ${origin} that names the repository: ${FAILURE_WORDS[page.failed]}; go ends there, whatever git reaches`;
  const cure =
    page.failed === 'untrusted'
      ? 'put the CA into the system store: /usr/local/share/ca-certificates/NAME.crt, then update-ca-certificates; else name it by SSL_CERT_FILE'
      : 'have the host answer by https; else put .git behind the repository in the module path, which tells go where it is';
  const evidence = [{ what: 'the page ?go-get=1', value: page.failed, how: 'measured' as const }];
  return [{ code: 'road-fails', text, cure, evidence }];
}

function failing(tried: TriedRoad): readonly Finding[] {
  const { road, git } = tried;
  const page = pageFailing(tried);
  if (page !== undefined) return page;
  if (git?.failed === undefined) return [];
  const text = `git does not reach ${road.address.shown}: ${FAILURE_WORDS[git.failed]}`;
  const cure = `GIT_TERMINAL_PROMPT=0 git ls-remote ${gitAddress(road.repository.url).shown} shows what git and ssh say`;
  const evidence = [{ what: 'git ls-remote', value: git.failed, how: 'measured' as const }];
  return [{ code: 'road-fails', text, cure, evidence }];
}
