import type { GoRunReport } from '../../core/net/names-report.ts';
import type { NetPage } from './net-page.ts';

/** Go's own run in a line. */
export function goRunText(_report: GoRunReport, _page: NetPage): string {
  return '';
}
