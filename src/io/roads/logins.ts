import { isAbsolute, join } from 'node:path';
import type { GoValue } from '../../core/go/env-file.ts';
import { parseGoauth } from '../../core/go/goauth.ts';
import { LIMITS } from '../../core/limits.ts';
import { credentialHelpers } from '../../core/roads/git-credentials.ts';
import { type GitSetting, settingWith } from '../../core/roads/git-settings.ts';
import { gitNetrcLine, goNetrcLine } from '../../core/roads/netrc-lines.ts';
import type { LoginSource, Origin } from '../../core/roads/road.ts';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { readSmallOrNothing } from '../disk/read.ts';
import { writtenSetting } from '../go/go-settings.ts';
import { netrcFile } from '../go/netrc-file.ts';
import { originOf } from './git-facts.ts';

/** Sources of a login that go has for its own https requests to a host: GOAUTH, by default the netrc. Runs none of them. */
export function goLogins(world: World, goauth: GoValue, host: string): readonly LoginSource[] {
  return sourcesOf(goauth).flatMap((source): readonly LoginSource[] => {
    switch (source.kind) {
      case 'netrc':
        return netrcLogin(netrcFile(world), host, goNetrcLine);
      case 'git':
        return [{ kind: 'goauth', what: 'git', origin: goauthOrigin(world, goauth) }];
      case 'command': {
        const name = source.words[0].replace(/^.*\//s, '');
        const what = /^[\w.+-]{1,60}$/.test(name) ? name : 'a program';
        return [{ kind: 'goauth', what, origin: goauthOrigin(world, goauth) }];
      }
    }
  });
}

/** A GOAUTH that go refuses gives no login. */
function sourcesOf(goauth: GoValue): ReturnType<typeof parseGoauth> {
  try {
    return parseGoauth(goauth);
  } catch (error) {
    if (error instanceof GvError && error.code === 'bad-config') return [];
    throw error;
  }
}

function goauthOrigin(world: World, { from }: GoValue): Origin {
  const written = writtenSetting(world, 'GOAUTH');
  return written !== undefined && written.file === from ? { from, line: written.line } : { from };
}

function netrcLogin(
  file: string | undefined,
  host: string,
  lineOf: (text: string, host: string) => number | undefined,
): readonly LoginSource[] {
  if (file === undefined) return [];
  const line = lineOf(readSmallOrNothing(file, LIMITS.keyFileBytes) ?? '', host);
  return line === undefined ? [] : [{ kind: 'netrc', origin: { from: file, line } }];
}

export interface GitLoginRequest {
  /** The address that git uses; may hold a login. */
  readonly url: URL;
  readonly settings: readonly GitSetting[];
  readonly http: ReadonlyMap<string, string>;
}

/** Sources of a login that git has for an http or https address. None of them is run. */
export function gitLogins(world: World, { url, settings, http }: GitLoginRequest): readonly LoginSource[] {
  const ofSetting = (kind: LoginSource['kind'], name: string): readonly LoginSource[] => {
    const value = http.get(name) ?? '';
    const setting = value === '' ? undefined : settingWith(settings, name, value);
    return setting === undefined ? [] : [{ kind, origin: originOf(setting) }];
  };
  const home = world.env['HOME'] ?? '';
  const inAddress = url.password !== '' ? [{ kind: 'address' } as const] : [];
  return [
    ...inAddress,
    ...ofSetting('header', 'http.extraheader'),
    ...ofSetting('client-certificate', 'http.sslcert'),
    ...netrcLogin(isAbsolute(home) ? join(home, '.netrc') : undefined, url.hostname, gitNetrcLine),
    ...credentialHelpers(settings, url).map(({ name, setting }) => {
      return { kind: 'helper' as const, what: name, origin: originOf(setting) };
    }),
  ];
}
