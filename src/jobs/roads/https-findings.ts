import type { Evidence, Finding } from '../../core/choice/finding.ts';
import type { RoadFailure } from '../../core/net/road-report.ts';
import { originText, type Road } from '../../core/roads/road.ts';
import { atOf, read, type TriedRoad } from './tried-road.ts';

/** Findings about a road by https: the HTTP proxy, and the certificates. */
export function httpsFindings(tried: TriedRoad): readonly Finding[] {
  return [...differingRoads(tried), ...differingTrust(tried)];
}

/** git and go reach one host by https through different HTTP proxies. */
function differingRoads({ road }: TriedRoad): readonly Finding[] {
  const { between, goBetween, transport } = road;
  if (transport !== 'https' && transport !== 'http') return [];
  const [git, go] = [proxyOf(between), proxyOf(goBetween)];
  if (git === go || between.kind === 'unknown' || goBetween.kind === 'unknown') return [];
  const { host } = new URL(road.repository.url);
  const text = `git goes to ${host} ${wayText(between)}, go ${wayText(goBetween)}`;
  const written =
    between.kind === 'http-proxy' && between.setting === 'http.proxy' ? between.origin : undefined;
  const line = written?.line;
  const cure =
    written === undefined || line === undefined
      ? 'export HTTPS_PROXY (and NO_PROXY) with one value for both, and leave http.proxy, ALL_PROXY and the names in small letters unset'
      : `take line ${line} (http.proxy) out of ${written.from}, so that git reads HTTPS_PROXY as go does`;
  const evidence = [between, goBetween].flatMap((way) =>
    way.kind === 'http-proxy' ? [read(way.setting, way.url, way.origin)] : [],
  );
  const undo =
    line === undefined
      ? undefined
      : `the line again in ${written?.from ?? ''}: keep a copy, as gv repeats no value that may be secret`;
  const way = { cure, ...(undo === undefined ? {} : { undo }) };
  return [{ code: 'git-road-differs', level: 'advice', text, ...way, evidence, ...atOf(written) }];
}

function proxyOf(between: Road['between']): string {
  return between.kind === 'http-proxy' ? between.url : '';
}

function wayText(between: Road['between']): string {
  return between.kind === 'http-proxy' ? `through ${between.url} (${between.setting})` : 'directly';
}

/** One of go and git believes the certificate of the host, and the other does not. */
function differingTrust({ road, git, page }: TriedRoad): readonly Finding[] {
  if (road.transport !== 'https' || git === undefined || page === undefined) return [];
  const gitTrusts = git.failed !== 'untrusted';
  const goTrusts = page.failed !== 'untrusted';
  const isKnown =
    (goTrusts ? page.status !== undefined : true) && (gitTrusts ? reachedServer(git.failed) : true);
  if (gitTrusts === goTrusts || !isKnown) return [];
  const { host } = new URL(road.repository.url);
  const [yes, no] = goTrusts ? ['go', 'git'] : ['git', 'go'];
  const evidence: readonly Evidence[] = [
    {
      what: 'go',
      value: goTrusts ? 'trusts' : 'refuses',
      how: 'measured',
      from: 'SSL_CERT_FILE, SSL_CERT_DIR, system store',
    },
    {
      what: 'git',
      value: gitTrusts ? 'trusts' : 'refuses',
      how: 'measured',
      from:
        road.trust === undefined ? 'system store' : `${road.trust.setting}, ${originText(road.trust.origin)}`,
    },
  ];
  const text = `${yes} trusts the certificate of ${host}, and ${no} does not`;
  const cure =
    'put the CA into the system store, which both read: /usr/local/share/ca-certificates/NAME.crt, then update-ca-certificates; else SSL_CERT_FILE for go and http.sslCAInfo for git';
  return [
    {
      code: 'tls-trust-differs',
      text,
      cure,
      undo: 'take the file out again, then update-ca-certificates --fresh',
      evidence,
    },
  ];
}

function reachedServer(failed: RoadFailure | undefined): boolean {
  return failed === undefined || failed === 'login-wanted' || failed === 'not-found';
}
