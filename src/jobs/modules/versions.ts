import type { Finding } from '../../core/choice/finding.ts';
import { compareVersions, isIncompatible, majorOf, pseudoTime } from '../../core/modules/versions.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { compareText } from '../../core/version.ts';
import {
  inDirectory,
  lineWith,
  placeIn,
  placeText,
  requiredModules,
  requirementOf,
  type ModulesContext,
  type RequiredModule,
} from './context.ts';

/** Notes about the versions that are required here: without a go.mod of their own, without a tag, excluded, above the Go here. */
export function versionFindings(context: ModulesContext): readonly Finding[] {
  const required = requiredModules(context);
  return [
    ...required.filter(({ version }) => isIncompatible(version)).map((each) => incompatible(context, each)),
    ...required.filter((each) => each.isDirect).flatMap((each) => pseudo(context, each)),
    ...excluded(context, required),
    ...goLine(context),
  ];
}

function incompatible(context: ModulesContext, { path, version }: RequiredModule): Finding {
  const found = requirementOf(context, path);
  const major = majorOf(version);
  const better = context.answers.majors.find(
    (each) => each.path.startsWith(`${path}/v`) && each.version !== '',
  );
  const name = better === undefined ? `${path}/v${major}` : `${better.path}@${better.version}`;
  const get = inDirectory(context, found?.main.directory ?? context.place.root, `go get ${shellWord(name)}`);
  const none = context.isOnline
    ? `nothing to do: neither ${path}/v${major} nor /v${major + 1} was found`
    : `nothing to do, unless ${path}/v${major} exists; --online looks`;
  return {
    code: 'incompatible',
    level: 'note',
    text: `${path} ${version} is a version without a go.mod for its major version: Go takes every later major version for a newer one`,
    cure: better === undefined ? none : `${get}, and import ${better.path}`,
    ...whereRequired(found),
    evidence: [{ what: path, value: version, how: 'read', ...from(found) }],
  };
}

function pseudo(context: ModulesContext, { path, version }: RequiredModule): readonly Finding[] {
  const time = pseudoTime(version);
  if (time === undefined) return [];
  const news = context.answers.news.find((each) => each.path === path);
  const tag =
    news !== undefined && news.update !== '' && pseudoTime(news.update) === undefined ? news : undefined;
  const isTagLater = tag !== undefined && Date.parse(tag.updateTime) >= Date.parse(time);
  if (context.isOnline && !isTagLater) return [];
  const found = requirementOf(context, path);
  const directory = found?.main.directory ?? context.place.root;
  const later = tag === undefined ? '' : `, and ${tag.update} is the newest tag after that commit`;
  return [
    {
      code: 'pseudo-version',
      level: 'note',
      text: `${path} is required at a commit of ${time.slice(0, 10)}, not at a tag (${version})${later}`,
      cure:
        tag === undefined
          ? 'gv doctor modules --online looks for a tag after that commit'
          : inDirectory(context, directory, `go get ${shellWord(`${path}@${tag.update}`)}`),
      ...(tag === undefined
        ? {}
        : { undo: inDirectory(context, directory, `go get ${shellWord(`${path}@${version}`)}`) }),
      ...whereRequired(found),
      evidence: [{ what: path, value: version, how: 'read', ...from(found) }],
    },
  ];
}

type Found = ReturnType<typeof requirementOf>;

function whereRequired(found: Found): Pick<Finding, 'at'> {
  return found === undefined ? {} : { at: placeIn(found.main.file, found.line) };
}

function from(found: Found): { readonly from?: string } {
  return found === undefined ? {} : { from: placeText(found.main.file, found.line) };
}

/** An excluded version above the one that is taken: go passes over it without a word. */
function excluded(context: ModulesContext, required: readonly RequiredModule[]): readonly Finding[] {
  return context.answers.mains.flatMap((main) => {
    const excludes = main.mod?.excludes ?? [];
    return excludes.flatMap(({ path, version }): readonly Finding[] => {
      const taken = required.find((each) => each.path === path)?.version;
      const newest = excludes
        .filter((each) => each.path === path)
        .every((each) => compareVersions(each.version, version) <= 0);
      const update = context.answers.news.find((each) => each.path === path)?.update ?? '';
      const isBeyond = update !== '' && compareVersions(update, version) > 0;
      if (taken === undefined || !newest || isBeyond || compareVersions(version, taken) <= 0) return [];
      const line = lineWith(main.text, [path, version]);
      const name = shellWord(`${path}@${version}`);
      return [
        {
          code: 'excluded-wanted',
          level: 'note',
          text: `${placeText(main.file, line)} excludes ${path} ${version}, which is newer than the ${taken} that is taken`,
          cure: inDirectory(context, main.directory, `go mod edit -dropexclude=${name}`),
          undo: inDirectory(context, main.directory, `go mod edit -exclude=${name}`),
          at: placeIn(main.file, line),
          evidence: [
            { what: 'excluded', value: `${path} ${version}`, how: 'read', from: placeText(main.file, line) },
          ],
        },
      ];
    });
  });
}

/** Since 1.21 the go line of a dependency is a floor: the main module cannot ask for less. */
const FIRST_FLOOR = '1.21';

function goLine(context: ModulesContext): readonly Finding[] {
  const { answers, subject } = context;
  const all = answers.listed.filter((each) => !each.isMain && each.go !== '');
  const highest = all.reduce<(typeof all)[number] | undefined>((most, each) => {
    return most === undefined || compareText(each.go, most.go) > 0 ? each : most;
  }, undefined);
  const own =
    answers.mains
      .map(({ mod }) => mod?.go ?? '')
      .toSorted(compareText)
      .at(-1) ?? '';
  if (highest === undefined || compareText(highest.go, FIRST_FLOOR) < 0 || compareText(highest.go, own) < 0)
    return [];
  const isOld = (version: string): boolean => compareText(version, highest.go) < 0;
  const old = subject.installed.some(({ version }) => isOld(version.name)) || isOld(subject.version ?? own);
  // Where each Go here is new enough, the floor is no news.
  if (!old && compareText(highest.go, own) === 0) return [];
  const enough = subject.installed.filter(({ version }) => !isOld(version.name));
  const names = enough.map(({ version }) => version.label).join(', ');
  const isRunning = subject.version !== undefined && !isOld(subject.version);
  return [
    {
      code: 'dependency-raises-go',
      level: 'note',
      text: `${highest.path} ${highest.version} asks for go ${highest.go}, so no Go below that builds here; installed and new enough: ${names === '' ? 'none' : names}`,
      cure: names === '' && !isRunning ? 'gv install mod' : 'nothing to do: a Go that is new enough is here',
      at: { file: highest.file },
      evidence: [{ what: 'go line', value: highest.go, how: 'read', from: highest.file }],
    },
  ];
}
