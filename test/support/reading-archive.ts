import { open } from 'node:fs/promises';
import { GvError } from '../../src/errors.ts';
import { hashTree } from '../../src/io/tar/unpack.ts';

/** A program: reads the archive that it is given as gv does for a proof, and prints how that ended and the most memory it took (KiB). */
const handle = await open(process.argv[2] ?? '');
let code = 'ok';
try {
  await hashTree(handle, { signal: new AbortController().signal });
} catch (error) {
  if (!(error instanceof GvError)) throw error;
  code = error.code;
}
process.stdout.write(JSON.stringify({ code, peak: process.resourceUsage().maxRSS }));
