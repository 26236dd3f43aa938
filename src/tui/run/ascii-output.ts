/** ink marks where it cuts a row with an ellipsis of its own; this is the same terminal with `~` in its place. */
export function asciiOutput(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = (chunk: string | Uint8Array, ...rest: readonly never[]): boolean =>
    stream.write(typeof chunk === 'string' ? chunk.replaceAll('…', '~') : chunk, ...rest);
  return Object.assign(Object.create(stream) as NodeJS.WriteStream, { write });
}
