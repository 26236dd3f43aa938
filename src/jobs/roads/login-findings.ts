import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { canSignIn, originText } from '../../core/roads/road.ts';
import { because, placeOf, read, type TriedRoad } from './tried-road.ts';

/** Findings about who signs in at a repository's host. */
export function loginFindings(tried: TriedRoad): readonly Finding[] {
  return [...credentialsMissing(tried), ...keyRefused(tried), ...credentialsUnused(tried)];
}

const REFUSALS: ReadonlySet<number> = new Set([401, 403, 404]);

/** The host refuses (401; for a private module 403 and 404 too), and go or git has no login for it. */
function credentialsMissing(tried: TriedRoad): readonly Finding[] {
  const { road } = tried;
  const [goLacks, gitLacks] = [lacksForGo(tried), lacksForGit(tried)];
  if (!goLacks && !gitLacks) return [];
  const { host, hostname } = new URL(road.repository.url);
  const who = goLacks && gitLacks ? 'go and git have' : gitLacks ? 'git has' : 'go has';
  const text = `${who} no login for ${host}, which refuses ${road.subject} without one`;
  // The netrc is read by go and by git's curl.
  const cure = `a line in ~/.netrc (mode 600), with a token from your store: machine ${hostname} login NAME password TOKEN`;
  const looked = 'GOAUTH, netrc, git credential helpers, http.extraHeader, url.insteadOf';
  const evidence: Evidence[] = [...refusals(tried), { what: 'looked at', value: looked, how: 'read' }];
  return [{ code: 'credentials-missing', text, cure, undo: 'take the line out again', evidence }];
}

/** go could not read the page that names the repository, and git did not get there either. */
function lacksForGo({ road, isPrivate, git, page }: TriedRoad): boolean {
  const { status, failed } = page ?? {};
  const isRefused = failed === 'login-wanted' || (status !== undefined && REFUSALS.has(status));
  return (
    isRefused && (status === 401 || isPrivate) && road.goLogins.length === 0 && git?.failed !== undefined
  );
}

function lacksForGit({ road, isPrivate, git }: TriedRoad): boolean {
  const isHttp = road.transport === 'https' || road.transport === 'http';
  const isRefused = git?.failed === 'login-wanted' || (isPrivate && git?.failed === 'not-found');
  return isHttp && isRefused && !canSignIn(road);
}

function refusals({ road, git, page }: TriedRoad): readonly Evidence[] {
  const { host } = new URL(road.repository.url);
  const status = page?.status;
  return [
    ...(status === undefined
      ? []
      : [{ what: `${host}, asked by go`, value: status, how: 'measured' as const }]),
    ...(git?.failed === undefined
      ? []
      : [{ what: 'git ls-remote', value: git.failed, how: 'measured' as const }]),
  ];
}

/** The host takes none of the ssh keys that ssh offers. */
function keyRefused(tried: TriedRoad): readonly Finding[] {
  const { road, git } = tried;
  if (road.transport !== 'ssh' || git?.failed !== 'denied') return [];
  const counts = road.gitLogins.map(
    ({ kind, count }) => `${count ?? 0} in ${kind === 'agent' ? 'the agent' : 'files'}`,
  );
  const offered = counts.length === 0 ? 'ssh has no key' : `ssh offers its keys (${counts.join(', ')})`;
  const text = `${road.address.host} takes no key from here: ${offered}`;
  const cure =
    "add the public key to your account there (ssh-add -L shows the agent's), or name the right one in ~/.ssh/config";
  return [{ code: 'credentials-missing', text, cure, evidence: refusals(tried) }];
}

function credentialsUnused({ road }: TriedRoad): readonly Finding[] {
  const netrc = road.goLogins.find(({ kind }) => kind === 'netrc');
  if (road.transport !== 'ssh' || netrc?.origin === undefined) return [];
  const { host } = new URL(road.repository.url);
  const place = originText(netrc.origin);
  const text = `the netrc has a login for ${host} (${place}), and git goes there by ssh${because(road.rewritten)}: git does not read the netrc`;
  const cure =
    'nothing to do where ssh works; go itself uses the login when it asks the host for the repository';
  const evidence = [read('netrc', place, netrc.origin), read('git uses', road.address.shown, road.rewritten)];
  return [{ code: 'credentials-unused', level: 'note', text, cure, evidence, at: placeOf(netrc.origin) }];
}
