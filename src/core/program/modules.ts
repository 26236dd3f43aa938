/** A program's package and main module. */
export interface ProgramModules {
  /** The path of package main; undefined for a program that was built without modules. */
  readonly package?: string;
  /** The main module, and its version: `(devel)` for a build in a checkout. */
  readonly module?: { readonly path: string; readonly version: string };
  /** Whether the program was built with cgo; absent where Go did not note it, as before 1.18. */
  readonly isCgo?: boolean;
}

/** Reads the lines of a program's module information (go: runtime/debug, BuildInfo.String). Lines of other kinds are passed over. */
export function parseModules(text: string): ProgramModules {
  const fields = text.split('\n').map((line) => line.split('\t'));
  const path = fields.find(([kind]) => kind === 'path')?.[1];
  const [, module, version] = fields.find(([kind]) => kind === 'mod') ?? [];
  const cgo = fields.flatMap(([kind, setting = '']) =>
    kind === 'build' ? (CGO.exec(setting)?.[1] ?? []) : [],
  )[0];
  return {
    ...(path === undefined || path === '' ? {} : { package: path }),
    ...(module === undefined || version === undefined ? {} : { module: { path: module, version } }),
    ...(cgo === undefined ? {} : { isCgo: cgo === '1' }),
  };
}

const CGO = /^CGO_ENABLED=([01])$/;
