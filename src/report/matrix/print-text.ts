/** The versions as a matrix of another system. */
export const PRINTED = ['github', 'gitlab'] as const;

export type PrintedFormat = (typeof PRINTED)[number];

/**
 * The matrix in the terms of the system: for GitHub, one line for `fromJSON` in `strategy.matrix`
 * (docs.github.com, "Running variations of jobs in a workflow"); for GitLab, the `parallel` key of a job, whose variable
 * GV_VERSION chooses the toolchain (docs.gitlab.com, "parallel:matrix").
 */
export function printedMatrix(format: PrintedFormat, versions: readonly string[]): string {
  switch (format) {
    case 'github':
      return `${JSON.stringify({ include: versions.map((go) => ({ go })) })}\n`;
    case 'gitlab':
      return `parallel:\n  matrix:\n    - GV_VERSION: [${versions.map((version) => JSON.stringify(version)).join(', ')}]\n`;
  }
}
