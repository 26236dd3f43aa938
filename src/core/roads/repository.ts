/** The repository of a module, as the go command finds it. */
export interface Repository {
  /** The address that go gives git first. */
  readonly url: string;
  /**
   * `path`: the module path alone says so. `suffix`: likewise, and go tries git+ssh and ssh after https. `server`: only the answer
   * of the server would say so, and the address is the one that such answers usually name.
   */
  readonly by: 'path' | 'suffix' | 'server';
  /** The page whose go-import line names the repository; go reads it by https, whatever git's configuration says. */
  readonly page: string | undefined;
}

/** Hosts whose repositories go knows by their paths (cmd/go/internal/vcs, vcsPaths), and how many elements make one. */
const KNOWN: Readonly<Record<string, number>> = {
  'github.com': 3,
  'bitbucket.org': 3,
  'git.openstack.org': 3,
  'git.apache.org': 2,
};

/** cmd/go/internal/vcs, "General syntax for any server". */
const SUFFIXED = /^((?:[a-z0-9.-]+\.)+[a-z0-9.-]+(?::[0-9]+)?(?:\/~?[\w.-]+)+?)\.git(?:\/~?[\w.-]+)*$/;

/**
 * The repository of a module path, found as the go command does (cmd/go/internal/vcs, RepoRootForImportPath) as far as no server
 * is asked. A host alone stands for everything on it. Undefined for a text that is no module path with a host.
 */
export function repositoryOf(path: string): Repository | undefined {
  if (!isHostPath(path)) return undefined;
  const elements = path.split('/');
  const [host = ''] = elements;
  const count = KNOWN[host];
  if (count !== undefined && elements.length >= count)
    return { url: `https://${elements.slice(0, count).join('/')}`, by: 'path', page: undefined };
  const [, named] = SUFFIXED.exec(path) ?? [];
  if (named !== undefined) return { url: `https://${named}`, by: 'suffix', page: undefined };
  const root = elements.length === 1 ? `${host}/` : path.replace(/\/v[2-9]\d*$|\/v1\d+$/, '');
  return { url: `https://${root}`, by: 'server', page: `https://${path}?go-get=1` };
}

const LONGEST = 1_024;

/** True for a path whose first element is a host name with a dot (golang.org/x/mod/module, CheckPath), with a port for a host alone. */
function isHostPath(path: string): boolean {
  return (
    path.length <= LONGEST && /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w.~+-]+)*$/i.test(path)
  );
}
