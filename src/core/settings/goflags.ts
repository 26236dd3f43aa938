/** One flag of GOFLAGS. */
export interface GoFlag {
  readonly name: string;
  /** Undefined for a flag without `=`. */
  readonly value: string | undefined;
}

/** The flags of GOFLAGS, or the reason why the go command reads none of them, in its words. */
export type GoFlags = { readonly flags: readonly GoFlag[] } | { readonly refused: string };

/** Reads GOFLAGS as the go command does (cmd/go/internal/base, InitGOFLAGS; cmd/internal/quoted, Split): quotes count at the start of a word only, and nothing is escaped. */
export function parseGoFlags(value: string): GoFlags {
  const words: string[] = [];
  for (let at = 0; at < value.length;) {
    const [blank = ''] = /^[ \t\r\n]*/.exec(value.slice(at)) ?? [];
    at += blank.length;
    const first = value[at];
    if (first === undefined) break;
    if (first === '"' || first === "'") {
      const end = value.indexOf(first, at + 1);
      if (end < 0) return { refused: `unterminated ${first} string` };
      words.push(value.slice(at + 1, end));
      at = end + 1;
    } else {
      const [word = ''] = /^[^ \t\r\n]+/.exec(value.slice(at)) ?? [];
      words.push(word);
      at += word.length;
    }
  }
  const bad = words.find((word) => !/^--?[^-=]/.test(word));
  return bad === undefined ? { flags: words.map(flagOf) } : { refused: `non-flag "${bad}"` };
}

function flagOf(word: string): GoFlag {
  const text = word.replace(/^--?/, '');
  const equals = text.indexOf('=');
  return equals < 0
    ? { name: text, value: undefined }
    : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

/** A flag as a word of GOFLAGS; quoted where blanks are in its value. */
export function flagWord({ name, value }: GoFlag): string {
  const word = value === undefined ? `-${name}` : `-${name}=${value}`;
  if (!/[ \t\r\n]/.test(word)) return word;
  return word.includes("'") ? `"${word}"` : `'${word}'`;
}

/** Flags that every go command of module mode knows, so that its sources need not be read. */
const USUAL: ReadonlySet<string> = new Set(
  'a asmflags buildmode buildvcs count cover gcflags ldflags mod modcacherw modfile n overlay p pkgdir race tags timeout toolexec trimpath v vet work x'.split(
    ' ',
  ),
);

/** True for a flag that needs no look into a toolchain. */
export function isUsualFlag({ name }: GoFlag): boolean {
  return USUAL.has(name);
}

/** The last value of `-mod`; undefined where GOFLAGS has none. */
export function modFlag(flags: readonly GoFlag[]): string | undefined {
  return flags.findLast(({ name }) => name === 'mod')?.value;
}
