import { COMPARE } from './compare/compare-specs.ts';
import { HERE } from './here/here-specs.ts';
import { OWN } from './own/own-specs.ts';
import type { CommandSpec } from './parts/spec.ts';
import { PROOFS } from './proofs/proofs-specs.ts';
import { RELEASES } from './releases/releases-specs.ts';
import { SHELLS } from './shells/shells-specs.ts';

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly CommandSpec[];
}

/** Every command once, by purpose: the source of help, parser, suggestions, the manual page and completions. */
export const GROUPS: readonly CommandGroup[] = [
  { title: 'Releases and toolchains', commands: RELEASES },
  { title: 'The Go of this directory', commands: [...HERE, ...COMPARE] },
  { title: 'Proofs', commands: PROOFS },
  { title: 'Shells', commands: SHELLS },
  { title: 'gv itself', commands: OWN },
];

export const COMMANDS: readonly CommandSpec[] = GROUPS.flatMap(({ commands }) => commands);

/** Finds a command by its name or an alias. */
export function commandNamed(word: string): CommandSpec | undefined {
  return COMMANDS.find(({ name, aliases }) => name === word || aliases.includes(word));
}
