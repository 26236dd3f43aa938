import type { Finding } from '../../core/choice/finding.ts';
import type { Run } from '../../world.ts';
import type { NetContext } from '../net/context.ts';
import { loginFindings, sumdbFindings } from './access-findings.ts';
import type { MeasuredEntry } from './entry.ts';
import { entryFinding, writtenFindings } from './order-findings.ts';
import type { MeasuredSumdb } from './sumdb-part.ts';
import { tlsFindings } from './tls-findings.ts';
import { wayFindings } from './way-findings.ts';

/** The chain and the checksum database as they were measured. */
export interface MeasuredChain {
  readonly measured: readonly MeasuredEntry[];
  readonly sumdb: MeasuredSumdb | null;
}

/** All findings about the chain. */
export function chainFindings(
  run: Run,
  context: NetContext,
  { measured, sumdb }: MeasuredChain,
): readonly Finding[] {
  const all = [
    ...writtenFindings(context),
    ...measured.flatMap((each, index) => entryFinding(context, each, index)),
    ...loginFindings(context, measured),
    ...wayFindings(run, context, measured),
    ...tlsFindings(run, measured),
    ...sumdbFindings(context, sumdb),
  ];
  // Two entries of one host have one certificate.
  return all.filter(({ text }, index) => all.findIndex((each) => each.text === text) === index);
}
