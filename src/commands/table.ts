import type { CommandSpec } from './spec.ts';
import { HERE } from './specs/here.ts';
import { OWN } from './specs/own.ts';
import { PROOFS } from './specs/proofs.ts';
import { RELEASES } from './specs/releases.ts';
import { SHELLS } from './specs/shells.ts';

/** Every command once: help, parser, did-you-mean and completions come from here. */
export const COMMANDS: readonly CommandSpec[] = [...RELEASES, ...HERE, ...PROOFS, ...SHELLS, ...OWN];
