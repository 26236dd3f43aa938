/** How git gets to a repository (gitprotocol-common, git-clone "GIT URLS"). */
export type Transport = 'https' | 'http' | 'ssh' | 'git' | 'file' | 'other';

/** An address as git reads it. Holds no password. */
export interface GitAddress {
  readonly transport: Transport;
  /** Empty for a file. */
  readonly host: string;
  readonly port: number | undefined;
  /** The account for ssh, which is not to be shown; undefined where none is named. */
  readonly user: string | undefined;
  /** True where the address itself has a user name or password for http or https. */
  readonly hasLogin: boolean;
  /** For people: without user name and password, but for the account `git` of ssh, which is no secret, and without a query. */
  readonly shown: string;
}

const SCHEMES: Readonly<Record<string, Transport>> = {
  'https:': 'https',
  'http:': 'http',
  'ssh:': 'ssh',
  'git+ssh:': 'ssh',
  'ssh+git:': 'ssh',
  'git:': 'git',
  'file:': 'file',
};

/** Reads an address as git does: a URL, `[user@]host:path` for ssh, `NAME::address` for a program of that name, else a path. */
export function gitAddress(text: string): GitAddress {
  const helper = /^([a-z][a-z0-9+.-]*)::/i.exec(text)?.[1];
  if (helper !== undefined) return other('other', `${helper}::…`);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return ofUrl(text);
  const short = /^(?:([^/@]*)@)?(\[[^\]]*\]|[^/:@]+):(.*)$/s.exec(text);
  if (short === null) return other('file', /@/.test(text) ? '…' : text);
  const [, user, host = '', path = ''] = short;
  const name = host.replace(/^\[|\]$/g, '');
  return {
    transport: 'ssh',
    host: name,
    port: undefined,
    user,
    hasLogin: false,
    shown: `${user === 'git' ? 'git@' : ''}${host}:${cut(path)}`,
  };
}

function ofUrl(text: string): GitAddress {
  const url = URL.parse(text);
  if (url === null) return other('other', `${/^[a-z0-9+.-]*/i.exec(text)?.[0] ?? ''}://…`);
  const transport = SCHEMES[url.protocol] ?? 'other';
  const [, scheme = '', rest = ''] = /^([a-z0-9+.-]*:\/\/)(.*)$/is.exec(text) ?? [];
  const isSsh = transport === 'ssh';
  const user = isSsh && /^[^%]+$/.test(url.username) ? url.username : undefined;
  // Everything before the last @ of the host may be a password, above all one with a bare slash in it.
  const bare = rest.replace(/^.*@/s, '');
  return {
    transport,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : Number(url.port),
    user,
    hasLogin: !isSsh && (url.username !== '' || url.password !== ''),
    shown: `${scheme}${user === 'git' && url.password === '' ? 'git@' : ''}${cut(bare)}`,
  };
}

function other(transport: 'other' | 'file', shown: string): GitAddress {
  return { transport, host: '', port: undefined, user: undefined, hasLogin: false, shown: cut(shown) };
}

function cut(text: string): string {
  return text.replace(/[?#].*$/s, '?…').slice(0, 300);
}
