import type { RoadReport } from '../../core/net/road-report.ts';
import type { NetPage } from './net-page.ts';

/** The road to a repository, as lines. */
export function roadText(_report: RoadReport, _page: NetPage): string {
  return '';
}
