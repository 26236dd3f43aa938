import type { Finding } from '../../core/choice/finding.ts';
import { differingSettings } from '../../core/settings/differing.ts';
import { effectOnSwitch } from '../../core/settings/effects.ts';
import { findManagers, type FoundManager } from '../../core/settings/managers.ts';
import { shownValue } from '../../core/settings/shown.ts';
import { exportOf } from '../../core/settings/start-up-exports.ts';
import { pathEntries } from '../../io/host/search-path.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';
import { managerFindings } from '../surroundings/managers.ts';
import { editorFindings } from './editors.ts';
import { goOnPath, type GoOnPath } from './go-on-path.ts';
import { gopathFindings } from './gopath.ts';
import { leftovers } from './leftovers.ts';
import { moduleSettings } from './module-settings.ts';
import { noPlace } from './no-place.ts';
import { directoryFinding, installDirectory, readPrograms, unreadFinding, type Tool } from './programs.ts';
import { refusals, refusingExperiments, refusingText } from './refusals.ts';
import { placeOf, subjectOf, type Subject, type SubjectGo } from './subject.ts';
import { toolFindings, withNeeds } from './tool-findings.ts';
import { wayBack } from './way-back.ts';

/** A setting that differs from its default, for people and programs. */
export interface SettingRow {
  readonly name: string;
  /** Without credentials. */
  readonly value: string;
  readonly default: string;
  /** `the environment`, or the file. */
  readonly from: string;
  readonly line?: number;
  /** The Go by whose defaults the setting differs; null where none answers. */
  readonly inGo: string | null;
  /** The fate of the setting when another Go is chosen. */
  readonly afterSwitch: string;
  readonly cure: string;
}

/** The environment of Go here, as it is. */
export interface EnvironmentReport {
  readonly settings: readonly SettingRow[];
  readonly goOnPath: readonly GoOnPath[];
  /** The directory to which `go install` writes. */
  readonly installsTo: string;
  readonly tools: readonly Tool[];
  readonly managers: readonly FoundManager[];
  /** Set where running programs were asked for. */
  readonly running?: RunningTools;
}

/** The running programs of this account that read Go sources. */
export interface RunningTools {
  readonly tools: readonly RunningTool[];
  /** The reason why none can be seen. */
  readonly unknown?: string;
}

/** A running program that reads Go sources. */
export interface RunningTool {
  readonly name: string;
  readonly processes: readonly number[];
  /** Null where this account may not see it. */
  readonly path: string | null;
  /** True where another file, or none, is at that path now. */
  readonly replaced: boolean;
  /** The path of its package main; null where the program does not say so. */
  readonly package: string | null;
  /** As the toolchain names itself; null where the program does not say so. */
  readonly builtWith: string | null;
  /** The version that the module here asks for, where that is of a newer line. */
  readonly needs?: string;
  readonly directory: string | null;
  readonly starts: StartedGo;
}

/** The Go that a running program starts. */
export interface StartedGo {
  /** `unknown` where it cannot be seen, or where only running it would tell its version. */
  readonly how: 'runs' | 'fails' | 'unknown';
  /** The go on the PATH of the program. */
  readonly go: string | null;
  /** The version that runs in the directory of this shell. */
  readonly version: string | null;
  readonly why: string;
  /** GOROOT, GOTOOLCHAIN and GV_VERSION of the program, where they are set; without credentials. */
  readonly set: Readonly<Record<string, string>>;
}

export interface EnvironmentRequest {
  readonly go: SubjectGo;
  readonly installed: readonly Installed[];
  /** True when the time is up. */
  readonly isLate: () => boolean;
}

/** The environment as it was read, and the findings by subject. */
export interface Environment {
  readonly report: EnvironmentReport;
  readonly settings: readonly Finding[];
  readonly programs: readonly Finding[];
  readonly managers: readonly Finding[];
  readonly editors: readonly Finding[];
}

/** Reads the environment of Go in the current directory, and judges it. Reads files only: no program is run, no server is asked. */
export async function readEnvironment(
  world: World,
  { go, installed, isLate }: EnvironmentRequest,
): Promise<Environment> {
  const subject = subjectOf(world, go, installed);
  const programs = await readPrograms(installDirectory(subject), isLate);
  const tools = withNeeds(subject, programs.tools);
  const managers = findManagers(pathEntries(world), subject.lines);
  const read = { ...programs, tools };
  return {
    report: {
      settings: rows(subject),
      goOnPath: goOnPath(world),
      installsTo: read.directory,
      tools,
      managers,
    },
    settings: [
      ...refusals(subject),
      ...gopathFindings(subject),
      ...noPlace(subject),
      ...moduleSettings(subject),
      ...leftovers(subject),
    ],
    programs: [...directoryFinding(subject, read), ...toolFindings(subject, tools), ...unreadFinding(read)],
    managers: managerFindings(managers),
    editors: editorFindings(subject),
  };
}

function rows(subject: Subject): readonly SettingRow[] {
  const refusing = refusingExperiments(subject);
  const refuses = refusing.length === 1 ? 'refuses' : 'refuse';
  const refused = refusing.length === 0 ? undefined : `${refusingText(refusing)} ${refuses} to run`;
  return differingSettings(subject.facts).map(({ name, value, default: usual, origin }) => {
    const line = origin.kind === 'environment' ? exportOf(subject.lines, name) : undefined;
    const at = line ?? (origin.kind === 'user-file' || origin.kind === 'go.env' ? origin : undefined);
    return {
      name,
      value: shownValue(name, value),
      default: shownValue(name, usual),
      from: at?.file ?? placeOf(origin),
      ...(at === undefined ? {} : { line: at.line }),
      inGo: subject.version ?? null,
      afterSwitch: refused !== undefined && name === 'GOEXPERIMENT' ? refused : effectOnSwitch(name, value),
      cure: wayBack(subject, name).cure,
    };
  });
}
