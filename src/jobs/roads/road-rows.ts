import type { RoadLogin, RoadReport, RoadThrough } from '../../core/net/road-report.ts';
import { gitAddress } from '../../core/roads/git-address.ts';
import type { Between, LoginSource, Road } from '../../core/roads/road.ts';

/** The part of a report that is known before anything is asked. */
export type ReadPart = Omit<RoadReport, 'by' | 'page' | 'phases' | 'ms' | 'failed' | 'references'>;

/** A road as it is reported. */
export function readPart(road: Road): ReadPart {
  return {
    goAsks: gitAddress(road.repository.url).shown,
    gitUses: road.address.shown,
    rewrittenBy: road.rewritten ?? null,
    transport: road.transport,
    through: throughOf(road.between),
    goThrough: throughOf(road.goBetween),
    ssh: road.sshProgram ?? null,
    signsIn: road.gitLogins.map(loginOf),
    goSignsIn: road.goLogins.map(loginOf),
    unread: road.unread,
  };
}

function loginOf({ origin, ...login }: LoginSource): RoadLogin {
  return { ...login, ...origin };
}

function throughOf(between: Between): RoadThrough {
  switch (between.kind) {
    case 'none':
      return { kind: 'none' };
    case 'http-proxy':
      return { kind: 'http-proxy', what: between.url, setting: between.setting, ...between.origin };
    case 'jump':
      return { kind: 'jump', what: between.hosts.join(', '), setting: 'ProxyJump', ...between.origin };
    case 'command':
      return { kind: 'command', what: between.program, setting: 'ProxyCommand', ...between.origin };
    case 'unknown':
      return { kind: 'unknown', what: between.why };
  }
}
