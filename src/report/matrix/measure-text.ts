const TIME = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
  [1, 'ns'],
] as const;

const COUNT = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
] as const;

/** A measurement with three digits, and with a larger unit where its own makes it long: `20.6 ns`, `1.25 s`, `4.10 kB`. */
export function measureText(value: number, unit: string): string {
  const each = unit.replace(/\/op$/, '');
  const isTime = each === 'ns' || each.endsWith('-ns');
  const scale = isTime ? TIME : COUNT;
  const [factor, name] = scale.find(([least]) => Math.abs(value) >= least) ?? [1, isTime ? 'ns' : ''];
  const digits = threeDigits(value / factor);
  if (isTime) return `${digits} ${name}`;
  // Memory is shown with its unit, a unit of an author's stands beside the name of the benchmark.
  return each === 'B' ? `${digits} ${name}B` : `${digits}${name === '' ? '' : ` ${name}`}`;
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1000) return String(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
