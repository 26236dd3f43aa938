import { isRecord } from '../json.ts';
import { parseCommentedJson } from '../text/json-comments.ts';

/** A setting of VS Code that gives its Go extension another Go, or other go settings, than the shell has. */
export interface EditorSetting {
  /** As a person finds it: `go.toolsEnvVars.GOFLAGS`. */
  readonly key: string;
  readonly value: string;
  readonly line: number | undefined;
  readonly kind: 'goroot' | 'program' | 'variable' | 'gone';
}

/** Variables of `go.toolsEnvVars` that choose a Go or change every build. */
const VARIABLES = ['GOROOT', 'GOFLAGS', 'GO111MODULE'] as const;

/**
 * Reads the settings of VS Code's Go extension (its docs, "advanced": PATH first, then go.alternateTools; go.goroot is historical).
 * Other texts than settings have none.
 */
export function parseEditorSettings(text: string): readonly EditorSetting[] {
  const all = parseCommentedJson(text);
  if (!isRecord(all)) return [];
  const found: EditorSetting[] = [];
  const add = (kind: EditorSetting['kind'], key: string, value: unknown): void => {
    const line = lineOfKey(text, key) ?? lineOfKey(text, key.slice(key.lastIndexOf('.') + 1));
    if (typeof value === 'string' && value !== '') found.push({ kind, key, value, line });
  };
  add('goroot', 'go.goroot', all['go.goroot']);
  add('program', 'go.alternateTools.go', recordOf(all['go.alternateTools'])['go']);
  const variables = recordOf(all['go.toolsEnvVars']);
  for (const name of VARIABLES) add('variable', `go.toolsEnvVars.${name}`, variables[name]);
  // Removed with golang.org/issue/55331: gopls reads a go.work by itself.
  const gopls = recordOf(all['gopls']);
  const gone = gopls['experimentalWorkspaceModule'] ?? gopls['build.experimentalWorkspaceModule'];
  if (gone !== undefined) add('gone', 'gopls.experimentalWorkspaceModule', JSON.stringify(gone));
  return found;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** The line of a text, counted from 1, that first has this word, or a longer one that ends in it, in quotes; undefined without one. */
function lineOfKey(text: string, key: string): number | undefined {
  const at = text.split('\n').findIndex((line) => line.includes(`"${key}"`) || line.includes(`.${key}"`));
  return at < 0 ? undefined : at + 1;
}
