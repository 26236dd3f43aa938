/** Another manager of Go versions. */
export interface Manager {
  readonly name: string;
  /** True for a directory of PATH that belongs to the manager. */
  readonly path: RegExp;
  /** True for a line of a start-up file that names the manager. */
  readonly line: RegExp;
  /** True for a line of the manager's instructions that does not name it, and that may be a user's own where the manager is not set up. */
  readonly beside?: RegExp;
}

/** Lines that lead the shell to the GOROOT and GOPATH that a manager sets; without it they put /bin on PATH once more. */
const OF_GOROOT = /\bPATH\b.*\$\{?GO(?:ROOT|PATH)\b/;

/** The forms that each manager's own instructions name, for bash, zsh and fish. GOENV itself is a setting of Go. */
export const MANAGERS: readonly Manager[] = [
  {
    name: 'goenv',
    path: /\/\.?goenv\/(?:shims|bin)$/,
    line: /\bgoenv\s+init\b|\b(?:command -v|which|type)\s+goenv\b|\bGOENV_[A-Z_]+\b|\/\.goenv\/(?:bin|shims)\b|\bzsh-goenv\b/,
    beside: OF_GOROOT,
  },
  {
    name: 'gvm',
    path: /\/\.gvm\//,
    line: /\.gvm\/scripts\/gvm\b|\/gvm\/scripts\/gvm\b|\bGVM_ROOT\b|(?:^|[\s;&])gvm\s+use\b/,
  },
  {
    name: 'asdf',
    path: /\/\.asdf\/(?:shims|bin)$/,
    line: /\basdf\.(?:sh|fish|bash)\b|\.asdf\/(?:shims|bin|completions|plugins\/golang)\b|\bASDF_[A-Z_]+\b|\b_asdf_shims\b|\basdf\s+completion\b/,
  },
  {
    name: 'mise',
    path: /\/mise\/(?:shims|installs\/go\/)/,
    line: /\bmise['"]?\s+(?:activate|env|hook-env)\b|\/mise\/(?:shims|installs\/go)\b|\bMISE_(?:GO_[A-Z_]+|DATA_DIR|SHELL)\b/,
  },
  {
    name: 'gobrew',
    path: /\/\.gobrew\/(?:current\/)?bin$/,
    line: /\.gobrew\/(?:current|bin)\b|\bGOBREW_ROOT\b/,
    beside: OF_GOROOT,
  },
  {
    name: 'g',
    path: /\/\.g\/(?:go\/)?bin$/,
    line: /\.g\/(?:env|bin|go)\b|\bG_(?:MIRROR|HOME|EXPERIMENTAL)\b/,
    // Not `alias g=git`, which is the user's.
    beside: /\b(?:un)?alias g\b(?!=)|\bPATH\b.*\$\{?GO(?:ROOT|PATH)\b/,
  },
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
        .filter((each) => !isComment(each) && ofLine.test(each.text))
        .map(({ file, line }) => `${file}:${line}`),
    ],
  })).filter(({ where }) => where.length > 0);
}

function isComment({ text }: Line): boolean {
  return /^\s*#/.test(text);
}

/**
 * The lines that set a manager up, in their order: those that name the manager, and beside these the ones of its instructions that
 * do not, with the ends of conditions that begin in one of them. None where no line names the manager.
 */
export function linesOf<T extends Line>({ line, beside }: Manager, lines: readonly T[]): readonly T[] {
  const code = lines.filter((each) => !isComment(each));
  if (!code.some(({ text }) => line.test(text))) return [];
  const own = new Set(code.flatMap(({ text }) => (line.test(text) ? [] : (SETS.exec(text)?.[1] ?? []))));
  const isOf = (text: string): boolean =>
    line.test(text) ||
    (beside?.test(text) === true &&
      !['GOROOT', 'GOPATH'].some((name) => own.has(name) && text.includes(name)));
  // `if` lines whose end is still to come, in one file.
  let [open, file] = [0, ''];
  return code.filter((each) => {
    if (each.file !== file) [open, file] = [0, each.file];
    const text = each.text.trim();
    const isMine = isOf(text);
    if (isMine && OPENS.test(text)) open += 1;
    if (isMine || open === 0) return isMine;
    if (/^(?:fi|end)\b/.test(text)) open -= 1;
    return /^(?:then|else|fi|end)\s*;?$/.test(text);
  });
}

/** A GOROOT or GOPATH that the user chose: PATH lines with its name are the user's then. */
const SETS = /^\s*(?:export\s+|typeset\s+-gx\s+|set\s+-[gUx]+\s+)?(GOPATH|GOROOT)[= ]/;
const OPENS = /^if\b(?!.*(?:;|\s)(?:fi|end)\s*;?$)/;
