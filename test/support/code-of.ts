import { GvError } from '../../src/errors.ts';

/** Runs some work and gives the code of the GvError it ends with, or `ok`. Other errors pass through. */
export async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'ok';
  } catch (error) {
    if (error instanceof GvError) return error.code;
    throw error;
  }
}
