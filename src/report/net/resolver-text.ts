import type { ResolverReport } from '../../core/net/names-report.ts';
import type { NetPage } from './net-page.ts';

/** The nameservers with their times, as lines. */
export function resolverText(_report: ResolverReport, _page: NetPage): string {
  return '';
}
