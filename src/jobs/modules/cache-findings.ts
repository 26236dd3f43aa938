import { dirname } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { cyclesIn, type Cycle } from '../../core/modules/graph.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { inDirectory, listed, type ModulesContext } from './context.ts';

/** Findings about files of the module cache that are not as they were downloaded: go builds them as they are. */
export function cacheFindings(context: ModulesContext): readonly Finding[] {
  return context.answers.modified.flatMap((line) => {
    const [, path, version, what, place] =
      /^(?:go: )?(\S+) (\S+): (zip|dir) has been modified \((.*)\)$/.exec(line) ?? [];
    if (path === undefined || version === undefined || place === undefined) return [];
    return [modified(context, { name: `${path}@${version}`, place, isZip: what === 'zip' })];
  });
}

interface Modified {
  readonly name: string;
  readonly place: string;
  readonly isZip: boolean;
}

/** The changed files are kept beside, as a person may want to see what was changed. */
function modified(context: ModulesContext, { name, place, isZip }: Modified): Finding {
  const [old, aside] = [shellWord(place), shellWord(`${place}.modified`)];
  const directory = context.answers.mains[0]?.directory ?? context.place.root;
  const download = inDirectory(context, directory, `go mod download ${shellWord(name)}`);
  const what = isZip
    ? 'its zip in the module cache was changed'
    : 'its files in the module cache were changed';
  return {
    code: 'cache-modified',
    text: `${name} is not as it was downloaded: ${what}, and go builds it as it is`,
    cure: `mv ${old} ${aside} && ${download}`,
    undo: isZip ? `mv ${aside} ${old}` : `chmod -R u+w ${old} && rm -r ${old} && mv ${aside} ${old}`,
    at: { file: place },
    evidence: [
      {
        what: 'go mod verify',
        value: `${name}: ${isZip ? 'zip' : 'dir'} has been modified`,
        how: 'measured',
        from: dirname(place),
      },
    ],
  };
}

/** The circles of requirements, with `--graph`. */
export function cyclesOf({ answers }: Pick<ModulesContext, 'answers'>): readonly Cycle[] | undefined {
  return answers.graph === undefined ? undefined : cyclesIn(answers.graph);
}

/** A note about circles of requirements, which are legal: each keeps old versions in the graph. */
export function cycleFindings(cycles: readonly Cycle[]): readonly Finding[] {
  const [largest] = cycles;
  if (largest === undefined) return [];
  const count = cycles.length === 1 ? '1 circle' : `${cycles.length} circles`;
  return [
    {
      code: 'module-cycle',
      level: 'note',
      text: `${count} of modules that require each other, the largest of ${largest.modules.length} (${listed(largest.modules)}); its oldest requirement is ${largest.oldest}`,
      cure: 'nothing to do: circles of modules are legal, and go takes the highest version of each',
      evidence: cycles.slice(0, 10).map(({ modules }) => {
        return { what: 'modules in a circle', value: modules.length, how: 'measured' };
      }),
    },
  ];
}
