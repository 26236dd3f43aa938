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
}

/** The settings that differ from the defaults, every go on PATH, and the programs of go install with the Go that built them. */
export function environmentText(
  { settings, goOnPath, installsTo, tools }: EnvironmentResult,
  page: { readonly width: number | undefined },
): string {
  return [
    settings.length === 0 ? 'every go setting has its default\n' : settingsTable(settings, page),
    `\ngo on PATH: ${goOnPath.length === 0 ? 'none' : goOnPath.map(goText).join(', ')}\n`,
    ...(tools.length === 0
      ? []
      : [`programs in ${printable(installsTo)}: ${tools.map(toolText).join(', ')}\n`]),
    '\n',
  ].join('');
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
