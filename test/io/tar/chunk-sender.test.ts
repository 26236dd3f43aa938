import { expect, it } from 'vitest';
import { chunkSender } from '../../../src/io/tar/chunk-sender.ts';

const memory = (...bytes: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

it('steps that fill one memory come as one chunk, and two memories as two, in their order', async () => {
  const sent: number[][] = [];
  const sender = chunkSender({
    send: (chunk) => void sent.push([...chunk]),
    read: () => Promise.resolve(),
  });
  const [first, second] = [memory(1, 2, 3, 4), memory(5, 6, 7)];
  await sender.take(first.subarray(0, 1));
  await sender.take(first.subarray(1, 3));
  await sender.take(second.subarray(0, 2));
  expect(sent).toEqual([[1, 2, 3]]);
  await sender.take(second.subarray(2));
  expect(sent).toEqual([
    [1, 2, 3],
    [5, 6, 7],
  ]);
  await sender.take(first.subarray(3));
  await sender.settle();
  expect(sent.flat()).toEqual([1, 2, 3, 5, 6, 7, 4]);
});

it('a thread that reads nothing gets no more than four chunks', async () => {
  const gate = Promise.withResolvers<void>();
  let sent = 0;
  const sender = chunkSender({
    send: () => void (sent += 1),
    read: (count) => (count > 0 ? gate.promise : Promise.resolve()),
  });
  const taken = Array.from({ length: 4 }, () => sender.take(memory(1)));
  await Promise.all(taken);
  const fifth = sender.take(memory(1));
  expect(sent).toBe(4);
  gate.resolve();
  await fifth;
  expect(sent).toBe(5);
});
