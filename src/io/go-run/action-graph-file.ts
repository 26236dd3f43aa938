import { open } from 'node:fs/promises';
import { type ActionGraph, graphReader } from '../../core/test-run/action-graph.ts';
import { lineSplitter } from '../../core/text/lines.ts';
import { isSystemError } from '../../errors.ts';
import { diskError } from '../disk/disk-error.ts';

/** More than a run of the largest repositories writes. */
const MOST_BYTES = 512 * 1024 * 1024;
const CHUNK = 64 * 1024;

/**
 * Reads the file of `-debug-actiongraph`, whatever its size, in the memory of its actions. Undefined where go wrote none, or one
 * without an action. Fails with `disk` or `permission` for a file that cannot be read.
 */
export async function readActionGraph(path: string): Promise<ActionGraph | undefined> {
  const reader = graphReader();
  const splitter = lineSplitter(reader.line);
  try {
    await using file = await open(path, 'r');
    const buffer = Buffer.alloc(CHUNK);
    for (let at = 0; at < MOST_BYTES;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK, at);
      if (bytesRead === 0) break;
      splitter.add(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw diskError(error, path);
  }
  splitter.end();
  const graph = reader.end();
  return graph.actions.length === 0 ? undefined : graph;
}
