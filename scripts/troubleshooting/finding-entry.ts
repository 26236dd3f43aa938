/** The entry of a finding in docs/troubleshooting.md. Backquotes are Markdown's. */
export interface FindingEntry {
  readonly means: string;
  readonly cure: string;
  readonly by: 'doctor' | 'explain, doctor' | 'explain' | 'audit';
  /** True when `gv doctor --fix` mends it. */
  readonly fix?: true;
}

export interface FindingGroup {
  readonly title: string;
  readonly entries: Readonly<Record<string, FindingEntry>>;
}
