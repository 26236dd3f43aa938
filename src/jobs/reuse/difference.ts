import type { UnpackedZip } from '../../io/zip/zip-unpack.ts';
import type { ReusedRelease } from './reuse-installed.ts';

/** Why the whole zip is downloaded after its pieces. */
export function doubtText({ base, name }: ReusedRelease): string {
  const from = base.version.label;
  return `the checksum database has another h1 than the files of ${name} and of go ${from} together; downloading all of it`;
}

/**
 * The fault of a release that was put together, told from the proven tree: files of the installed toolchain that have the
 * size and the CRC of the released ones and another content, or else the pieces that the server sent.
 */
export function differenceText({ tree, base, source }: ReusedRelease, proven: UnpackedZip): string {
  const right = new Map(proven.files.map(({ path, sha256 }) => [path, sha256]));
  const differing = tree.files
    .filter(({ path, sha256 }) => right.get(path) !== sha256)
    .map(({ path }) => path);
  const [first, ...more] = differing.filter((path) => tree.reused.has(path));
  if (first === undefined) return `${source} sent pieces of another zip than it has: ${named(differing)}`;
  const release = base.version.label;
  return `${base.path} has files of another content than released, with the same size and CRC: ${named([first, ...more])}; gv verify ${release} compares it with its own proven list`;
}

const MOST_NAMES = 5;

function named(paths: readonly string[]): string {
  const more = paths.length - MOST_NAMES;
  return paths.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
