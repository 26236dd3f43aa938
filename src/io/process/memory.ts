/** Above what Node's pool hands out to several buffers at once, and not above what it reads from a socket at a time. */
const LARGE_BYTES = 32 * 1024;

/**
 * Frees large memory at once, when `bytes` are all of it but for `spare` at its end, and thus its only user. The garbage
 * collector lets a hundred megabytes gather first, as it sees the small objects and not the memory behind them. Memory
 * shared with a window, or with the rest of a stream's chunk, is left to the collector.
 */
export function giveBack(bytes: Uint8Array, spare = 0): void {
  const { buffer } = bytes;
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength < LARGE_BYTES) return;
  if (bytes.byteLength + spare >= buffer.byteLength) buffer.transfer(0);
}
