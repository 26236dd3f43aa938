/** Files of a toolchain that say which settings and experiments its go command knows; each is small, and its text needs no go to read it. */
export const TOOLCHAIN_FILES = {
  defaults: 'src/internal/buildcfg/zbootstrap.go',
  known: 'src/internal/cfg/cfg.go',
  experiments: 'src/internal/goexperiment/flags.go',
  commands: 'src/cmd/go/internal',
} as const;

/** The defaults that a toolchain was built with: `GOAMD64` → `v1`. Their names began with a small letter before Go 1.23. */
export function parseBuiltDefaults(text: string): ReadonlyMap<string, string> {
  const lines = text.matchAll(/^const [dD]efault([A-Z0-9_]+) = (?:`([^`\n]*)`|"([^"\n]*)")$/gm);
  return new Map([...lines].map(([, name = '', raw, quoted]) => [name, raw ?? quoted ?? '']));
}

/** The settings that a go command reads (go: internal/cfg, KnownEnv); empty for a text of another form. */
export function parseKnownSettings(text: string): readonly string[] {
  const list = /KnownEnv = `([^`]*)`/.exec(text)?.[1] ?? '';
  return list.split(/\s+/).filter((name) => name !== '');
}

/** The experiments that a toolchain knows, as GOEXPERIMENT spells them (go: internal/goexperiment, Flags); empty for a text of another form. */
export function parseExperiments(text: string): readonly string[] {
  const body = /^type Flags struct \{\n([\s\S]*?)^\}/m.exec(text)?.[1] ?? '';
  return [...body.matchAll(/^\t(\w+) +bool\b/gm)].map(([, name = '']) => name.toLowerCase());
}

/**
 * The flags that a source file of the go command defines: `flags.Var(…, "mod", "")`, `CmdTest.Flag.Bool("json", …)`; and those of
 * its usage lines, as Go 1.27 puts the name of `-vettool` together. A command
 * takes a flag in GOFLAGS that any command has (go: cmd/go/internal/base, hasFlag).
 */
export function parseFlags(text: string): readonly string[] {
  const calls = text.matchAll(
    /\b(?:[Ff]lags?|cf|fs)\.(?:[A-Z][A-Za-z0-9]*)\([^"`\n]*(?:"[^"\n]*"[^"`\n]*\}[^"`\n]*)?"([A-Za-z][\w.-]*)"/g,
  );
  const usage = [...text.matchAll(/\bUsageLine: *"([^"\n]*)"/g)].flatMap(([, line = '']) => [
    ...line.matchAll(/\[-([a-z][\w.-]*)/g),
  ]);
  return [...calls, ...usage].map(([, name = '']) => name);
}
