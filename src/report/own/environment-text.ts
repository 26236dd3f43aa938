import { columns } from '../page/columns.ts';
import { printable } from '../page/printable.ts';

/** The environment of Go as it is reported. */
export interface EnvironmentResult {
  readonly settings: readonly {
    readonly name: string;
    readonly value: string;
    readonly from: string;
    readonly line?: number;
    readonly inGo: string | null;
    readonly afterSwitch: string;
  }[];
  readonly goOnPath: readonly {
    readonly path: string;
    readonly version: string | null;
    readonly owner: string;
  }[];
  readonly installsTo: string;
  readonly tools: readonly { readonly path: string; readonly builtWith: string }[];
  readonly managers: readonly { readonly name: string; readonly where: readonly string[] }[];
  readonly running?: {
    readonly unknown?: string;
    readonly tools: readonly RunningResult[];
  };
}

interface RunningResult {
  readonly name: string;
  readonly processes: readonly number[];
  readonly builtWith: string | null;
  readonly starts: { readonly go: string | null; readonly version: string | null; readonly why: string };
}

/** The settings that differ from the defaults, every go on PATH, and the programs of go install with the Go that built them. */
export function environmentText(
  { settings, goOnPath, installsTo, tools, running }: EnvironmentResult,
  page: { readonly width: number | undefined },
): string {
  return [
    settings.length === 0 ? 'every go setting has its default\n' : settingsTable(settings, page),
    `\ngo on PATH: ${goOnPath.length === 0 ? 'none' : goOnPath.map(goText).join(', ')}\n`,
    ...(tools.length === 0
      ? []
      : [`programs in ${printable(installsTo)}: ${tools.map(toolText).join(', ')}\n`]),
    ...(running === undefined ? [] : runningLines(running)),
    '\n',
  ].join('');
}

function runningLines({ tools, unknown }: NonNullable<EnvironmentResult['running']>): readonly string[] {
  if (unknown !== undefined) return [`running: unknown (${printable(unknown)})\n`];
  if (tools.length === 0) return ['running: no gopls, dlv or linter of yours\n'];
  return tools.map(({ name, processes, builtWith, starts: { go, version, why } }) => {
    const what = `${name} ${builtWith ?? 'of an unknown Go'} (process ${processes.join(', ')})`;
    const then = go === null ? why : version === null ? `starts ${go}: ${why}` : `runs go ${version} (${go})`;
    return `running: ${printable(`${what} ${then}`)}\n`;
  });
}

function settingsTable(
  settings: EnvironmentResult['settings'],
  page: { readonly width: number | undefined },
): string {
  const version = settings[0]?.inGo ?? null;
  const head = version === null ? "differs from go's defaults" : `differs from the defaults of go ${version}`;
  const rows = settings.map(({ name, value, from, line, afterSwitch }) => [
    printable(`${name}=${value}`),
    printable(line === undefined ? from : `${from}:${line}`),
    printable(afterSwitch),
  ]);
  return columns([[head, 'from', 'after a switch'], ...rows], page);
}

function goText({ path, version, owner }: EnvironmentResult['goOnPath'][number]): string {
  const what = version ?? (owner === 'gv' ? "gv's shim" : 'unknown');
  return printable(`${path} (${what})`);
}

function toolText({ path, builtWith }: EnvironmentResult['tools'][number]): string {
  return printable(`${path.slice(path.lastIndexOf('/') + 1)} ${builtWith}`);
}
