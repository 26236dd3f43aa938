/** Milliseconds between two events of a command that runs. */
const TICK_MS = 1_000;

/** Calls `tell` now and every second until the result is disposed of. */
export function everySecond(tell: () => void): Disposable {
  tell();
  const timer = setInterval(tell, TICK_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
