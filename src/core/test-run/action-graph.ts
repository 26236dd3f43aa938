/**
 * An action of one run of the go command, from the file of `-debug-actiongraph` (go: cmd/go/internal/work/action.go, actionJSON).
 * Times are milliseconds since 1970 with a fraction; undefined where the action did not come so far.
 */
export interface Action {
  /** `build`, `build check cache`, `vet`, `link`, `test run` … */
  readonly mode: string;
  /** The import path; empty for an action of the whole run. */
  readonly package: string;
  /** True where the action ran a command: without one the build cache answered. */
  readonly ran: boolean;
  /** True where one of its commands was cgo. */
  readonly cgo: boolean;
  readonly failed: boolean;
  readonly readyMs: number | undefined;
  readonly startMs: number | undefined;
  readonly doneMs: number | undefined;
  /** The time of its commands, and the processor time of them. */
  readonly realMs: number;
  readonly cpuMs: number;
}

export interface ActionGraph {
  readonly actions: readonly Action[];
  /** False where the file ends before its end, or has more actions than are read. */
  readonly isWhole: boolean;
}

/** Takes the lines of the file in their order. */
export interface GraphReader {
  readonly line: (text: string) => void;
  /** The actions that were whole. */
  end(): ActionGraph;
}

/** More actions than the largest repositories have; a file may hold any number. */
const MOST_ACTIONS = 200_000;

const FIELD = /^\t\t"([A-Za-z]{1,40})": (.*?),?$/s;
/** The line of a command: its tool stands at its beginning. */
const CGO = /^\t\t\t"[^" ]{0,4096}\/cgo(?:\.exe)? /;

/**
 * Reads an action graph line by line, so that a file of any size takes the memory of its actions alone, and of a file that was cut
 * off everything in front of the cut counts. Go writes a field a line, with two tabs (json.MarshalIndent); deeper lines are of lists.
 * The format is undocumented: fields of another form are passed over.
 */
export function graphReader(most: number = MOST_ACTIONS): GraphReader {
  const actions: Action[] = [];
  let open: OpenAction | undefined;
  let isEnded = false;
  let isBounded = false;
  return {
    line(text) {
      if (text === '\t{') open = newAction();
      else if (text === ']') isEnded = true;
      else if (open === undefined) return;
      else if (text === '\t}' || text === '\t},') {
        if (actions.length < most) actions.push(open);
        else isBounded = true;
        open = undefined;
      } else if (CGO.test(text)) open.cgo = true;
      else addField(open, FIELD.exec(text) ?? []);
    },
    end: () => ({ actions, isWhole: isEnded && !isBounded }),
  };
}

type OpenAction = { -readonly [K in keyof Action]: Action[K] };

function newAction(): OpenAction {
  const times = { readyMs: undefined, startMs: undefined, doneMs: undefined, realMs: 0, cpuMs: 0 };
  return { mode: '', package: '', ran: false, cgo: false, failed: false, ...times };
}

function addField(action: OpenAction, [, name = '', value = '']: readonly string[]): void {
  switch (name) {
    case 'Mode':
      action.mode = textOf(value);
      return;
    case 'Package':
      action.package = textOf(value);
      return;
    case 'Cmd':
      action.ran = value === '[';
      return;
    case 'Failed':
      action.failed = value === 'true';
      return;
    case 'TimeReady':
      action.readyMs = timeOf(value);
      return;
    case 'TimeStart':
      action.startMs = timeOf(value);
      return;
    case 'TimeDone':
      action.doneMs = timeOf(value);
      return;
    case 'CmdReal':
      action.realMs = millisecondsOf(value);
      return;
    case 'CmdUser':
    case 'CmdSys':
      action.cpuMs += millisecondsOf(value);
      return;
    default:
  }
}

function textOf(value: string): string {
  try {
    const text: unknown = JSON.parse(value);
    return typeof text === 'string' ? text : '';
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}

/** A number of nanoseconds. */
function millisecondsOf(value: string): number {
  return /^\d{1,19}$/.test(value) ? Number(value) / 1e6 : 0;
}

/** Go's zero time, which stands for none, is in the year 1. */
function timeOf(value: string): number | undefined {
  const [, second = '', fraction = '', zone = ''] =
    /^"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)"$/.exec(value) ?? [];
  const ms = Date.parse(`${second}${zone}`);
  return Number.isNaN(ms) || ms < 0 ? undefined : ms + Number(`0${fraction}`) * 1000;
}
