import { dirname } from 'node:path';
import type { Resolution } from '../../core/choice/trace.ts';
import { isClosed, shownValue } from '../../core/settings/shown.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { gorootOf } from '../../io/go/goroot.ts';
import { isSamePlace } from '../../io/go/setting-facts.ts';
import { lookPath } from '../../io/host/search-path.ts';
import type { Surroundings } from '../../io/running/processes.ts';
import type { World } from '../../world.ts';
import { explain } from '../diagnose/explain.ts';
import type { StartedGo } from '../environment/environment.ts';
import { currentBase } from '../here/answering.ts';

/** The variables of a process that decide which Go it starts; no other one is read. */
export const DECIDING = ['PATH', 'GOROOT', 'GOTOOLCHAIN', 'GV_VERSION'] as const;

/** The ones that are shown: a whole PATH tells more about a person than is needed. */
const SHOWN = ['GOROOT', 'GOTOOLCHAIN', 'GV_VERSION'] as const;

/**
 * The go that a process starts by its own PATH, and the version which that go would run in the current directory of gv, by the
 * rules of `gv explain`. Runs no go.
 */
export async function startedGo(world: World, around: Surroundings): Promise<StartedGo> {
  const { directory, variables, isElsewhere } = around;
  const none = { go: null, version: null, set: {} };
  if (isElsewhere) return { ...none, how: 'unknown', why: 'it sees other files, as in a container' };
  if (variables === undefined) return { ...none, how: 'unknown', why: 'its environment is closed to you' };
  const set = shown(variables);
  const cleared = Object.fromEntries([...DECIDING, '__GV_TRACE_DIR'].map((name) => [name, undefined]));
  const theirs = { ...world, env: { ...world.env, ...cleared, ...variables } };
  // A relative entry of PATH leads from the directory of the process.
  const go = lookPath({ ...theirs, cwd: directory ?? world.cwd }, 'go');
  if (go === undefined) return { ...none, how: 'fails', why: 'no go is on its PATH', set };
  const isShim = isSamePlace(dirname(go), world.layout.shims);
  const resolution = isShim ? await currentBase(theirs) : systemBase(go);
  const { runs } = await explain(isShim ? theirs : withoutPolicy(theirs, go), resolution);
  const { version } = runs;
  const why = opened(runs.why, variables);
  const other = isShim ? undefined : otherGoroot(go, variables['GOROOT'] ?? '');
  if (other !== undefined) return { how: 'fails', go, version, why: other, set };
  return {
    how: runs.how === 'fails' ? 'fails' : version === null ? 'unknown' : 'runs',
    go,
    version,
    why,
    set,
  };
}

/** A go with the GOROOT of another one builds nothing; the shims clear the variable. */
function otherGoroot(go: string, exported: string): string | undefined {
  const own = gorootOf(go);
  const isOther = exported !== '' && own !== undefined && !isSamePlace(exported, own);
  return isOther ? 'GOROOT of its environment is not the one of its go' : undefined;
}

/** A reason that quotes a variable has the shown form. */
function opened(why: string, variables: Readonly<Record<string, string>>): string {
  return SHOWN.reduce((text, name) => {
    const value = variables[name] ?? '';
    return isClosed(name, value) ? text.replaceAll(value, shownValue(name, value)) : text;
  }, why);
}

function shown(variables: Readonly<Record<string, string>>): StartedGo['set'] {
  const set = SHOWN.map((name) => [name, shownValue(name, variables[name] ?? '')] as const);
  return Object.fromEntries(set.filter(([, value]) => value !== ''));
}

/** Only the shims export gv's policy as GOTOOLCHAIN. */
function withoutPolicy(world: World, go: string): World {
  const GOTOOLCHAIN = goValuesOf(world, gorootOf(go))('GOTOOLCHAIN').value;
  return { ...world, env: { ...world.env, GOTOOLCHAIN } };
}

/** A go that is started by its path, as the resolver would answer for the system's. */
function systemBase(go: string): Resolution {
  const base = {
    label: 'system',
    name: 'system',
    goroot: dirname(go),
    rule: 'system',
    asked: 'system',
  } as const;
  return { ok: true, looks: [], base: { ...base, file: '', line: 0, raised: undefined } };
}
