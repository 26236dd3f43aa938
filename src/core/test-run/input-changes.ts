/** A file or a variable that a test reads, as GODEBUG=gocachehash=1 tells (go: cmd/go/internal/test, computeTestInputsID). */
export interface TestInput {
  readonly kind: 'env' | 'open' | 'stat' | 'chdir';
  /** The name of the variable, or an absolute path. */
  readonly name: string;
}

/** Takes the lines of the standard error of a run of one package. */
export interface InputReader {
  readonly line: (text: string) => void;
  /** The inputs that differ between the first look, before the test, and the last, behind it. */
  end(): readonly TestInput[];
}

const MOST_INPUTS = 20_000;
const BEGIN = 'HASH[testInputs]';
const INPUT = /^HASH\[testInputs\]: "(env|open|stat|chdir) (.{1,4096}) ([0-9a-f]{64})\\n"$/;

/** Compares what go hashes of the inputs of a test before and after the test. The values are hashes: none is seen here. */
export function inputReader(): InputReader {
  let first: Inputs | undefined;
  let last: Inputs | undefined;
  return {
    line(text) {
      if (text === BEGIN) {
        first ??= last;
        last = new Map();
        return;
      }
      const [, kind, name = '', hash = ''] = INPUT.exec(text) ?? [];
      if (kind === undefined || last === undefined || last.size >= MOST_INPUTS) return;
      last.set(`${kind} ${name}`, hash);
    },
    end: () => (first === undefined || last === undefined ? [] : differing(first, last)),
  };
}

type Inputs = Map<string, string>;

function differing(before: Inputs, after: Inputs): readonly TestInput[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.filter((key) => before.get(key) !== after.get(key)).flatMap(inputOf);
}

const KINDS = ['env', 'open', 'stat', 'chdir'] as const;

function inputOf(key: string): readonly TestInput[] {
  const [word = '', name = ''] = /^(\w+) (.*)$/s.exec(key)?.slice(1) ?? [];
  const kind = KINDS.find((each) => each === word);
  return kind === undefined ? [] : [{ kind, name }];
}
