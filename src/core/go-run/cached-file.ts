import { escapedElement } from '../net/subject.ts';

/** The path of a module's file below the address of a module proxy, and below `cache/download` of a module cache. */
export function cachedFile(
  { module, version }: { readonly module: string; readonly version: string },
  suffix: string,
): string {
  return `/${escapedElement(module)}/@v/${escapedElement(version)}.${suffix}`;
}
