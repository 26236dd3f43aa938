import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { parseGoauth } from '../../core/go/goauth.ts';
import { GvError } from '../../errors.ts';
import { wayBack } from '../environment/way-back.ts';
import type { NetContext } from '../net/context.ts';
import type { MeasuredEntry } from './entry.ts';
import type { MeasuredSumdb } from './sumdb-part.ts';

/** Findings about the checksum database. */
export function sumdbFindings({ go, read }: NetContext, sumdb: MeasuredSumdb | null): readonly Finding[] {
  const off =
    read('GOSUMDB').value === 'off' ? 'GOSUMDB' : read('GONOSUMDB').value === '*' ? 'GONOSUMDB' : undefined;
  if (off !== undefined) {
    const text = `${off}=${read(off).value}: go does not notice a module that differs from the one that others get`;
    return [{ code: 'sumdb-off', level: 'advice', text, ...wayBack(go, off) }];
  }
  if (sumdb?.fault === undefined) return [];
  const evidence = sumdb.tried.map(({ entry, why }): Evidence => ({
    what: `supported at ${entry}`,
    value: why,
    how: 'measured',
  }));
  const text = `go cannot ask the checksum database ${sumdb.report.name}, and refuses new modules: ${sumdb.fault}`;
  const cure =
    'have a module proxy of GOPROXY pass the database on; for modules of your own: go env -w GOPRIVATE=… (GOSUMDB=off would leave all others unproven)';
  return [{ code: 'sumdb-unreachable', text, evidence, cure }];
}

/** A server that wants a login, and go has none for it. */
export function loginFindings({ read }: NetContext, measured: readonly MeasuredEntry[]): readonly Finding[] {
  const goauth = read('GOAUTH').value || 'netrc';
  return measured
    .filter(({ facts }) => facts.wantsLogin && !facts.hadLogin)
    .map(({ report }) => {
      const host = URL.parse(report.entry)?.host ?? report.entry;
      const evidence: Evidence[] = [
        { what: `answer of ${report.entry}`, value: 401, how: 'measured' },
        { what: 'GOAUTH', value: sourcesOf(goauth), how: 'read', from: read('GOAUTH').from },
      ];
      const end = report.verdict === 'ends' ? ', and go asks no other entry' : '';
      const cure = `add a line to ~/.netrc: machine ${host} login NAME password TOKEN; or name a program by go env -w GOAUTH=…`;
      return {
        code: 'credentials-missing',
        text: `${report.entry} wants a login, and go has none for ${host}${end}`,
        evidence,
        cure,
      };
    });
}

/** The kinds of sources alone: a command may have a token among its words. */
function sourcesOf(goauth: string): string {
  try {
    const kinds = parseGoauth({ value: goauth, from: 'GOAUTH' }).map(({ kind }) => kind);
    return kinds.length === 0 ? 'off' : kinds.join(', ');
  } catch (error) {
    if (error instanceof GvError) return 'unreadable';
    throw error;
  }
}
