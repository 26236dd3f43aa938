import { dirname, join } from 'node:path';
import type { Explanation, ExplainedBase, Runs } from '../../core/choice/explanation.ts';
import type { Base, Resolution } from '../../core/choice/trace.ts';
import type { GoValue } from '../../core/go/env-file.ts';
import { type ModuleLines, moduleLines } from '../../core/go/floors.ts';
import { readsFiles, toolchainVersion, type NamedToolchain } from '../../core/go/gotoolchain.ts';
import { whyItStays, whyItSwitches } from '../../core/go/switching-words.ts';
import { type Decision, decideToolchain, highestLine } from '../../core/go/switching.ts';
import { provenanceOf } from '../../core/toolchain/provenance.ts';
import { compareText, type GoVersion, parseVersion } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { gorootOf, gorootVersion } from '../../io/go/goroot.ts';
import {
  isRefusedGowork,
  moduleFile,
  modulesOn,
  temporaryDirectory,
  type ModuleFile,
} from '../../io/go/module-files.ts';
import { plainPolicy } from '../../io/here/plain-policy.ts';
import { receiptOf } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';
import { currentBase, unansweredText } from '../here/answering.ts';
import { writtenGoroot } from '../surroundings/left-behind.ts';
import { explainWarnings } from './checks/explain-warnings.ts';
import { fails, switchTarget } from './switch-target.ts';

/**
 * Explains which Go runs in the current directory, and why: first gv's choice, which `known` may give, then the go command's own.
 * Asks no server and runs no go.
 */
export async function explain(world: World, known?: Resolution): Promise<Explanation> {
  const resolution = known ?? (await currentBase(world));
  if (resolution.ok) return explainBase(world, resolution.base, resolution.looks);
  const read = goValuesOf(world, undefined);
  const explanation = {
    base: null,
    floor: moduleFacts(world, read, undefined).floor,
    gotoolchain: gotoolchainOf(world, read),
    runs: fails(unansweredText(resolution)),
    trace: resolution.looks,
  };
  return {
    ...explanation,
    warnings: explainWarnings({ world, explanation, read, own: undefined, decision: undefined }),
  };
}

function explainBase(world: World, base: Base, trace: Explanation['trace']): Explanation {
  const started = startedBy(world, base);
  const read = goValuesOf(world, started.settings);
  const gotoolchain = gotoolchainOf(world, read);
  const facts = moduleFacts(world, read, started.own?.version);
  const all = { base, started, read, gotoolchain, facts };
  const decision = decisionFor(all);
  const failure = gorootGone(world, base) ?? unreadable(all) ?? refusedGowork(all, decision);
  const explanation = {
    base: explainedBase(world, base),
    floor: facts.floor,
    gotoolchain: { value: gotoolchain.value, from: gotoolchain.from },
    runs: failure ?? runsFrom(world, all, decision),
    trace,
  };
  const decided = failure === undefined ? decision : undefined;
  const { own } = started;
  return { ...explanation, warnings: explainWarnings({ world, explanation, read, own, decision: decided }) };
}

function explainedBase(world: World, base: Base): ExplainedBase {
  const { label, goroot, rule, file, line, raised } = base;
  const version = parseVersion(base.name);
  const receipt = version === undefined ? undefined : receiptOf(world.layout, version);
  return {
    version: label,
    path: goroot,
    rule,
    file: file === '' ? null : file,
    line: line === 0 ? null : line,
    raised: raised ?? null,
    index: provenanceOf(receipt).index ?? null,
  };
}

/** The program that the shim starts. */
interface Started {
  readonly program: string;
  /** The program's own name; undefined when only running the program would give it. */
  readonly own: NamedToolchain | undefined;
  /** The GOROOT whose go.env the program reads. */
  readonly settings: string;
}

/** The go command looks at its GOROOT after it has switched, in whichever toolchain (cmd/go, main). */
function gorootGone(world: World, { name }: Base): Runs | undefined {
  const isHidden = name === 'system' && (world.env['GOROOT'] ?? '') !== '';
  const written = isHidden ? undefined : writtenGoroot(world);
  if (written === undefined || written.exists) return undefined;
  const { value, file, line } = written;
  return fails(`${file}:${line} says GOROOT=${value}, which is not there`);
}

