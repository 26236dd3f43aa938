import { basename, dirname, join } from 'node:path';
import { placeText } from '../../core/choice/pin.ts';
import { parseQuery } from '../../core/choice/query.ts';
import { isMeant, type Versioned } from '../../core/choice/select.ts';
import {
  type LeftChoice,
  pinOf,
  type OtherChoice,
  type ProjectStep,
} from '../../core/foreign/other-choice.ts';
import type { TreeOwner } from '../../core/foreign/places.ts';
import { entryKind } from '../../io/disk/read.ts';
import { miseChoice, type MiseChoice } from '../../io/here/mise-files.ts';
import { GO_VERSION, pinIn, type PinFile, TOOL_VERSIONS } from '../../io/here/pin-files.ts';
import { writerOf } from '../../io/host/writers.ts';
import { writerText } from '../../trust/writers.ts';
import type { World } from '../../world.ts';
import { currentBase } from '../here/answering.ts';

const PINS: ReadonlySet<string> = new Set([GO_VERSION, TOOL_VERSIONS]);

/**
 * The fate of the requests of the project in the current directory: the nearest file that gv reads already, and the nearest
 * one of mise, whose version becomes a pin beside it. Of a file of mise a version counts that reads as one, and nothing else of
 * it: no text of it is evaluated, is shown or becomes a part of a path.
 */
export function projectSteps(
  { cwd }: World,
  from: readonly TreeOwner[],
  toolchains: readonly Versioned[],
): readonly ProjectStep[] {
  if (cwd === '') return [];
  const isWanted = ({ by }: ProjectStep): boolean => from.length === 0 || from.includes(by);
  const read = nearestPin(cwd);
  const mise = miseChoice(cwd);
  return [
    ...(read === undefined ? [] : [readStep(read)]),
    ...(mise === undefined ? [] : [miseStep(mise, toolchains)]),
  ].filter(isWanted);
}

/**
 * As `projectSteps`, with the file that gv refuses as a pin here in the place of those that it would read. The resolver says which:
 * its word is what go will meet.
 */
export async function projectFates(
  run: World,
  from: readonly TreeOwner[],
  toolchains: readonly Versioned[],
): Promise<readonly ProjectStep[]> {
  const steps = projectSteps(run, from, toolchains);
  const broken = run.cwd === '' ? undefined : await brokenPin(run);
  if (broken === undefined) return steps;
  const isWanted = from.length === 0 || from.includes(broken.by);
  return [
    ...(isWanted ? [{ kind: 'stay', ...broken } as const] : []),
    ...steps.filter(({ kind }) => kind !== 'read'),
  ];
}

/** The nearest file of a project that should pin Go and does not, with the reason. */
async function brokenPin(world: World): Promise<LeftChoice | undefined> {
  // The shell's own choice would hide the file's.
  const env = { ...world.env, GV_VERSION: undefined, __GV_TRACE_DIR: undefined };
  const resolution = await currentBase({ ...world, env });
  if (resolution.ok || resolution.code !== 'bad-pin') return undefined;
  const { file, line, message, cure } = resolution;
  if (!PINS.has(basename(file))) return undefined;
  const [place] = [placeText(file, line), file].filter((each) => message.startsWith(each));
  const fault = message.slice(place?.length ?? 0).replace(/^:? /, '');
  return { by: ownerOf(file), file, line, why: `the file is broken: ${fault}; ${cure}` };
}

function nearestPin(directory: string): PinFile | undefined {
  return pinIn(directory) ?? (directory === dirname(directory) ? undefined : nearestPin(dirname(directory)));
}

function readStep({ file }: PinFile): ProjectStep {
  return { kind: 'read', by: ownerOf(file), file };
}

/** `.tool-versions` is asdf's, and `.go-version` goenv's. */
function ownerOf(file: string): 'goenv' | 'asdf' {
  return basename(file) === GO_VERSION ? 'goenv' : 'asdf';
}

function miseStep(
  { file, line, asked, directory }: MiseChoice,
  toolchains: readonly Versioned[],
): ProjectStep {
  const choice = { by: 'mise', file, line } as const;
  const stay = (why: string): ProjectStep => ({ kind: 'stay', ...choice, why });
  const into = join(directory, GO_VERSION);
  const there = pinIn(directory);
  // Such a file would choose the Go of all accounts that work below its directory.
  const writer = writerOf(file);
  const pin = pinOf(asked);
  if (writer !== undefined) return stay(writerText(writer));
  if (pin === undefined) return stay('the text there is no release and no line (gv use VERSION chooses one)');
  if (there !== undefined) return stay(`${there.file} comes before it`);
  if (entryKind(into) !== 'absent') return stay(`${into} is there, and is no pin`);
  if (!answers(pin, toolchains))
    return stay(`go ${pin} is not among the toolchains (gv use ${pin} installs it)`);
  return { kind: 'write', ...choice, pin, into };
}

/** Whether one of the toolchains answers a pin of gv. */
export function answers(pin: OtherChoice['pin'], toolchains: readonly Versioned[]): boolean {
  return toolchains.some(({ version }) => isMeant(parseQuery(pin), version, toolchains));
}
