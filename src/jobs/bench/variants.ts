import type { Contender } from '../../core/matrix/cell.ts';

/** A contender of a benchmark: a toolchain, and the variables that set it apart. */
export interface Variant extends Contender {
  /** The version with the variables behind it; a number where two would have one label. */
  readonly label: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Every contender without the variables, and with each of them in turn. */
export function variantsOf(
  contenders: readonly Contender[],
  variables: readonly (readonly [name: string, value: string])[],
): readonly Variant[] {
  const all = contenders.flatMap((contender) => [
    { ...contender, label: contender.version, variables: {} },
    ...variables.map(([name, value]) => ({
      ...contender,
      label: `${contender.version} ${name}=${value}`,
      variables: { [name]: value },
    })),
  ]);
  return all.map((variant, index) => {
    const same = all.slice(0, index).filter(({ label }) => label === variant.label).length;
    return same === 0 ? variant : { ...variant, label: `${variant.label} (${same + 1})` };
  });
}
