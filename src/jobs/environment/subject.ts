import { type SettingFacts, type SettingOrigin, settingValue } from '../../core/settings/differing.ts';
import { settingFacts } from '../../io/go/setting-facts.ts';
import { startUpLines, type StartUpLine } from '../../io/host/start-up-files.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';

/** The Go whose environment is looked at. */
export interface SubjectGo {
  /** Undefined where no Go answers, or none with a GOROOT. */
  readonly goroot: string | undefined;
  /** `1.27.4`; undefined where only running the program would tell. */
  readonly version: string | undefined;
}

/** Everything that the checks of the environment look at, read once. */
export interface Subject extends SubjectGo {
  readonly world: World;
  readonly facts: SettingFacts;
  readonly lines: readonly StartUpLine[];
  readonly installed: readonly Installed[];
}

export function subjectOf(world: World, go: SubjectGo, installed: readonly Installed[]): Subject {
  return { ...go, world, facts: settingFacts(world, go.goroot), lines: startUpLines(world), installed };
}

/** A setting's value, empty where no place sets it. */
export function valueOf({ facts }: Subject, name: string): string {
  return settingValue(facts, name).value;
}

/** For messages: `the environment`, or a file with its line. */
export function placeOf(origin: SettingOrigin): string {
  switch (origin.kind) {
    case 'environment':
      return 'the environment';
    case 'default':
      return 'default';
    case 'user-file':
    case 'go.env':
      return `${origin.file}:${origin.line}`;
  }
}
