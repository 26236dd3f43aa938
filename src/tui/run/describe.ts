import { keptBy } from '../../core/choice/askings.ts';
import { parseVersion } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { diskUseInTurns } from '../../io/disk/usage.ts';
import { lastCheck } from '../../io/store/last-check.ts';
import { receiptOf } from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import type { Action } from '../state/action.ts';
import type { Row } from '../state/catalog.ts';
import type { Detail, Fact } from '../state/fact.ts';
import { checkedFact, offerFacts, receiptFacts, releasedFact, signedFact, userFacts } from './facts.ts';

/** Describes the release under the cursor: at once from its receipt, the rest when the cursor rests. */
export interface Describer {
  describe(row: Row): void;
  /** Measures a toolchain on the disk; its size appears when it is known. */
  weigh(row: Row): Promise<void>;
}

export interface DescriberOptions {
  readonly dispatch: (action: Action) => void;
  /** Called with a failure. */
  readonly onFailure: (error: unknown) => void;
}

/** Milliseconds on one row before servers are asked about it, so that scrolling past asks none. */
const REST_MS = 200;

export function createDescriber(run: Run, { dispatch, onFailure }: DescriberOptions): Describer {
  let stop = new AbortController();
  const weigh = async ({ label, installed }: Row, signal: AbortSignal): Promise<void> => {
    const bytes = installed === undefined ? undefined : await diskUseInTurns(installed.path, signal);
    if (bytes !== undefined) dispatch({ type: 'weighed', label, bytes });
  };
  const rested = async (row: Row, known: readonly Fact[], signal: AbortSignal): Promise<void> => {
    if (row.installed !== undefined) await weigh(row, signal);
    const more = row.installed === undefined ? [] : userFacts(await usersOf(run, row.installed.version.name));
    const isDated = run.offline || known.some(({ name }) => name === 'released');
    const tell = (detail: Detail): void => {
      if (!signal.aborted) dispatch({ type: 'detail', label: row.label, detail });
    };
    tell({ facts: [...known, ...more], isWhole: isDated });
    if (isDated) return;
    tell({ facts: [...known, ...more, ...(await dateOf({ ...run, signal }, row))], isWhole: true });
  };
  return {
    describe(row) {
      stop.abort();
      stop = new AbortController();
      const signal = AbortSignal.any([run.signal, stop.signal]);
      const facts = knownOf(run, row);
      dispatch({ type: 'detail', label: row.label, detail: { facts, isWhole: false } });
      const timer = setTimeout(() => void rested(row, facts, signal).catch(onFailure), REST_MS);
      signal.addEventListener('abort', () => clearTimeout(timer));
    },
    weigh: (row) => weigh(row, run.signal),
  };
}

function knownOf(world: World, row: Row): readonly Fact[] {
  if (row.installed === undefined) return offerFacts(row);
  const receipt = receiptOf(world.layout, row.installed.version);
  const path = { name: 'path', text: row.installed.path };
  if (receipt === undefined) return [path, { name: 'receipt', text: 'there is none', role: 'warn' }];
  const check = lastCheck(world.layout, {
    version: row.installed.version.name,
    installed: receipt.installed,
  });
  return [path, ...receiptFacts(receipt), ...signedFact(receipt), checkedFact(check)];
}

/** The files that ask for a toolchain in a known place. */
async function usersOf(world: World, name: string): Promise<readonly string[]> {
  const { knownAskings } = await import('../../jobs/here/askings.ts');
  const { installedToolchains } = await import('../../io/store/toolchains.ts');
  const installed = installedToolchains(world.layout).map(({ version }) => version);
  return keptBy(await knownAskings(world), installed).get(name) ?? [];
}

/** The date of a release; a failure to get it is shown in place of the date. */
async function dateOf(run: Run, { label, from }: Row): Promise<readonly Fact[]> {
  const version = parseVersion(label);
  if (version === undefined || from.length === 0) return [];
  try {
    const { releaseDate } = await import('../../jobs/releases/release-date.ts');
    return releasedFact(await releaseDate(run, version, from));
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    return [{ name: 'released', text: `not known: ${error.message}` }];
  }
}
