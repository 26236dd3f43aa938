import { dirname, join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { pinText } from '../../core/choice/pin.ts';
import { parseQuery } from '../../core/choice/query.ts';
import type { BaseRule } from '../../core/choice/trace.ts';
import { isAsNew } from '../../core/foreign/other-choice.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { hasCode } from '../../errors.ts';
import { readSmallOrNothing } from '../../io/disk/read.ts';
import { miseChoice } from '../../io/here/mise-files.ts';
import { shownPin, shownText } from '../../io/here/pin-files.ts';
import { globalFile } from '../../io/store/global-version.ts';
import type { Run, World } from '../../world.ts';

/** A choice of gv, as far as others are compared with it. */
export interface OwnChoice {
  readonly rule: BaseRule;
  /** Null or empty where no file asks. */
  readonly file: string | null;
  readonly asked: string;
}

/** A note about a file of mise that asks for a Go here, where no pin of gv stands as near and says the same. */
export function miseFinding(world: World, own: OwnChoice | undefined): readonly Finding[] {
  const found = miseChoice(world.cwd);
  if (found === undefined || (own?.rule === 'pin' && outranks(own, found))) return [];
  const { file, line, asked } = found;
  const version = queryIn(asked);
  const cure = version === undefined ? 'gv use VERSION writes a pin that gv reads' : `gv use ${version}`;
  const text = `${file}:${line} asks for go ${shownPin({ file, asked })}; gv reads .go-version and .tool-versions`;
  return [{ code: 'other-manager', level: 'note', text, cure, at: { file, line } }];
}

/** Tells of that file in one line, for `gv use` without a version in a directory that has no pin. */
export function offerMise(run: Run, own: OwnChoice): void {
  if (own.rule === 'pin' || own.rule === 'env') return;
  for (const { text, cure } of miseFinding(run, own))
    run.emit({ type: 'notice', text: `${text}; run: ${cure}` });
}

function outranks(own: OwnChoice, found: { readonly directory: string; readonly asked: string }): boolean {
  const at = dirname(own.file ?? '');
  if (at === found.directory) return queryIn(found.asked) === queryIn(own.asked);
  return at.length > found.directory.length;
}

/** Notes about choices of other managers: their variables, and goenv's global version where that of gv is older, or says something else. */
export function otherChoices(world: World): readonly Finding[] {
  return [...VARIABLES.flatMap((row) => variable(world, row)), ...goenvGlobal(world)];
}

const VARIABLES = [
  ['GOENV_VERSION', 'goenv'],
  ['ASDF_GOLANG_VERSION', 'asdf'],
  ['MISE_GO_VERSION', 'mise'],
] as const;

function variable({ env }: World, [name, manager]: (typeof VARIABLES)[number]): readonly Finding[] {
  const asked = env[name] ?? '';
  if (asked === '') return [];
  const version = queryIn(asked);
  const instead = version === undefined ? '' : `export GV_VERSION=${version}, or `;
  const text = `${name}=${shownText(asked)} chooses for ${manager} alone; gv reads GV_VERSION`;
  return [{ code: 'other-manager', level: 'note', text, cure: `${instead}unset ${name}` }];
}

function goenvGlobal(world: World): readonly Finding[] {
  const { home, env, layout } = world;
  const root = (env['GOENV_ROOT'] ?? '') || (home === undefined ? '' : join(home, '.goenv'));
  const file = join(root, 'version');
  const asked = root.startsWith('/') ? firstLine(file) : '';
  const version = queryIn(asked);
  const own = pinText(readSmallOrNothing(globalFile(layout)) ?? '') ?? '';
  if (asked === '' || version === own || isAsNew(own, version ?? '')) return [];
  const text = `${file} says ${shownPin({ file, asked })}, goenv's global version, which gv does not read`;
  const cure = version === undefined ? 'gv use -g VERSION' : `gv use -g ${version}`;
  return [{ code: 'other-manager', level: 'note', text, cure }];
}

function firstLine(file: string): string {
  return (readSmallOrNothing(file) ?? '').trim().split('\n')[0]?.trim() ?? '';
}

/** A version of another manager as a word that `gv use` takes; undefined for another text. mise and asdf have prefixes for lines. */
function queryIn(asked: string): string | undefined {
  const text = asked.replace(/^(?:prefix:|latest:)/, '');
  try {
    return parseQuery(text).kind === 'mod' ? undefined : shellWord(text.trim());
  } catch (error) {
    if (hasCode(error, 'bad-query')) return undefined;
    throw error;
  }
}
