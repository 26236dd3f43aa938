import {
  credentialFor,
  type Credentials,
  mergeCredentials,
  netrcCredentials,
} from '../../core/go/credentials.ts';
import { type AuthSource, parseGoauth } from '../../core/go/goauth.ts';
import { parseNetrc } from '../../core/go/netrc.ts';
import { LIMITS } from '../../core/limits.ts';
import { onceKey } from '../../core/once.ts';
import { displayUrl, splitCredentials } from '../../core/text/urls.ts';
import { GvError, hasCode } from '../../errors.ts';
import type { Run, World } from '../../world.ts';
import { readSmall } from '../disk/read.ts';
import { HttpError } from '../http/http-error.ts';
import type { GetOptions, Http, HttpResponse } from '../http/http.ts';
import type { Refused } from './auth-command.ts';
import type { GitLogin } from './auth-git.ts';
import { goSettings } from './go-settings.ts';
import { netrcFile } from './netrc-file.ts';

const AUTH = onceKey<Auth>('GOAUTH');

/**
 * The same door to the network, with the credentials that GOAUTH names for https addresses: netrc, commands and git, by
 * the longest prefix. Credentials in the address itself count where GOAUTH has none. gv asks a source once in a run
 * without an address, and after a 4xx with the address: once for each directory of addresses, as a source may want a key
 * touched or a page opened (the go command asks for each address; cmd/go/internal/auth, AddCredentials). `get` fails as
 * that of `http`, with `bad-config` for a bad GOAUTH, and with `http-status` for a refusal after a source failed.
 */
export function withGoAuth(run: Run, http: Http): Http {
  const { goauth } = goSettings(run);
  const auth = run.once(AUTH, () => newAuth(run, parseGoauth(goauth)));
  const { sources } = auth;
  const get = async (url: string | URL, options: GetOptions): Promise<HttpResponse> => {
    const target = new URL(url);
    if (target.protocol !== 'https:' || sources.length === 0) return await http.get(url, options);
    await (auth.first ??= collect(auth));
    const answer = await getWith(http, auth, { target, options });
    if (answer.status < 400 || answer.status >= 500) return answer;
    if (sources.every(({ kind }) => kind === 'netrc')) return checked(auth, target, answer);
    await answer.discard();
    const { status, headers } = answer;
    await askOnceMore(auth, { url: splitCredentials(target).url, status, headers });
    const second = await getWith(http, auth, { target, options });
    await judgeLogins(auth, target, second.status);
    return checked(auth, target, second);
  };
  return { ...http, get };
}

/** The credentials that go sends, for requests that are made by hand. */
export interface GoCredentials {
  /** The headers of a first request to an https address: those of GOAUTH, else the login in the address itself. */
  headersFor(url: URL): Promise<Readonly<Record<string, string>>>;
  /** The headers after a 4xx, for which GOAUTH is asked about the address; undefined where no source would say more. */
  headersAfter(refused: Refused): Promise<Readonly<Record<string, string>> | undefined>;
}

/** The same credentials as those of `withGoAuth`, without its door. Fails with `bad-config` for a bad GOAUTH. */
export function goCredentials(run: Run): GoCredentials {
  const auth = run.once(AUTH, () => newAuth(run, parseGoauth(goSettings(run).goauth)));
  const headersFor: GoCredentials['headersFor'] = async (url) => {
    if (url.protocol !== 'https:') return {};
    await (auth.first ??= collect(auth));
    const { authorization } = splitCredentials(url);
    return credentialFor(auth.credentials, url) ?? (authorization === undefined ? {} : { authorization });
  };
  return {
    headersFor,
    async headersAfter(refused) {
      const isAskable =
        refused.url.protocol === 'https:' && auth.sources.some(({ kind }) => kind !== 'netrc');
      if (!isAskable) return undefined;
      await askOnceMore(auth, { ...refused, url: splitCredentials(refused.url).url });
      return await headersFor(refused.url);
    },
  };
}

