/** A difference between a tree and its state at the install. */
export interface TreeFlaw {
  /**
   * `extra`: the release has no such file. `irregular`: a FIFO, device, socket or directory in the place of a file of the release. `mode`: a program that is not executable, or an entry that every account may write.
   * Of a toolchain that is shared with another manager, `link` and `mode` may have absolute paths: the link leads elsewhere than at
   * the import, or another account may write there. `record`: receipt or list of gv's own, by its absolute path, that the checksum database contradicts;
   * `unreadable`: one that gv cannot read.
   */
  readonly kind: 'missing' | 'changed' | 'extra' | 'link' | 'irregular' | 'mode' | 'record' | 'unreadable';
  /** Of an `extra` directory with all that is in it, it ends with a slash. */
  readonly path: string;
  /** Number of files and links in such a directory; undefined where gv did not look into it. */
  readonly files?: number;
}
