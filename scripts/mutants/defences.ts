import type { Defence } from './defence.ts';
import { EDGES } from './edges.ts';
import { ENVIRONMENT } from './environment.ts';
import { IMPORTS } from './imports.ts';
import { PROOFS } from './proofs.ts';
import { REUSE } from './reuse.ts';
import { TEST_RUNS } from './test-runs.ts';
import { UNPACKING } from './unpacking.ts';

/** Every defence that `npm run mutants` takes out, one at a time. */
export const DEFENCES: readonly Defence[] = [
  ...UNPACKING,
  ...PROOFS,
  ...REUSE,
  ...IMPORTS,
  ...EDGES,
  ...ENVIRONMENT,
  ...TEST_RUNS,
];
