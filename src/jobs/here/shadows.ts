import { basename, dirname, join } from 'node:path';
import { placeText } from '../../core/choice/pin.ts';
import { resolveBase } from '../../io/here/resolver.ts';
import type { World } from '../../world.ts';

/** A choice that comes before the one that was just written, or that the written one comes before. */
export interface Shadow {
  readonly type: 'warning' | 'notice';
  readonly text: string;
}

/**
 * Warnings and notices about a new choice: a pin or GV_VERSION that comes before the choice, here or (for a global choice)
 * everywhere below the home directory; and the pin of a parent directory that the choice comes before.
 */
export async function shadows(
  world: World,
  written: { readonly file: string; readonly scope: 'global' | 'directory' },
): Promise<readonly Shadow[]> {
  const here = await choiceIn(world, world.cwd);
  const before = here === undefined || here.file === written.file ? undefined : here;
  if (written.scope === 'global') {
    const below = await homeChoice(world, before?.file);
    return [...first(before, 'here'), ...first(below, `everywhere below ${world.home ?? ''}`)];
  }
  return [...first(before, 'here'), ...(await passedOver(world))];
}

interface Choice {
  readonly file: string;
  readonly line: number;
  readonly asked: string;
}

/** The pin or variable that decides in a directory; undefined where a default does. */
async function choiceIn(world: World, directory: string): Promise<Choice | undefined> {
  const resolution = await resolveBase(world, directory);
  const { file, line, asked } = resolution.ok ? resolution.base : resolution;
  const decides = file === 'GV_VERSION' || ['.go-version', '.tool-versions'].includes(basename(file));
  return decides ? { file, line, asked } : undefined;
}

/** asdf keeps its global choices in `~/.tool-versions`, which is a pin for everything below. */
async function homeChoice(world: World, known: string | undefined): Promise<Choice | undefined> {
  const { home } = world;
  if (home === undefined) return undefined;
  const found = await choiceIn(withoutVariable(world), home);
  return found === undefined || found.file === known || dirname(found.file) !== join(home)
    ? undefined
    : found;
}

function first(choice: Choice | undefined, where: string): readonly Shadow[] {
  if (choice === undefined) return [];
  const { file, line, asked } = choice;
  const cure = file === 'GV_VERSION' ? 'unset GV_VERSION' : `gv use --unset in ${dirname(file)}`;
  const text = `${placeText(file, line)} asks for ${asked} and comes first ${where} (${cure} takes it back)`;
  return [{ type: 'warning', text }];
}

/** A pin further up that the new pin comes before. */
async function passedOver(world: World): Promise<readonly Shadow[]> {
  const parent = dirname(world.cwd);
  const above = parent === world.cwd ? undefined : await choiceIn(withoutVariable(world), parent);
  if (above === undefined) return [];
  const { file, line, asked } = above;
  return [
    {
      type: 'notice',
      text: `in this directory the new pin comes before ${placeText(file, line)}, which asks for ${asked}`,
    },
  ];
}

function withoutVariable(world: World): World {
  return { ...world, env: { ...world.env, GV_VERSION: undefined } };
}