interface Auth {
  readonly world: World;
  readonly sources: readonly AuthSource[];
  /** The question without an address. */
  first: Promise<void> | undefined;
  /** Directories of addresses that the sources were asked about, each with the answer. */
  readonly asked: Map<string, Promise<void>>;
  credentials: Credentials;
  /** The logins from git in the last round. */
  logins: readonly GitLogin[];
  failures: readonly GvError[];
}

function newAuth(world: World, sources: readonly AuthSource[]): Auth {
  return {
    world,
    sources,
    first: undefined,
    asked: new Map(),
    credentials: new Map(),
    logins: [],
    failures: [],
  };
}

/** Asks the sources about a refused address; an earlier answer about an address in the same directory counts too. */
async function askOnceMore(auth: Auth, refused: Refused): Promise<void> {
  const directory = new URL('.', refused.url).href;
  let answer = auth.asked.get(directory);
  if (answer === undefined) {
    answer = collect(auth, refused);
    auth.asked.set(directory, answer);
  }
  await answer;
}

interface Asked {
  readonly target: URL;
  readonly options: GetOptions;
}

async function getWith(http: Http, auth: Auth, { target, options }: Asked): Promise<HttpResponse> {
  const found = credentialFor(auth.credentials, target);
  return await http.get(target, { ...options, headers: { ...found, ...options.headers } });
}

/** Asks the sources, the last first, so that those named earlier overrule. A failure is kept for later: another source may be enough. */
async function collect(auth: Auth, refused?: Refused): Promise<void> {
  [auth.failures, auth.logins] = [[], []];
  for (const source of auth.sources.toReversed()) {
    try {
      auth.credentials = mergeCredentials(auth.credentials, await credentialsOf(auth, source, refused));
    } catch (error) {
      if (!(error instanceof GvError) || error.code === 'interrupted') throw error;
      auth.failures = [...auth.failures, error];
    }
  }
}

async function credentialsOf(auth: Auth, source: AuthSource, refused?: Refused): Promise<Credentials> {
  const { world } = auth;
  switch (source.kind) {
    case 'netrc':
      return netrcCredentials(parseNetrc(netrcText(world)));
    case 'command': {
      const { runAuthCommand } = await import('./auth-command.ts');
      return await runAuthCommand(world, source.words, refused);
    }
    case 'git': {
      // git can only be asked about an address.
      if (refused === undefined) return new Map();
      const { askGit } = await import('./auth-git.ts');
      const login = await askGit(world, source.directory, refused.url);
      auth.logins = [...auth.logins, login];
      return login.credentials;
    }
  }
}

/** Tells git whether its login was right, where one was used, so that git's helpers keep or forget it. A git that fails here is ignored. */
async function judgeLogins(auth: Auth, target: URL, status: number): Promise<void> {
  if (status !== 200 && status !== 401) return;
  const used = credentialFor(auth.credentials, target);
  const login = auth.logins.find(({ credentials }) => credentialFor(credentials, target) === used);
  if (login === undefined) return;
  const { tellGit } = await import('./auth-git.ts');
  await tellGit(auth.world, login, status === 200 ? 'approve' : 'reject').catch((error: unknown) => {
    if (!hasCode(error, 'bad-config')) throw error;
  });
}

function netrcText(world: World): string {
  const file = netrcFile(world);
  return file === undefined ? '' : (readSmall(file, LIMITS.keyFileBytes) ?? '');
}

/** A refusal for lack of credentials is explained by the source that could not give any. */
async function checked(auth: Auth, target: URL, answer: HttpResponse): Promise<HttpResponse> {
  const failure = auth.failures.at(-1);
  if (failure === undefined || (answer.status !== 401 && answer.status !== 403)) return answer;
  await answer.discard();
  const message = `HTTP ${answer.status} for ${displayUrl(target)}; ${failure.message}`;
  throw new HttpError('http-status', message, { cause: failure, hint: failure.hint });
}
