/** The share of the last ten seconds in which some process waited, in percent: for the processor, the disk, or memory. Undefined where the text says nothing of it. Source: Linux, Documentation/accounting/psi.rst. */
export function somePressure(text: string): number | undefined {
  const [, percent] = /^some avg10=(\d{1,3}(?:\.\d{1,2})?)\b/m.exec(text) ?? [];
  return percent === undefined ? undefined : Number(percent);
}

/** Times that are measured above this pressure are upper bounds. */
export const BUSY_PERCENT = 20;
