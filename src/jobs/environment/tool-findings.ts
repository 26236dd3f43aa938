import type { Finding } from '../../core/choice/finding.ts';
import { supportedLines } from '../../core/choice/select.ts';
import { moduleLines } from '../../core/go/floors.ts';
import { toolchainVersion } from '../../core/go/gotoolchain.ts';
import { highestLine } from '../../core/go/switching.ts';
import { compareText, parseVersion } from '../../core/version.ts';
import { readValidators } from '../../io/cache/index-validators.ts';
import { goModHere } from './module-settings.ts';
import type { Tool } from './programs.ts';
import type { Subject } from './subject.ts';

/** Programs that read Go sources, by their names: one that an older Go built cannot read those of a newer line. */
const ANALYSERS: Readonly<Record<string, RegExp>> = {
  gopls: /^golang\.org\/x\/tools\/gopls$/,
  'golangci-lint': /^github\.com\/golangci\/golangci-lint(?:\/v\d+)?\/cmd\/golangci-lint$/,
  staticcheck: /^honnef\.co\/go\/tools\/cmd\/staticcheck$/,
  govulncheck: /^golang\.org\/x\/vuln\/cmd\/govulncheck$/,
  dlv: /^github\.com\/go-delve\/delve\/cmd\/dlv$/,
};

/** True for a program that reads Go sources: by the path of its package main. */
export function isAnalyser({ package: path }: { readonly package?: string | null }): boolean {
  return Object.values(ANALYSERS).some((form) => form.test(path ?? ''));
}

/** True for the name of a file in which such a program usually lies. */
export function isAnalyserName(name: string): boolean {
  return Object.hasOwn(ANALYSERS, name);
}

/** The tools, each with the version that the module here asks for where its Go's line is older. */
export function withNeeds(subject: Subject, tools: readonly Tool[]): readonly Tool[] {
  const file = tools.length === 0 ? undefined : goModHere(subject);
  const asked = file === undefined ? undefined : highestLine(moduleLines(file.text))?.version;
  if (asked === undefined) return tools;
  return tools.map((tool) => (isOlderLine(tool.builtWith, asked) ? { ...tool, needs: asked } : tool));
}

/** True where the toolchain that built a program, as it names itself, is of an older line than a version. */
export function isOlderLine(builtWith: string, asked: string): boolean {
  const built = lineIn(builtWith);
  return built !== undefined && compareText(built, lineIn(`go${asked}`) ?? asked) < 0;
}

/** `1.22` of `go1.22.5`; undefined for a toolchain that is no release. */
function lineIn(name: string): string | undefined {
  return /^1\.\d+/.exec(toolchainVersion(name.split(' ')[0] ?? '') ?? '')?.[0];
}

export function toolFindings(subject: Subject, tools: readonly Tool[]): readonly Finding[] {
  const older = tools.filter((tool) => tool.needs !== undefined && isAnalyser(tool));
  return [
    ...older.map(olderThanModule),
    ...goneBases(
      subject,
      tools.filter((tool) => !older.includes(tool)),
    ),
  ];
}

function olderThanModule(tool: Tool): Finding {
  const { path, builtWith, needs = '', package: main, version } = tool;
  const again = version === null || version === '(devel)' ? undefined : version;
  return {
    code: 'tool-older-than-module',
    level: 'advice',
    text: `${path} was built by ${builtWith}, and the module here asks for go ${needs}, which it cannot read`,
    cure: `go install ${main ?? ''}@latest`,
    ...(again === undefined ? {} : { undo: `GOTOOLCHAIN=${builtWith} go install ${main ?? ''}@${again}` }),
    at: { file: path },
    evidence: [{ what: 'built with', value: builtWith, how: 'read', from: path }],
  };
}

/** One note for all programs whose Go gets no more security patches: their code has that Go's standard library inside. */
function goneBases(subject: Subject, tools: readonly Tool[]): readonly Finding[] {
  const supported = supportedHere(subject);
  const [, oldest] = supported;
  if (oldest === undefined) return [];
  const gone = tools.filter(({ builtWith }) => {
    const line = lineIn(builtWith);
    return line !== undefined && compareText(line, oldest) < 0;
  });
  if (gone.length === 0) return [];
  const names = gone.slice(0, 5).map(({ path, builtWith }) => `${path} (${builtWith})`);
  const more = gone.length > names.length ? ` and ${gone.length - names.length} more` : '';
  const text = `built by a Go whose line is at its end of life: ${names.join(', ')}${more}`;
  const evidence = gone.slice(0, 5).map(({ path, builtWith }) => {
    return { what: 'built with', value: builtWith, how: 'read', from: path } as const;
  });
  return [
    {
      code: 'tool-gone-base',
      level: 'note',
      text,
      cure: 'go install PACKAGE@latest, with a Go of now',
      evidence,
    },
  ];
}

/** The two newest lines that gv knows of, from the release index as last seen and the installed toolchains. */
function supportedHere({ world, installed }: Subject): readonly string[] {
  const names = readValidators(world.layout)?.newest ?? [];
  const published = names.flatMap((name) => parseVersion(name) ?? []).map((version) => ({ version }));
  return published.length === 0 ? [] : supportedLines([...published, ...installed]).slice(0, 2);
}
