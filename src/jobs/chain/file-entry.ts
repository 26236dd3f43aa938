import type { ChainEntry } from '../../core/net/chain.ts';
import { escapedElement, newestListed } from '../../core/net/subject.ts';
import { infoFault, judge } from '../../core/net/verdict.ts';
import { joinUrl } from '../../core/text/urls.ts';
import { isDiskFailure, GvError } from '../../errors.ts';
import { readSmall } from '../../io/disk/read.ts';
import { pathOfUrl } from '../../io/modules/module-get.ts';
import type { NetSubject } from '../net/context.ts';
import { emptyReport, type MeasuredEntry, unmeasured } from './entry.ts';

/** Judges an entry that is a directory (`file:`): its file stands for an answer. */
export function fileEntry(entry: ChainEntry, base: URL, { module, version }: NetSubject): MeasuredEntry {
  const file = version === undefined ? 'list' : `${escapedElement(version)}.info`;
  const text = textOf(joinUrl(base, `${escapedElement(module ?? '')}/@v/${file}`));
  if (text instanceof GvError)
    return unmeasured({ ...emptyReport(entry), verdict: 'ends', why: text.message });
  const status = text === undefined ? 404 : 200;
  const fault = text === undefined || version === undefined ? undefined : infoFault(text, version);
  const judgement = judge({ phases: [], status, fault }, entry.separator);
  const report = { ...emptyReport(entry), ...judgement, status };
  return { ...unmeasured(report), version: version ?? newestListed(text ?? '') };
}

function textOf(url: URL): string | GvError | undefined {
  try {
    return readSmall(pathOfUrl(url));
  } catch (error) {
    if (isDiskFailure(error) || error instanceof GvError) return error;
    throw error;
  }
}
