import { isAbsolute, relative } from 'node:path';
import type { Finding, FindingLevel } from '../../core/choice/finding.ts';
import { printable } from '../page/printable.ts';

/** A finding of the checkup, for the formats of CI systems. */
export interface Annotated extends Finding {
  readonly level: FindingLevel;
  readonly section: string;
}

/** The fault, the cure and its undo, in one line. */
export function sentence({ text, cure, undo }: Finding): string {
  const back = undo === undefined ? '' : ` (undo: ${undo})`;
  return printable(`${text}. Do: ${cure}${back}`);
}

/** A file as a CI system links it: below the checkout as a relative path, elsewhere as it is. */
export function linked(file: string, checkout: string | undefined): string {
  if (checkout === undefined || !isAbsolute(checkout)) return file;
  const inside = relative(checkout, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? file : inside;
}
