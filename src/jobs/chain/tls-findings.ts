import type { Evidence, Finding } from '../../core/choice/finding.ts';
import type { TlsPhase } from '../../core/net/phase.ts';
import { dayOf } from '../../core/text/day.ts';
import type { Run } from '../../world.ts';
import type { MeasuredEntry } from './entry.ts';

/** Findings about certificates, versions of TLS, and the clock by which both are judged. */
export function tlsFindings(run: Run, measured: readonly MeasuredEntry[]): readonly Finding[] {
  const shaken = measured.flatMap((each) => {
    const tls = each.report.phases.findLast((phase) => phase.name === 'tls');
    return tls === undefined ? [] : [{ entry: each.report.entry, tls, verdict: each.report.verdict }];
  });
  const asked = shaken.filter(({ verdict }) => verdict !== 'not-asked');
  return [
    ...asked.flatMap((each) => untrusted(run, each)),
    ...intercepted(shaken),
    ...asked.flatMap((each) => [...expires(run, each), ...old(each)]),
    ...wrongClock(measured),
  ];
}

interface Shaken {
  readonly entry: string;
  readonly tls: TlsPhase;
}

const REFUSALS: Readonly<Record<string, string>> = {
  untrusted: 'no authority that go trusts has signed the certificate',
  expired: 'the certificate is not valid at the time of this machine',
  'name-mismatch': 'the certificate is for another name',
};

function untrusted(run: Run, { entry, tls }: Shaken): readonly Finding[] {
  const why = REFUSALS[tls.failed ?? ''];
  if (why === undefined) return [];
  const file = run.env['SSL_CERT_FILE'] ?? '';
  const directories = run.env['SSL_CERT_DIR'] ?? '';
  const store = [
    file === '' ? "the system's file" : `SSL_CERT_FILE (${file})`,
    directories === '' ? "the system's directory" : `SSL_CERT_DIR (${directories})`,
  ].join(' and ');
  const evidence: Evidence[] = [
    { what: 'issuer', value: tls.issuer ?? 'unknown', how: 'measured' },
    ...(tls.notAfter === undefined
      ? []
      : [{ what: 'valid until', value: tls.notAfter, how: 'measured' } as const]),
    { what: 'trusted by go', value: store, how: 'read', from: 'the environment' },
  ];
  const { failed } = tls;
  return [
    {
      code: 'tls-untrusted',
      text: `${entry}: ${why}`,
      evidence,
      cure: trustCure(failed, tls.issuer ?? 'its issuer'),
    },
  ];
}

/** GOINSECURE has no effect on GOPROXY, and sslVerify=false is no cure. */
function trustCure(failed: TlsPhase['failed'], issuer: string): string {
  if (failed === 'expired')
    return 'compare the clock of this machine; else the operator renews the certificate';
  if (failed === 'name-mismatch') return 'compare the host name in GOPROXY with the names of the certificate';
  return `put the certificate of ${issuer} into the system store (update-ca-certificates), which serves go, git and gv; else name its file by SSL_CERT_FILE for go, and by git config --global http.sslCAInfo for git`;
}

function intercepted(shaken: readonly Shaken[]): readonly Finding[] {
  const roots = shaken.flatMap(({ entry, tls }) =>
    tls.privateRoot === true ? [[tls.chain?.at(-1) ?? tls.issuer ?? 'unknown', entry] as const] : [],
  );
  return [...Map.groupBy(roots, ([root]) => root)].map(([root, pairs]) => {
    const entries = pairs.map(([, entry]) => entry).join(', ');
    const text = `the certificate of ${entries} is signed by ${root}, which is in the store of this machine and is no public authority: a company's own, or one that opens the connection on the way`;
    const evidence: Evidence[] = [{ what: 'root', value: root, how: 'measured' }];
    return {
      code: 'tls-intercepted',
      level: 'note',
      text,
      evidence,
      cure: 'other tools need the same certificate',
    };
  });
}

const EXPIRY_DAYS = 14;
const DAY_MS = 86_400_000;

function expires(run: Run, { entry, tls }: Shaken): readonly Finding[] {
  if (tls.failed !== undefined || tls.notAfter === undefined) return [];
  const days = Math.floor((Date.parse(tls.notAfter) - run.now().getTime()) / DAY_MS);
  if (days >= EXPIRY_DAYS) return [];
  const text = `the certificate of ${entry} ends on ${dayOf(tls.notAfter)}, in ${days} ${days === 1 ? 'day' : 'days'}`;
  const evidence: Evidence[] = [{ what: 'valid until', value: tls.notAfter, how: 'measured' }];
  return [
    { code: 'tls-expires', level: 'advice', text, evidence, cure: 'its operator renews the certificate' },
  ];
}

const LEAST_RSA_BITS = 2048;

function old({ entry, tls }: Shaken): readonly Finding[] {
  const cure = 'its operator updates the server';
  if (tls.failed === 'alert') {
    const what =
      tls.version === undefined
        ? 'no handshake: the port may speak no TLS at all'
        : `the server speaks ${tls.version} at most`;
    const evidence: Evidence[] = [{ what, value: tls.ms, unit: 'ms', how: 'measured' }];
    return [{ code: 'tls-old', text: `${entry}: ${what}; go speaks TLS 1.2 and newer`, evidence, cure }];
  }
  if (tls.failed !== undefined || tls.rsaBits === undefined || tls.rsaBits >= LEAST_RSA_BITS) return [];
  const evidence: Evidence[] = [{ what: 'RSA key', value: tls.rsaBits, unit: 'bits', how: 'measured' }];
  const text = `the certificate of ${entry} has an RSA key of ${tls.rsaBits} bits, which other programs may refuse`;
  return [{ code: 'tls-old', level: 'note', text, evidence, cure }];
}

const WRONG_SECONDS = 300;

/** Two servers that agree on another time; one alone may be wrong itself. */
function wrongClock(measured: readonly MeasuredEntry[]): readonly Finding[] {
  const told = measured.flatMap(({ report }) => {
    const seconds = report.clockSeconds;
    return seconds === null ? [] : [{ host: hostOf(report.entry), entry: report.entry, seconds }];
  });
  const wrong = told.filter(({ seconds }) => Math.abs(seconds) > WRONG_SECONDS);
  const [first] = wrong;
  const agreeing = wrong.filter(({ seconds }) => Math.sign(seconds) === Math.sign(first?.seconds ?? 0));
  if (first === undefined || new Set(agreeing.map(({ host }) => host)).size < 2) return [];
  const side = first.seconds > 0 ? 'behind' : 'ahead of';
  const evidence = agreeing.map(({ entry, seconds }): Evidence => ({
    what: `Date of ${entry}`,
    value: seconds,
    unit: 's',
    how: 'measured',
  }));
  return [
    {
      code: 'clock-wrong',
      text: `the clock of this machine is ${Math.abs(first.seconds)} s ${side} the servers: certificates and signatures are judged by it`,
      evidence,
      cure: 'set the clock (timedatectl set-ntp true)',
    },
  ];
}

function hostOf(entry: string): string {
  return URL.parse(entry)?.host ?? entry;
}
