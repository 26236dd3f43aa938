// Preloaded into the program under test: writes the address of every module that is loaded into the file GV_TEST_LOADS names.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const log = process.env['GV_TEST_LOADS'];
if (log === undefined) throw new Error('GV_TEST_LOADS names no file');

registerHooks({
  load(url, context, next) {
    appendFileSync(log, `${url}\n`);
    return next(url, context);
  },
});
