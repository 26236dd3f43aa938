import { parseJson } from '../json.ts';

/** A string, a comment, or a comma before a closing bracket with blanks and comments between. */
const PARTS =
  /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*[}\]])/g;

/** Parses JSON with comments and trailing commas, as editors have it in their settings; undefined for any other text. */
export function parseCommentedJson(text: string): unknown {
  return parseJson(text.replace(PARTS, (part) => (part.startsWith('"') ? part : ' ')));
}
