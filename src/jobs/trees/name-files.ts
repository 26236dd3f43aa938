import { type ZipFile, zipTree } from '../../core/archive/zip-tree.ts';
import { type ModuleVersion, toolchainModule } from '../../core/release/module-name.ts';
import type { CoveredFile, ListKind } from '../../core/toolchain/judgement.ts';
import type { Manifest } from '../../core/toolchain/manifest.ts';
import { checkTree, type Digests, flawsOf } from '../../core/toolchain/tree-check.ts';
import type { TreeFlaw } from '../../core/toolchain/tree-flaw.ts';
import { agrees, type FileSums, zipList } from '../../core/toolchain/zip-list.ts';
import type { Version } from '../../core/version.ts';
import { EXIT_OF, GvError, hasCode } from '../../errors.ts';
import type { Http } from '../../io/http/http.ts';
import { moduleProxy } from '../../io/modules/module-proxy.ts';
import { remoteDigests } from '../../io/ranges/remote-entries.ts';
import type { RemoteZip } from '../../io/ranges/remote-zip.ts';
import type { TreeHashers } from '../../io/tree/digests.ts';
import { isInModule, moduleH1 } from '../../trust/log/module-h1.ts';
import type { Run } from '../../world.ts';
import type { TreeReading } from './read-tree.ts';
import { wholeList } from './whole-list.ts';

export interface NamingRequest {
  /** The tree as far as h1 covers it. */
  readonly tree: TreeReading;
  readonly version: Version;
  /** As the checksum database has it. */
  readonly h1: string;
  readonly http: Http;
  readonly hashers: TreeHashers;
  /** Digests of gv's own, which count where they have the recorded h1. */
  readonly manifest?: Manifest | undefined;
  /** Downloads the whole zip, so that nothing is left to sizes and CRCs. */
  readonly full?: boolean | undefined;
}

/** The files of a tree that differ from its release. */
export type NamedFiles =
  | {
      readonly kind: 'named';
      readonly flaws: readonly TreeFlaw[];
      readonly naming: ListKind;
      readonly covered: readonly CoveredFile[] | undefined;
    }
  /** All sizes and CRCs beside the flaws agree, and the contents do not. */
  | { readonly kind: 'hidden'; readonly flaws: readonly TreeFlaw[] }
  /** The second look found the recorded h1: the tree was changed while it was read. */
  | { readonly kind: 'none'; readonly covered: readonly CoveredFile[] };

/** A changed file is fetched to prove that no other one differs: so many packed bytes at most, in so many pieces. */
const PROOF_BYTES = 64 * 1024;
const PROOF_PIECES = 4;

/**
 * Names the files of a tree that has another h1 than recorded: by a list of digests that has the recorded h1, or without a
 * download by the central directory of the module zip. Few changed bytes are fetched as well: put in the place of the tree's,
 * they must give the recorded h1, or contents were changed beyond what sizes and CRCs tell. Fails as `wholeList` does, with
 * `offline`, and as a module proxy does.
 */
export async function nameFiles(run: Run, request: NamingRequest): Promise<NamedFiles> {
  const { tree, version, h1, http, manifest, full = false } = request;
  const module = toolchainModule(version, tree.platform);
  if (manifest !== undefined && listedH1(manifest, module) === h1) return byDigests(request, manifest);
  if (run.offline) {
    throw new GvError(
      'offline',
      'the files are named by the directory of the module zip, which was not asked',
      {
        hint: 'Leave --offline (GV_OFFLINE) out.',
      },
    );
  }
  const ask = { version, platform: tree.platform, http, h1 };
  const zip = full ? undefined : await moduleProxy(run, http).directory(module.version, run.signal);
  // A directory of GOPROXY has no ranges, and its zip is at hand.
  if (zip === undefined) return byDigests(request, await wholeList(run, ask));
  const list = zipList(zipTree(zip.records, `${module.module}@${module.version}/`).files);
  const sums = await sumsOf(request);
  const digests = new Map([...sums].map(([path, { sha256 }]) => [path, sha256]));
  if (h1Of(digests, module) === h1) return { kind: 'none', covered: coveredBy(digests) };
  const same = (path: string, file: ZipFile): boolean => agrees(file, sums.get(path));
  const flaws = flawsOf(list, tree.entries, ({ path }) => {
    const file = list.get(path);
    return file !== undefined && same(path, file);
  });
  const differing = [...list].filter(([path, file]) => !same(path, file));
  const fetched = await contentsOf(run, zip, differing);
  if (fetched === undefined)
    return { kind: 'named', flaws, naming: { by: 'size-and-crc' }, covered: undefined };
  const agreeing = [...digests].filter(([path]) => list.has(path));
  if (h1Of(new Map([...agreeing, ...fetched]), module) !== h1) return { kind: 'hidden', flaws };
  const covered = differing.length === 0 ? coveredBy(new Map(agreeing)) : undefined;
  return { kind: 'named', flaws, naming: { by: 'sha256' }, covered };
}

async function sumsOf({
  tree: { root, entries },
  hashers,
}: NamingRequest): Promise<ReadonlyMap<string, FileSums>> {
  return await hashers.sums(
    root,
    entries.filter(({ kind }) => kind === 'file'),
  );
}

/** The flaws of a tree by digests that are proven. */
function byDigests({ tree }: NamingRequest, manifest: Manifest): NamedFiles {
  const list = new Map([...manifest].filter(([path]) => isInModule(path)));
  const flaws = checkTree(list, tree.entries, tree.digests);
  const isWhole = [...list].every(([path, sha256]) => tree.digests.get(path) === sha256);
  return { kind: 'named', flaws, naming: { by: 'sha256' }, covered: isWhole ? coveredBy(list) : undefined };
}

/** The h1 of the files in a manifest; empty, which no record is, for an edited one that no module can have. */
export function listedH1(manifest: Manifest, module: ModuleVersion): string {
  try {
    return h1Of(manifest, module);
  } catch (error) {
    if (hasCode(error, 'archive-hostile')) return '';
    throw error;
  }
}

function h1Of(digests: Digests, module: ModuleVersion): string {
  return moduleH1(coveredBy(digests), module);
}

function coveredBy(digests: Digests): readonly CoveredFile[] {
  return [...digests].map(([path, sha256]) => ({ path, sha256 }));
}

/** The digests of what the server has for these files; undefined where that is too much to fetch, or cannot be had. */
async function contentsOf(
  { signal }: Run,
  zip: RemoteZip,
  files: readonly (readonly [path: string, file: ZipFile])[],
): Promise<readonly (readonly [path: string, sha256: string])[] | undefined> {
  const records = files.map(([, { record }]) => record);
  try {
    const digests = await remoteDigests(zip, { records, mostBytes: PROOF_BYTES, most: PROOF_PIECES, signal });
    return digests?.map((sha256, at) => [files[at]?.[0] ?? '', sha256]);
  } catch (error) {
    const isDoubt =
      error instanceof GvError &&
      (error.exit === EXIT_OF.network || error.exit === EXIT_OF['archive-hostile']);
    if (isDoubt) return undefined;
    throw error;
  }
}
