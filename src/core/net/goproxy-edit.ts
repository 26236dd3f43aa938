/** One written entry of GOPROXY with the sign behind it. */
interface Written {
  readonly text: string;
  readonly separator: string;
}

/** The entries of GOPROXY as go counts them: empty ones are none, and nothing is read behind `direct` and `off`. */
function writtenEntries(goproxy: string): readonly Written[] {
  const entries: Written[] = [];
  for (const [, text = '', separator = ''] of goproxy.matchAll(/([^,|]*)([,|]|$)/g)) {
    if (text.trim() === '') continue;
    entries.push({ text: text.trim(), separator });
    if (['direct', 'off'].includes(text.trim())) break;
  }
  return entries;
}

function joined(entries: readonly Written[]): string {
  return entries
    .map(({ text, separator }, index) => `${text}${index === entries.length - 1 ? '' : separator || ','}`)
    .join('');
}

/** GOPROXY without its entry number `index`, counted from 0; `off` where none is left. */
export function withoutEntry(goproxy: string, index: number): string {
  return joined(writtenEntries(goproxy).filter((_, at) => at !== index)) || 'off';
}

/** GOPROXY with another sign behind its entry number `index`. */
export function withSeparator(goproxy: string, index: number, separator: ',' | '|'): string {
  return joined(writtenEntries(goproxy).map((each, at) => (at === index ? { ...each, separator } : each)));
}

/** GOPROXY without the entries that go never reads. */
export function withoutUnreachable(goproxy: string): string {
  return joined(writtenEntries(goproxy));
}
