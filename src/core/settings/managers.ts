/** Another manager of Go versions. */
export interface Manager {
  readonly name: string;
  /** True for a directory of PATH that belongs to the manager. */
  readonly path: RegExp;
  /** True for a line of a start-up file that switches the manager on. */
  readonly line: RegExp;
}

/** The forms that each manager's own instructions name. */
export const MANAGERS: readonly Manager[] = [
  {
    name: 'goenv',
    path: /\/\.?goenv\/(?:shims|bin)$/,
    line: /\bgoenv\s+init\b|(?:^|\s)(?:export\s+)?GOENV_ROOT=/,
  },
  { name: 'gvm', path: /\/\.gvm\//, line: /\.gvm\/scripts\/gvm\b/ },
  { name: 'asdf', path: /\/\.asdf\/(?:shims|bin)$/, line: /\basdf\.(?:sh|fish)\b|\.asdf\/shims\b/ },
  { name: 'mise', path: /\/mise\/(?:shims|installs\/go\/)/, line: /\bmise\s+activate\b/ },
  { name: 'g', path: /\/\.g\/(?:go\/)?bin$/, line: /\.g\/env\b/ },
];

/** A manager that was found, and the places where. */
export interface FoundManager {
  readonly name: string;
  /** Directories of PATH, and `FILE:LINE` of start-up files. */
  readonly where: readonly string[];
}

interface Line {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** The managers that PATH or start-up files name; a comment names none. */
export function findManagers(path: readonly string[], lines: readonly Line[]): readonly FoundManager[] {
  return MANAGERS.map(({ name, path: ofPath, line: ofLine }) => ({
    name,
    where: [
      ...new Set(path.map((each) => each.replace(/\/+$/, '')).filter((each) => ofPath.test(each))),
      ...lines
        .filter(({ text }) => !/^\s*#/.test(text) && ofLine.test(text))
        .map(({ file, line }) => `${file}:${line}`),
    ],
  })).filter(({ where }) => where.length > 0);
}
