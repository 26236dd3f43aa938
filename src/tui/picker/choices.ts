import { listInstalled } from '../../jobs/installed/list.ts';
import type { Run } from '../../world.ts';
import { catalogOf, type Row } from '../state/catalog.ts';
import { marksOf } from '../views/marks.ts';
import type { Choice } from './state.ts';

/** The choices of a picker: installed toolchains, releases that are not installed, or both. */
export type Among = 'installed' | 'remote' | 'all';

/** The choices of a picker, newest first; prereleases only where they are installed. Fails as the list of releases does. */
export async function choicesAmong(run: Run, among: Among): Promise<readonly Choice[]> {
  const installed = await listInstalled(run, undefined);
  if (among === 'installed') return catalogOf(undefined, installed).rows.map(choiceOf);
  const { listRemote } = await import('../../jobs/releases/list-remote.ts');
  const remote = await listRemote(run, undefined);
  const { rows } = catalogOf(remote, installed);
  const wanted = rows.filter((row) => row.installed !== undefined || isOffered(row));
  return (among === 'remote' ? wanted.filter((row) => row.installed === undefined) : wanted).map(choiceOf);
}

function isOffered({ from, prerelease }: Row): boolean {
  return from.length > 0 && !prerelease;
}

function choiceOf(row: Row): Choice {
  return { value: row.label, note: marksOf(row).join(', ') };
}
