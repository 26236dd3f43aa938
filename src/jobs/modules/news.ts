import type { Finding } from '../../core/choice/finding.ts';
import type { ListedModule } from '../../core/modules/listed.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { inDirectory, placeIn, requirementOf, type ModulesContext } from './context.ts';

/** Characters of an author's words. */
const LONGEST = 200;

/** Findings that only a server can tell: versions that their author took back, and modules that are to be used no more. */
export function newsFindings(context: ModulesContext): readonly Finding[] {
  return context.answers.news
    .filter((each) => !each.isMain)
    .flatMap((each) => [
      ...(each.retracted.length === 0 ? [] : [advice(context, each, { isRetracted: true })]),
      ...(each.deprecated === '' ? [] : [advice(context, each, { isRetracted: false })]),
    ]);
}

interface NewsKind {
  readonly isRetracted: boolean;
}

function advice(context: ModulesContext, module: ListedModule, { isRetracted }: NewsKind): Finding {
  const { path, version, update } = module;
  const found = requirementOf(context, path);
  const directory = found?.main.directory ?? context.place.root;
  const words = cleaned(isRetracted ? module.retracted.join('; ') : module.deprecated);
  const what = isRetracted
    ? `${path} ${version} was taken back by its author`
    : `the author of ${path} asks to use it no more`;
  return {
    code: isRetracted ? 'retracted' : 'deprecated',
    level: 'advice',
    text: `${what}: ${words}`,
    cure:
      !isRetracted && update === ''
        ? 'use what the author names instead'
        : inDirectory(context, directory, `go get ${shellWord(`${path}@latest`)}`),
    undo: inDirectory(context, directory, `go get ${shellWord(`${path}@${version}`)}`),
    ...(found === undefined ? {} : { at: placeIn(found.main.file, found.line) }),
    evidence: [{ what: path, value: version, how: 'measured' }],
  };
}

/** One line, and no longer than a sentence: the words come from the publisher of the module. */
function cleaned(words: string): string {
  const text = words.replace(/\s+/g, ' ').trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
