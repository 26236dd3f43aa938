/** The share of the last ten seconds in which some process waited for the processor, in percent (Linux: Documentation/accounting/psi.rst). Undefined where the text says nothing of it. */
export function cpuPressure(text: string): number | undefined {
  const [, percent] = /^some avg10=(\d{1,3}(?:\.\d{1,2})?)\b/m.exec(text) ?? [];
  return percent === undefined ? undefined : Number(percent);
}

/** Times that are measured above this pressure are upper bounds. */
export const BUSY_PERCENT = 20;
