import { parseSync } from 'rolldown/utils';

/** A function of a source with the parameters that a caller tells apart by their place. */
export interface Signature {
  /** Its name, or that of the variable, property or parameter that holds it; '' for one without. */
  readonly name: string;
  /** As they are written. */
  readonly parameters: readonly string[];
  /** Those of `parameters` that are a bare yes or no: typed `boolean`, or with `true` or `false` as their default. */
  readonly booleans: readonly string[];
}

export interface Declared {
  readonly signatures: readonly Signature[];
  /** Names of its interfaces and types. */
  readonly types: readonly string[];
}

/** A node of the syntax tree, read without knowing its kind. */
type Node = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly start: number;
  readonly end: number;
};

const NAMED_TYPES = ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration'];

/** Reads what a TypeScript source declares. Throws for a source that does not parse. */
export function declaredIn(path: string, text: string): Declared {
  const { program, errors } = parseSync(path, text, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const found: { signatures: Signature[]; types: string[] } = { signatures: [], types: [] };
  visit(program as unknown as Node, '', (node, name) => {
    if (NAMED_TYPES.includes(node.type)) found.types.push(nameIn(node) ?? '');
    if (Array.isArray(node['params']) && /Function|Signature/.test(node.type)) {
      const parameters = node['params'].filter(isNode);
      const written = (each: Node): string => text.slice(each.start, each.end).replaceAll(/\s+/g, ' ');
      found.signatures.push({
        name: nameIn(node) ?? name,
        parameters: parameters.map(written),
        booleans: parameters.filter(isBoolean).map(written),
      });
    }
  });
  return found;
}

/** Visits a node and all below it; `name` is that of the nearest declaration around it that has one. */
function visit(node: Node, name: string, see: (node: Node, name: string) => void): void {
  see(node, name);
  const own = nameIn(node) ?? name;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, own, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function nameIn(node: Node): string | undefined {
  for (const place of [node['id'], node['key'], node]) {
    if (isNode(place) && place.type === 'Identifier') return String(place['name']);
  }
  return undefined;
}

/** A union with something that is neither missing nor a boolean, such as `string | boolean`, is a value. */
function isBoolean(parameter: Node): boolean {
  if (parameter.type === 'AssignmentPattern') {
    const { left, right } = parameter;
    const isDefault = isNode(right) && right.type === 'Literal' && typeof right['value'] === 'boolean';
    return isDefault || (isNode(left) && isBoolean(left));
  }
  const annotation = parameter['typeAnnotation'];
  return isNode(annotation) && isNode(annotation['typeAnnotation']) && isFlag(annotation['typeAnnotation']);
}

const MISSING = ['TSUndefinedKeyword', 'TSNullKeyword'];

function isFlag(type: Node): boolean {
  if (type.type === 'TSBooleanKeyword') return true;
  if (type.type === 'TSLiteralType') {
    return isNode(type['literal']) && typeof type['literal']['value'] === 'boolean';
  }
  if (type.type !== 'TSUnionType' || !Array.isArray(type['types'])) return false;
  const members = type['types'].filter(isNode).filter((member) => !MISSING.includes(member.type));
  return members.length > 0 && members.every(isFlag);
}
