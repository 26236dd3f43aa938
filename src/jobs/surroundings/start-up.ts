import { basename, join } from 'node:path';
import type { Complaint, FindingLevel } from '../../core/choice/finding.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { CONTAINER_FILES, surroundings, type Surroundings } from '../../core/shells/surroundings.ts';
import { entryKind } from '../../io/disk/read.ts';
import { startUpFiles, startUpLines, type StartUpLine } from '../../io/host/start-up-files.ts';
import type { World } from '../../world.ts';

/** The line of gv in a start-up file of the user's shell; undefined where none has it. */
export function ownStartUpLine(world: World): StartUpLine | undefined {
  const place = `${basename(world.layout.root)}/env`;
  return startUpLines(world).find(({ text }) => text.includes(place) || /\bgv init\b/.test(text));
}

/** Where gv runs. */
export function surroundingsOf({ env }: World): Surroundings {
  return surroundings(
    env,
    CONTAINER_FILES.filter((file) => entryKind(file) !== 'absent'),
  );
}

/** Reports that a new shell will not have gv, while this process has it. Jobs, images and services set PATH by other means. */
export function startUpLine(world: World): readonly Complaint[] {
  const [first] = startUpFiles(world);
  if (first === undefined || ownStartUpLine(world) !== undefined) return [];
  const at = surroundingsOf(world);
  return [
    {
      code: 'start-up-line-missing',
      level: LEVELS[at],
      text: `no start-up file of your shell puts gv on PATH${at === 'terminal' ? '' : `, which ${PLACES[at]} does not need`}`,
      cure: `. ${shellWord(join(world.layout.root, 'env'))} belongs at the end of ${first}`,
    },
  ];
}

const LEVELS: Readonly<Record<Surroundings, FindingLevel>> = {
  ci: 'note',
  container: 'note',
  service: 'note',
  terminal: 'problem',
};

const PLACES: Readonly<Record<Surroundings, string>> = {
  ci: 'a CI job',
  container: 'a container',
  service: 'a process without a terminal',
  terminal: 'a shell',
};

/** The way to put the shims on PATH here. */
export function pathCure(world: World): string {
  const { shims, launcher, root } = world.layout;
  const line = `. ${shellWord(join(root, 'env'))}`;
  const own = ownStartUpLine(world);
  if (own !== undefined)
    return `open a new shell, or type: ${line}; else a later line than ${own.file}:${own.line} sets PATH anew`;
  const [first] = startUpFiles(world);
  if (surroundingsOf(world) !== 'terminal' || first === undefined)
    return `set PATH=${shims}:${join(launcher, '..')}:$PATH, or run: ${line}`;
  return `${line}, and the same line at the end of ${first}`;
}
