import { GvError } from '../../errors.ts';
import { programOnPath } from '../../io/host/search-path.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** The words that bind a command to processors. `taskset` binds the processes that the command starts too. Fails with `usage`. */
export function cpuPrefix(run: Run, list: string | undefined): readonly string[] {
  if (list === undefined) return [];
  if (!/^\d+(?:[-,]\d+)*$/.test(list))
    throw new GvError('usage', '--cpus takes numbers of processors, such as 0 or 0,2-3', {
      hint: '--cpus 0',
    });
  const program = programOnPath(run, 'taskset');
  if (program !== undefined) return [program, '-c', list];
  throw new GvError('usage', '--cpus needs the program taskset, which is not on PATH', {
    hint: 'install util-linux; or leave --cpus out',
  });
}

/** The variables of `--env`, in their order. Fails with `usage`. */
export function assignmentsOf({ options }: Input): readonly (readonly [name: string, value: string])[] {
  return options.texts('env').map((text) => {
    const [, name = '', value = ''] = /^([A-Za-z_][A-Za-z0-9_]*)=([^]*)$/.exec(text) ?? [];
    if (name !== '') return [name, value] as const;
    throw new GvError('usage', '--env takes NAME=VALUE', { hint: '--env GOGC=off' });
  });
}
