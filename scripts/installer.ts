/** A file of a release, as SHA256SUMS and install.sh name it. */
export interface ReleaseFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
}

export interface Filling {
  readonly version: string;
  /** Address of the release's files; empty where only GV_INSTALL_BASE names it. */
  readonly base: string;
  readonly archives: readonly ReleaseFile[];
}

/** install.sh, with the files that it may fetch written into it. Throws when the script has no place for them, or a value could end its quotes. */
export function filledInstaller(script: string, { version, base, archives }: Filling): string {
  const rows = archives.map(({ sha256, size, name }) => `${sha256} ${size} ${name}`);
  const values = [
    ['RELEASE_VERSION', version],
    ['RELEASE_BASE', base],
    ['RELEASE_FILES', rows.join('\n')],
  ] as const;
  return values.reduce((text, [name, value]) => {
    const empty = `\n${name}=''\n`;
    if (text.split(empty).length !== 2) throw new Error(`install.sh has no single line ${name}=''`);
    if (!/^[\x20-\x7e\n]*$/.test(value) || value.includes("'"))
      throw new Error(`${name} cannot be ${JSON.stringify(value)}`);
    return text.replace(empty, () => `\n${name}='${value}'\n`);
  }, script);
}
