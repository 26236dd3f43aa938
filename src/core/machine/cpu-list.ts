/** The number of processors in a list of the kernel, such as `0-3,8`; undefined for another text. */
export function cpusIn(list: string): number | undefined {
  const parts = list.trim().split(',');
  let count = 0;
  for (const part of parts) {
    const [, from, to] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part) ?? [];
    if (from === undefined) return undefined;
    count += Math.max(0, Number(to ?? from) - Number(from) + 1);
  }
  return count;
}
