/** An action of a written graph, with the names that Go gives its fields; those that are left out have usual values. */
export type WrittenAction = Readonly<Record<string, unknown>>;

const USUAL = {
  ID: 0,
  Package: 'example.com/a',
  TimeReady: '2026-11-28T14:00:00.000000001Z',
  TimeStart: '2026-11-28T14:00:00.000250001Z',
  TimeDone: '2026-11-28T14:00:01.000250001Z',
  Cmd: null,
};
const COMMAND = { CmdReal: 900_000_000, CmdUser: 200_000_000, CmdSys: 100_000_000 };

/** The text that `go test -debug-actiongraph` writes for these actions (json.MarshalIndent with tabs). */
export function actionGraph(actions: readonly WrittenAction[]): string {
  const all = actions.map((action) => ({
    ...USUAL,
    ...(Array.isArray(action['Cmd']) ? COMMAND : {}),
    ...action,
  }));
  return `${JSON.stringify(all, null, '\t')}\n`;
}

/** Lines of `go test -json`. */
export function testEvents(...events: readonly Readonly<Record<string, unknown>>[]): string {
  return events.map((event) => `${JSON.stringify({ Time: '2026-11-28T14:00:00Z', ...event })}\n`).join('');
}
