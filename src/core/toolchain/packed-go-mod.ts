const PACKED = /(^|\/)_go\.mod$/;

/**
 * The path of the `go.mod` beside a `_go.mod`; undefined for any other path. A module zip cannot hold the go.mod of another module, so
 * upstream packs it as `_go.mod`; unpacking it in a module cache, the go command copies it and leaves it there
 * (cmd/go/internal/toolchain, `Exec`).
 */
export function goModBeside(path: string): string | undefined {
  return PACKED.test(path) ? path.replace(PACKED, '$1go.mod') : undefined;
}
