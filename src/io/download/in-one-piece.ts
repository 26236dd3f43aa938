import { type GvError, hasCode } from '../../errors.ts';
import { LogDisproved } from '../../trust/log/failure.ts';
import type { Run } from '../../world.ts';
import { type Downloaded, forgetDownload } from './download.ts';

/** Takes each download whose bytes the work goes on to look at. */
export type Note = (download: Downloaded) => void;

/**
 * Does a work that downloads a file and proves it, once more where the bytes do not fit although their server may have sound ones: the
 * first ones lay here, or came in several answers, and no digest told whether they still were those of the server. Nothing of them
 * is left for the second time, whose failure is final. Fails as the work does.
 */
export async function inOnePiece<T>(run: Run, work: (note: Note) => Promise<T>): Promise<T> {
  let noted: Downloaded | undefined;
  try {
    return await work((download) => {
      noted = download;
    });
  } catch (error) {
    if (noted?.isDoubtful !== true || !isOfBytes(error)) throw error;
    const { measured, path, stats } = noted;
    const why = stats.url === undefined ? 'what lay in the cache' : 'what came in several pieces';
    run.emit({
      type: 'notice',
      text: `downloading ${measured.name} once more, as ${why} is of no use: ${error.message}`,
    });
    await forgetDownload(path);
  }
  return await work(() => undefined);
}

/** True for a failure that other bytes of the file might not have. */
export function isOfBytes(error: unknown): error is GvError {
  if (error instanceof LogDisproved) return false;
  return hasCode(error, 'archive-hostile', 'content-wrong', 'digest-changed', 'log-wrong', 'signature-wrong');
}
