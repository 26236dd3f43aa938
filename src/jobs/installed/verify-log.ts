import type { ReceiptProof } from '../../core/proof.ts';
import { toolchainModule } from '../../core/release/module-name.ts';
import { GvError } from '../../errors.ts';
import { openHttp } from '../../io/http/http.ts';
import { treeDigests } from '../../io/tree/digests.ts';
import { walkTree } from '../../io/tree/walk.ts';
import { moduleH1 } from '../../trust/log/module-h1.ts';
import type { Run } from '../../world.ts';
import { askLog } from '../install/ask-log.ts';
import type { Tree } from './verify-tree.ts';

/**
 * Compares a tree that gv did not install with the record of Go's checksum database, as a whole: the record covers all files
 * together, without api, doc, misc and test. Gives the proof. Fails with `tree-changed`, with `content-wrong` for a tree of
 * another platform, and the codes of `askLog`.
 */
export async function verifyInLog(run: Run, tree: Tree, logKey: string): Promise<ReceiptProof> {
  const { version, path } = tree;
  const files = walkTree(path).filter(({ kind }) => kind !== 'directory');
  const odd = files.find(({ kind }) => kind !== 'file');
  if (odd !== undefined) {
    throw new GvError('tree-changed', `${path} holds ${odd.path}, which is not a regular file`, {
      hint: REPLACE,
    });
  }
  const { os, arch } = run.platform;
  if (!files.some((file) => file.path.startsWith(`pkg/tool/${os}_${arch}/`))) {
    throw new GvError('content-wrong', `${path} has no tools for ${os}/${arch}`, {
      hint: 'Run gv verify on the platform of that toolchain.',
    });
  }
  const http = openHttp(run);
  const stop = new AbortController();
  try {
    const query = { http, version, platform: run.platform, logKey, signal: stop.signal };
    const [digests, proof] = await Promise.all([treeDigests(path, files, run.signal), askLog(run, query)]);
    const h1 = moduleH1(
      [...digests].map(([name, sha256]) => ({ path: name, sha256 })),
      toolchainModule(version, run.platform),
    );
    if (h1 === proof.h1) return { kind: 'log', h1, record: proof.record, treeSize: proof.treeSize };
    throw new GvError(
      'tree-changed',
      `${path} is not go ${version.label} as released: ${h1} instead of ${proof.h1}`,
      {
        hint: REPLACE,
      },
    );
  } finally {
    // The log's answer is not needed when the files cannot be read.
    stop.abort();
    await http.close();
  }
}

const REPLACE = 'An edited go.env or an added program is a change too. gv install fetches a new toolchain.';
