import { spawn } from 'node:child_process';
import { once } from 'node:events';

const MUTEX = new URL('../../src/io/disk/mutex.ts', import.meta.url).href;

/** Another process that has taken the mutex `path`, says of itself what `purpose` says, and holds it until it is killed. */
export async function mutexHolder(path: string, purpose = 'holding'): Promise<AsyncDisposable> {
  const program = `
    const { withMutex } = await import(${JSON.stringify(MUTEX)});
    const signal = new AbortController().signal;
    await withMutex(${JSON.stringify(path)}, { signal, purpose: ${JSON.stringify(purpose)} }, async () => {
      process.stdout.write('held\\n');
      await new Promise((resolve) => process.stdin.on('end', resolve).resume());
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
