import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'schemas');

type Value = Readonly<Record<string, unknown>>;

/** The part of JSON Schema (draft 2020-12) that docs/schemas uses; any other keyword is an error, so that none counts for nothing. */
const CHECKED = ['$ref', 'type', 'const', 'enum', 'oneOf', 'anyOf', 'properties', 'required', 'items'];
const BOUNDS = ['pattern', 'format', 'minimum', 'maximum'];
const WORDS = ['$schema', '$id', '$defs', 'title', 'description'];
const KEYWORDS = new Set([...CHECKED, ...BOUNDS, ...WORDS]);

/** The names of docs/schemas, without `.json`. */
export function schemaNames(): readonly string[] {
  return readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ''));
}

function schemaOf(name: string): Value {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Value;
}

/**
 * What is wrong with a value by docs/schemas/NAME.json, each with its place. Stricter than the schema says: a field that it
 * does not name is wrong too, so that nothing is printed that nobody described.
 */
export function problemsWith(value: unknown, name: string): readonly string[] {
  const root = schemaOf(name);
  return check(value, root, { root, at: name });
}

interface Place {
  readonly root: Value;
  readonly at: string;
  /** As the schema says it: fields without a name may be there. */
  readonly open?: boolean;
}

function check(value: unknown, schema: Value, place: Place): readonly string[] {
  const unknown = Object.keys(schema).filter((word) => !KEYWORDS.has(word));
  if (unknown.length > 0) throw new Error(`${place.at}: unknown keywords ${unknown.join(', ')}`);
  if (typeof schema['$ref'] === 'string') return followed(value, schema['$ref'], place);
  return [
    ...typeProblems(value, schema, place),
    ...boundProblems(value, schema, place),
    ...variantProblems(value, schema, place),
    ...fieldProblems(value, schema, place),
    ...itemProblems(value, schema, place),
  ];
}

function followed(value: unknown, ref: string, { root, ...place }: Place): readonly string[] {
  if (!ref.startsWith('#')) {
    const other = schemaOf(ref.replace(/\.json$/, ''));
    return check(value, other, { ...place, root: other });
  }
  const target = (root['$defs'] as Value | undefined)?.[ref.replace('#/$defs/', '')];
  if (target === undefined) throw new Error(`${place.at}: nothing is at ${ref}`);
  return check(value, target as Value, { ...place, root });
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function typeProblems(value: unknown, schema: Value, { at }: Place): readonly string[] {
  const wanted = schema['type'] === undefined ? [] : [schema['type']].flat().map(String);
  // An integer is a number too (JSON Schema Validation, 6.1.1).
  const isNumber = typeof value === 'number' && wanted.includes('number');
  const isOther = wanted.length > 0 && !isNumber && !wanted.includes(typeOf(value));
  return isOther ? [`${at} is ${typeOf(value)}, not ${wanted.join(' or ')}`] : [];
}

function boundProblems(value: unknown, schema: Value, { at }: Place): readonly string[] {
  const shown = JSON.stringify(value);
  const wrong: string[] = [];
  if ('const' in schema && value !== schema['const']) wrong.push(`${at} is ${shown}`);
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) wrong.push(`${at} is ${shown}`);
  const { pattern, format, minimum, maximum } = schema;
  if (typeof value === 'string') {
    if (typeof pattern === 'string' && !new RegExp(pattern).test(value)) wrong.push(`${at} is ${shown}`);
    if (format === 'date-time' && !/^\d{4}-\d\d-\d\dT[0-9:.]+Z$/.test(value)) wrong.push(`${at} is no time`);
  }
  if (typeof value === 'number') {
    if (value < Number(minimum ?? value) || value > Number(maximum ?? value)) wrong.push(`${at} is ${shown}`);
  }
  return wrong;
}

/** Of variants that all fail, the one that fails least tells what is wrong. */
function variantProblems(value: unknown, schema: Value, place: Place): readonly string[] {
  const variants = (schema['oneOf'] ?? schema['anyOf'] ?? []) as readonly Value[];
  if (variants.length === 0) return [];
  const open = variants.filter((variant) => check(value, variant, { ...place, open: true }).length === 0);
  const tries = variants.map((variant) => check(value, variant, place));
  const least = tries.toSorted((a, b) => a.length - b.length)[0] ?? [];
  const isAmbiguous = schema['oneOf'] !== undefined && open.length > 1;
  return isAmbiguous ? [`${place.at} fits ${open.length} variants instead of one`, ...least] : least;
}

function fieldProblems(value: unknown, schema: Value, place: Place): readonly string[] {
  if (schema['properties'] === undefined || typeOf(value) !== 'object') return [];
  const fields = schema['properties'] as Readonly<Record<string, Value>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const given = value as Value;
  const { at } = place;
  return [
    ...required.filter((name) => !(name in given)).map((name) => `${at} lacks ${name}`),
    ...Object.entries(given).flatMap(([name, inner]) => {
      const field = fields[name];
      if (field !== undefined) return check(inner, field, { ...place, at: `${at}.${name}` });
      return place.open === true ? [] : [`${at} has ${name}, which the schema does not name`];
    }),
  ];
}

function itemProblems(value: unknown, schema: Value, place: Place): readonly string[] {
  const items = schema['items'] as Value | undefined;
  if (items === undefined || !Array.isArray(value)) return [];
  return value.flatMap((item, index) => check(item, items, { ...place, at: `${place.at}[${index}]` }));
}