function startedBy(world: World, base: Base): Started {
  const isSystem = base.name === 'system';
  const program = isSystem ? join(base.goroot, 'go') : join(base.goroot, 'bin', 'go');
  const goroot = isSystem ? (gorootOf(program) ?? dirname(base.goroot)) : base.goroot;
  const name = gorootVersion(goroot) ?? (isSystem ? undefined : `go${base.name}`);
  const version = name === undefined ? undefined : toolchainVersion(name);
  // The shim clears GOROOT for all but the system's Go.
  const exported = (isSystem ? (world.env['GOROOT'] ?? '') : '') || (writtenGoroot(world)?.value ?? '');
  return {
    program,
    own: name === undefined || version === undefined ? undefined : { name, version },
    settings: exported === '' ? goroot : exported,
  };
}

type Read = (name: string) => GoValue;

/** GOTOOLCHAIN for the started program: the shim exports the policy where the environment sets none. */
function gotoolchainOf(world: World, read: Read): GoValue {
  const policy = (world.env['GOTOOLCHAIN'] ?? '') === '' ? plainPolicy(world.layout) : undefined;
  return policy === undefined
    ? read('GOTOOLCHAIN')
    : { value: policy, from: 'gv config get toolchain-policy' };
}

interface ModuleFacts {
  readonly modules: boolean;
  readonly file: ModuleFile | undefined;
  readonly lines: ModuleLines | undefined;
  readonly floor: Explanation['floor'];
  /** Set when the go command cannot read one of its files. */
  readonly failure?: Runs;
}

function moduleFacts(world: World, read: Read, reader: GoVersion | undefined): ModuleFacts {
  const setting = (name: string): string => read(name).value;
  const search = { directory: world.cwd, setting, temporary: temporaryDirectory(world), reader };
  try {
    const file = moduleFile(search);
    const lines = file === undefined ? undefined : moduleLines(file.text);
    const highest = lines === undefined ? undefined : highestLine(lines);
    const floor = file === undefined || highest === undefined ? null : { ...highest, file: file.path };
    return { modules: modulesOn(search), file, lines, floor };
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    return { modules: true, file: undefined, lines: undefined, floor: null, failure: fails(error.message) };
  }
}

interface Facts {
  readonly base: Base;
  readonly started: Started;
  readonly read: Read;
  readonly gotoolchain: GoValue;
  readonly facts: ModuleFacts;
}

/** The failure of a go command that reads go.mod and cannot; undefined for one that does not look. */
function unreadable({ started: { own }, gotoolchain, facts }: Facts): Runs | undefined {
  return own === undefined || readsFiles(own, gotoolchain.value) ? facts.failure : undefined;
}

const FIRST_TO_COUNT_MODES = '1.23rc1';
const FIRST_TO_COUNT_WORK = '1.27rc1';

/**
 * The failure of a go command that looks GOWORK up although no file decides: every one from 1.23 on, where it counts the modes of
 * use for telemetry (cmd/go/internal/telemetrystats), and with GO111MODULE=auto the started one from 1.27 on.
 */
function refusedGowork(
  { started: { own }, read, facts }: Facts,
  decision: Decision | undefined,
): Runs | undefined {
  if (own === undefined || !isRefusedGowork(read('GOWORK').value)) return undefined;
  const running = decision?.kind === 'switches' ? decision.to.version : own.version;
  const isAuto = read('GO111MODULE').value === 'auto';
  const isLookedUp =
    compareText(running, FIRST_TO_COUNT_MODES) >= 0 ||
    (isAuto && compareText(own.version, FIRST_TO_COUNT_WORK) >= 0);
  return isLookedUp ? facts.failure : undefined;
}

/** The go command's own decision; undefined where its version is not known. */
function decisionFor({ started: { own }, gotoolchain, facts }: Facts): Decision | undefined {
  if (own === undefined) return undefined;
  const { modules, lines, file } = facts;
  return decideToolchain({ own, gotoolchain: gotoolchain.value, modules, lines, file: file?.path ?? '' });
}

function runsFrom(world: World, all: Facts, decision: Decision | undefined): Runs {
  const { base, started, read, gotoolchain, facts } = all;
  const { program: path, own } = started;
  if (own === undefined || decision === undefined) {
    const why = `${path} is not part of a GOROOT, so only running it shows its version, and whether it switches`;
    return { version: null, path, how: 'base', why };
  }
  const named = {
    own: `Go ${own.version}`,
    gotoolchain: gotoolchain.value,
    file: facts.file?.path ?? '',
    floor: facts.floor?.version ?? '',
  };
  switch (decision.kind) {
    case 'stays': {
      const version = base.name === 'system' ? own.name.slice(2) : base.label;
      return { version, path, how: 'base', why: whyItStays(decision.by, named) };
    }
    case 'switches':
      return switchTarget(world, {
        decision,
        read,
        because: whyItSwitches(decision.to.name, decision.by, named),
      });
    case 'refuses':
      return fails(`the go command says: ${decision.message}`);
  }
}
