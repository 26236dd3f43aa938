import { join } from 'node:path';
import { canonicalAddress } from '../../core/names/address.ts';
import type { NameserverAnswer, ResolverReport } from '../../core/net/names-report.ts';
import { tenths } from '../../core/net/tenths.ts';
import type { NameserverReply } from '../../io/names/nameserver.ts';
import type { Run } from '../../world.ts';
import type { NetContext } from '../net/context.ts';
import type { NetPart } from '../net/net-part.ts';
import { addressesOf, type MeasuredLookUp, type MeasuredNames, measuredNames } from './measured-names.ts';
import { nameserverFindings } from './nameserver-findings.ts';
import { resolverFindings } from './resolver-findings.ts';

/** Which resolver each program uses, each nameserver by itself, and one name by both ways. */
export async function resolverPart(
  run: Run,
  { go, hosts, deadline: { signal } }: NetContext,
): Promise<NetPart<ResolverReport>> {
  if (run.platform.os !== 'linux')
    return {
      report: null,
      findings: [],
      skipped: 'unknown on this system, where the C library finds names for go too',
    };
  const isCgo = await isBuiltWithCgo(go.goroot);
  const name = hosts.find((host) => canonicalAddress(host.replace(/^\[|\]$/g, '')) === undefined);
  const names = await measuredNames(run, { name, canUseCgo: isCgo === true, signal });
  return {
    isUnjudged: names.nameservers.length === 0,
    report: { ...reportOf(names), goCanUseCgo: isCgo === true },
    findings: [...nameserverFindings(names), ...resolverFindings(names, { go, isCgo })],
  };
}

/** The official go is built without cgo. Undefined where the program does not say. */
async function isBuiltWithCgo(goroot: string | undefined): Promise<boolean | undefined> {
  if (goroot === undefined) return undefined;
  const { buildInfoOf } = await import('../../io/go/program-file.ts');
  return buildInfoOf(join(goroot, 'bin', 'go'))?.isCgo;
}

function reportOf(names: MeasuredNames): Omit<ResolverReport, 'goCanUseCgo'> {
  const { files, goOrder, cgoOrder, nameservers, lookUp } = names;
  return {
    go: goOrder === 'cgo' ? ['cgo'] : goOrder,
    cgoPrograms: cgoOrder === 'cgo' ? ['cgo'] : cgoOrder,
    libc: files.hosts.kind === 'sources' ? files.hosts.sources.map(({ name }) => name) : [],
    nameservers: nameservers.map(({ address, line, a, aaaa }) => ({
      address,
      line: line ?? null,
      a: answerOf(a),
      aaaa: answerOf(aaaa),
    })),
    lookUp: lookUp === undefined ? null : lookUpReport(lookUp),
  };
}

/** The server's own failure, SERVFAIL (RFC 1035, 4.1.1), is an answer for which a resolver goes on to the next one. */
const SERVER_FAILED = 2;

function answerOf(reply: NameserverReply): NameserverAnswer {
  const ms = tenths(reply.ms);
  if (reply.kind !== 'answer') return { ms, failed: reply.kind };
  return reply.code === SERVER_FAILED ? { ms, failed: 'server-failed' } : { ms };
}

function lookUpReport({ name, own, libc }: MeasuredLookUp): ResolverReport['lookUp'] {
  return {
    name,
    libc: libc === undefined ? null : { ms: tenths(libc.ms), addresses: addressesOf(libc) },
    go: {
      ms: tenths(own.ms),
      addresses: own.addresses,
      names: own.names,
      packets: 2 * own.names.length,
    },
  };
}
