import { tracedGodebug } from '../names/godebug.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The changes for a traced run of go. */
export interface RunEnvironment {
  /** An empty directory of this run alone. */
  readonly cache: string;
  /** GOPROXY for this run; undefined leaves it as go reads it. May hold credentials. */
  readonly goproxy: string | undefined;
}

/**
 * The user's environment for a go command that downloads a module only to be watched: the same servers, settings and
 * resolver, but nothing of the user's is written, no toolchain is fetched, no go.mod is edited, and no program asks a person.
 */
export function runEnvironment(env: Environment, { cache, goproxy }: RunEnvironment): Environment {
  return {
    ...env,
    GODEBUG: tracedGodebug(env['GODEBUG'] ?? ''),
    GOMODCACHE: cache,
    // In place of the user's flags: -mod=mod would edit a go.mod, and one that go does not know would end the run.
    GOFLAGS: '-mod=readonly -modcacherw',
    GOTOOLCHAIN: 'local',
    GO111MODULE: 'on',
    GOWORK: 'off',
    ...(goproxy === undefined ? {} : { GOPROXY: goproxy }),
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    SSH_ASKPASS_REQUIRE: 'never',
  };
}
