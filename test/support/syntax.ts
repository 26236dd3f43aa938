import { parseAst } from 'rolldown/parseAst';
import { sourceFiles } from './source-files.ts';

/** A node of a syntax tree (ESTree): its kind, where it stands in the text, and whatever belongs to its kind. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface ParsedFile {
  /** From src/. */
  readonly path: string;
  readonly text: string;
  /** Every node, outer ones first. */
  readonly nodes: readonly SyntaxNode[];
}

/** All nodes of a TypeScript text, outer ones first. */
export function nodesOf(text: string, lang: 'ts' | 'tsx' = 'ts'): readonly SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isNode(value)) nodes.push(value);
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(parseAst(text, { lang }));
  return nodes;
}

function isNode(value: object): value is SyntaxNode {
  return 'type' in value && typeof value.type === 'string' && 'start' in value;
}

let parsed: readonly ParsedFile[] | undefined;

/** Every source file of the program with its syntax, read once in a process. */
export function parsedSources(): readonly ParsedFile[] {
  parsed ??= sourceFiles().map(({ path, text }) => ({
    path,
    text,
    nodes: nodesOf(text, path.endsWith('x') ? 'tsx' : 'ts'),
  }));
  return parsed;
}

/** Stands for what a template fills in. */
export const FILLED = '{}';

/** Every text that a program may show: its literals, templates with `FILLED` for what they fill in, and text between JSX tags. */
export function textsOf(nodes: readonly SyntaxNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'TemplateLiteral') return [templateText(node)];
    const shown = node.type === 'Literal' || node.type === 'JSXText';
    return shown && typeof node['value'] === 'string' ? [node['value']] : [];
  });
}

function templateText({ quasis }: SyntaxNode): string {
  const parts = Array.isArray(quasis) ? (quasis as readonly { value: { cooked: string } }[]) : [];
  return parts.map(({ value }) => value.cooked).join(FILLED);
}
