import { join } from 'node:path';
import type { World } from '../../world.ts';
import { entryKind } from '../disk/read.ts';

/** The netrc that the go command reads: $NETRC, else the one in the home (cmd/go/internal/auth, netrcPath); undefined without either. */
export function netrcFile(world: World): string | undefined {
  const named = world.env['NETRC'] ?? '';
  if (named !== '') return named;
  if (world.home === undefined) return undefined;
  const legacy = join(world.home, '_netrc');
  const windows = world.platform.os === 'windows' && entryKind(legacy) !== 'absent';
  return windows ? legacy : join(world.home, '.netrc');
}
