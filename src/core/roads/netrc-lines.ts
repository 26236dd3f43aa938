import { parseNetrc } from '../go/netrc.ts';

/** The line, counted from 1, of a netrc that signs go in at a host (with its port); undefined where go finds no whole login for it. */
export function goNetrcLine(text: string, host: string): number | undefined {
  if (!parseNetrc(text).some(({ machine }) => machine === host)) return undefined;
  return lineOf(text, (words) => words.some((word, at) => word === 'machine' && words[at + 1] === host));
}

/** The line that signs git in at a host: its curl takes no port, and knows `default`, which go does not (curl's netrc format). */
export function gitNetrcLine(text: string, host: string): number | undefined {
  const named = lineOf(text, (words) =>
    words.some((word, at) => word === 'machine' && words[at + 1] === host),
  );
  return named ?? lineOf(text, (words) => words[0] === 'default');
}

function lineOf(text: string, isIt: (words: readonly string[]) => boolean): number | undefined {
  const at = text.split('\n').findIndex((line) => isIt(line.trim().split(/\s+/)));
  return at < 0 ? undefined : at + 1;
}
