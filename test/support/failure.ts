import { GvError } from '../../src/errors.ts';

/** The failure that `work` ends with. A success, or an error that is none of gv's, fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<GvError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof GvError) return error;
    throw error;
  }
  throw new Error('expected a failure, but it succeeded');
}
