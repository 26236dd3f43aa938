/** A system other than a shell that gets its environment from a file. */
export interface FormatRow {
  readonly name: string;
  readonly aliases: readonly string[];
  /**
   * How `gv env --write` treats the file: gv's block between two comments, in a file without one at its `top`, at its `end`, or
   * nowhere, as gv cannot know the place (`placed`); a file that is gv's as a `whole`; or `never`, as the user's file has no comments.
   */
  readonly file: 'top' | 'end' | 'placed' | 'whole' | 'never';
}

export const FORMATS = [
  // The file may have no comments (GitLab, artifacts:reports:dotenv).
  { name: 'dotenv', aliases: ['gitlab'], file: 'whole' },
  // ENV holds for the lines below it, in the stage of the FROM above it.
  { name: 'docker', aliases: [], file: 'placed' },
  { name: 'systemd', aliases: [], file: 'end' },
  { name: 'environment.d', aliases: [], file: 'end' },
  { name: 'profile', aliases: [], file: 'end' },
  // A setting holds for the lines below it.
  { name: 'cron', aliases: ['crontab'], file: 'top' },
  { name: 'vscode', aliases: [], file: 'never' },
] as const satisfies readonly FormatRow[];

export type FileFormatRow = (typeof FORMATS)[number];
export type FileFormat = FileFormatRow['name'];

/** The row of the format that has this name or alias; undefined when gv does not know it. */
export function formatNamed(name: string): FileFormatRow | undefined {
  const hasAlias = ({ aliases }: FormatRow): boolean => aliases.includes(name);
  return FORMATS.find((row) => row.name === name || hasAlias(row));
}
