/** The variables in what `env -0` printed: only NUL bytes between them leave every value as it is. */
export function printedEnvironment(printed: string): Readonly<Record<string, string>> {
  const pairs = printed.split('\0').flatMap((pair) => {
    const [, name = '', value = ''] = /^([^=]+)=([^]*)$/.exec(pair) ?? [];
    return name === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}
