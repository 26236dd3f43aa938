/** The same terminal with `~` in place of the ellipsis with which ink marks a row that it cut. */
export function asciiOutput(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = (chunk: string | Uint8Array, ...rest: readonly never[]): boolean =>
    stream.write(typeof chunk === 'string' ? chunk.replaceAll('…', '~') : chunk, ...rest);
  return Object.assign(Object.create(stream) as NodeJS.WriteStream, { write });
}
