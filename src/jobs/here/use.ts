import { queryText, type Query } from '../../core/choice/query.ts';
import { lineOf } from '../../core/version.ts';
import { GvError, hasCode } from '../../errors.ts';
import { removeFile, writeFileAtomic } from '../../io/disk/write.ts';
import { linkedFile, removePin, writePin } from '../../io/here/pin-files.ts';
import { directoryHere } from '../../io/host/here.ts';
import { rewriteLinks } from '../../io/store/links.ts';
import { withStoreMutex } from '../../io/store/mutexes.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { install, type InstallOptions } from '../install/install.ts';
import { checkSystemGo } from './answering.ts';
import { installedFit, moduleQuery, type Need } from './needs.ts';
import { rememberProject } from './projects.ts';

export interface UseRequest {
  readonly query: Query;
  /** `shell` writes no file: the calling shell keeps the choice in GV_VERSION. */
  readonly scope: 'directory' | 'global' | 'shell';
  /** Write the query (`1.22`, `latest`) instead of the exact release. */
  readonly track: boolean;
}

export interface Chosen {
  /** The text that was written, or that the shell keeps. */
  readonly pin: string;
  readonly file: string;
  /** The toolchain of the pin; undefined for `system`. */
  readonly toolchain: Installed | undefined;
}

/** The commands that choose a toolchain of gv's where the system has no Go. */
const INSTEAD = {
  directory: 'gv use latest',
  global: 'gv use -g latest',
  shell: 'gv use -s latest',
} as const satisfies Readonly<Record<UseRequest['scope'], string>>;

/** Installs the chosen version if it is missing, then writes the choice. Fails with the codes of `install`, `bad-pin`, `permission`, `disk`, and with `not-installed` for `system` without a Go. */
export async function use(run: Run, request: UseRequest, options: InstallOptions): Promise<Chosen> {
  const { query, scope, track } = request;
  // Before the install: the choice could not be written afterwards.
  if (scope === 'directory') directoryHere(run);
  if (query.kind === 'system') await checkSystemGo(run, INSTEAD[scope]);
  const toolchain = await ready(run, query, { ...options, global: 'never' });
  const pin =
    toolchain === undefined ? 'system' : track ? trackedPin(query, toolchain) : toolchain.version.label;
  const file = await write(run, scope, pin);
  if (scope === 'directory') await tellOfDirectory(run, file);
  return { pin, file, toolchain };
}

async function tellOfDirectory(run: Run, file: string): Promise<void> {
  await rememberProject(run);
  const written = await linkedFile(file);
  if (written !== undefined)
    run.emit({ type: 'notice', text: `${file} is a link, so ${written} has the choice now` });
}

/** Installs the version of a query; undefined for `system`. */
async function ready(run: Run, query: Query, options: InstallOptions): Promise<Installed | undefined> {
  if (query.kind === 'system') return undefined;
  return query.kind === 'mod' ? meet(run, moduleQuery(run), options) : install(run, query, options);
}

/** Installs a release for a floor; offline, an installed patch that meets the floor is taken, as no list is at hand. */
async function meet(run: Run, need: Need, options: InstallOptions): Promise<Installed> {
  try {
    return await install(run, need.query, options);
  } catch (error) {
    const there = installedFit(run, need);
    if (there === undefined || !hasCode(error, 'offline')) throw error;
    run.emit({
      type: 'notice',
      text: `offline: ${there.version.label} is the newest installed release that is enough`,
    });
    return there;
  }
}

async function write(run: Run, scope: UseRequest['scope'], pin: string): Promise<string> {
  switch (scope) {
    case 'directory':
      return writePin(run, pin);
    case 'global':
      return writeGlobal(run, pin);
    case 'shell':
      return 'GV_VERSION';
  }
}

/** The pin that follows a line. A range has no pin of its own and follows its line. */
function trackedPin(query: Query, toolchain: Installed): string {
  switch (query.kind) {
    case 'line':
    case 'major':
      return queryText(query);
    case 'channel':
      return query.channel === 'stable' ? 'latest' : lineOf(toolchain.version);
    case 'exact':
    case 'range':
    case 'mod':
    case 'system':
      return lineOf(toolchain.version);
  }
}

/** Writes the global version; links and `current` follow. Gives its file. Fails with `permission` or `disk`. */
export async function writeGlobal(run: Run, pin: string): Promise<string> {
  const { layout } = run;
  if (layout.user !== undefined) {
    await writeFileAtomic(layout.user.version, `${pin}\n`);
    return layout.user.version;
  }
  await withStoreMutex(run, `choosing ${pin} globally`, async () => {
    await writeFileAtomic(layout.globalVersion, `${pin}\n`);
    await rewriteLinks(layout);
  });
  return layout.globalVersion;
}

/** Takes a choice back; gives the file that held it, undefined when none did. */
export async function unuse(run: Run, scope: 'directory' | 'global'): Promise<string | undefined> {
  if (scope === 'directory') return removePin(run);
  const { layout } = run;
  if (layout.user !== undefined) {
    await removeFile(layout.user.version);
    return layout.user.version;
  }
  await withStoreMutex(run, 'taking the global choice back', async () => {
    await removeFile(layout.globalVersion);
    await rewriteLinks(layout);
  });
  return layout.globalVersion;
}

/** Fails with `usage` for combinations that contradict each other. */
export function checkTrack(query: Query): void {
  if (query.kind !== 'system' && query.kind !== 'mod') return;
  throw new GvError('usage', `--track has no meaning for ${queryText(query)}`, { hint: 'gv help use' });
}
