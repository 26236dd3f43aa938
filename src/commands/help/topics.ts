import { wrapped } from '../../report/page/columns.ts';
import { GLOBAL_OPTIONS } from '../parts/options.ts';

/** The exit codes of gv. */
export const EXITS: readonly (readonly [code: string, means: string])[] = [
  ['0', 'done'],
  ['1', 'failed, or there are findings'],
  ['2', 'usage: a command, option, version, pin or setting that gv does not understand'],
  ['3', 'no such release'],
  ['4', 'network'],
  ['5', 'a proof is missing or wrong; nothing was installed'],
  ['6', 'disk or permission'],
  ['127', 'the selected toolchain is not installed'],
  ['129, 130, 143', 'ended by SIGHUP, SIGINT, SIGTERM'],
];

/** The variables that gv reads. */
export const ENVIRONMENT: readonly (readonly [name: string, means: string])[] = [
  ['GV_ROOT', 'where everything lies; ~/.gv by default'],
  ['GV_VERSION', 'the Go that answers, before any file'],
  ['GV_USER_DIR', 'where a user keeps the global version when GV_ROOT belongs to another account'],
  ['GV_SOURCE', 'auto, official or proxy'],
  ['GV_DL_URL', 'another place for the release index and the archives'],
  ['GV_MIRROR', 'servers of the bytes alone; digest and signature still decide'],
  ['GV_INSTALL_BASE', "where gv self-update and a release's install.sh find their files; proves nothing"],
  ['GV_OFFLINE', 'not empty: no network'],
  ['GV_NODE', 'the Node that runs gv, as an absolute path, where gv has none of its own'],
  ['GOPROXY, GONOPROXY, GOPRIVATE, GOSUMDB, GOAUTH', 'as for the go command'],
  ['HTTP_PROXY, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, SSL_CERT_DIR', 'as for the go command'],
  ['NO_COLOR', 'not empty: no colours'],
];

/** Subjects of `gv help` that are not commands. */
const TOPICS: ReadonlyMap<string, readonly (readonly [term: string, means: string])[]> = new Map([
  ['options', GLOBAL_OPTIONS.map(({ flags, meaning }) => [flags, meaning] as const)],
  ['environment', ENVIRONMENT],
  ['exit-codes', EXITS],
]);

export const TOPIC_NAMES: readonly string[] = [...TOPICS.keys()];

/** The text of a topic: short terms beside their meaning, long ones above it. Undefined for any other word. */
export function topicText(name: string, columns: number): string | undefined {
  return TOPICS.get(name)
    ?.flatMap(([term, means]) => {
      const lines = wrapped(means, columns - INDENT).map((line) => ' '.repeat(INDENT) + line);
      if (term.length > INDENT - 2) return [...wrapped(term, columns), ...lines];
      return lines.map((line, index) => (index === 0 ? term.padEnd(INDENT) + line.slice(INDENT) : line));
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** The column of the meanings. */
const INDENT = 17;
