import type { Nameserver, ResolvConf } from '../../core/names/resolv-conf.ts';
import { askNameserver, type NameserverReply } from '../../io/names/nameserver.ts';

/** A nameserver that was asked for one name. */
export interface AskedNameserver extends Nameserver {
  readonly a: NameserverReply;
  readonly aaaa: NameserverReply;
  /** The milliseconds of its answers for A: of three questions where one nameserver was slow, else of one. */
  readonly times: readonly number[];
}

/** A nameserver has this long for an answer, in milliseconds. */
export const NAMESERVER_MS = 2_000;
/** From here on an answer is slow, and is asked for again: a median wants three. */
export const SLOW_MS = 200;
const MEDIAN_OF = 3;

/** Asks each nameserver for both types of address, all at a time: one packet each, unless a packet is lost or an answer slow. */
export async function askedNameservers(
  { nameservers }: Pick<ResolvConf, 'nameservers'>,
  name: string,
  signal: AbortSignal,
): Promise<readonly AskedNameserver[]> {
  const rooted = name.endsWith('.') ? name : `${name}.`;
  const ask = (address: string, type: 'A' | 'AAAA'): Promise<NameserverReply> =>
    askNameserver({ address, name: rooted, type, waitMs: NAMESERVER_MS, signal });
  const first = await Promise.all(
    nameservers.map(async (nameserver) => {
      const [a, aaaa] = await Promise.all([ask(nameserver.address, 'A'), ask(nameserver.address, 'AAAA')]);
      return { ...nameserver, a, aaaa, times: a.kind === 'answer' ? [a.ms] : [] };
    }),
  );
  const isAnySlow = first.some(({ a }) => a.kind === 'answer' && a.ms > SLOW_MS);
  if (!isAnySlow || first.length === 1) return first;
  return Promise.all(
    first.map(async (asked) => {
      const times = [...asked.times];
      while (times.length > 0 && times.length < MEDIAN_OF && !signal.aborted) {
        const again = await ask(asked.address, 'A');
        times.push(again.ms);
      }
      return { ...asked, times };
    }),
  );
}

/** False where the time was up before an answer could be told from silence, or where DNS cannot carry the name. */
export function wasAsked({ a, aaaa }: AskedNameserver): boolean {
  return a.kind !== 'unasked' && aaaa.kind !== 'unasked';
}

/** True where a nameserver said anything to one of the questions. */
export function hasAnswered({ a, aaaa }: AskedNameserver): boolean {
  return a.kind === 'answer' || aaaa.kind === 'answer';
}

/** True where one of the questions had no answer at all; go waits for both. */
export function isMute({ a, aaaa }: AskedNameserver): boolean {
  return a.kind === 'no-answer' || aaaa.kind === 'no-answer';
}

/** The middle one of the times; undefined for a nameserver that gave no answer. */
export function medianMs({ times }: AskedNameserver): number | undefined {
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)];
}
