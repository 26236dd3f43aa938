import { render } from 'ink';
import type { Run } from '../world.ts';
import { asciiOutput } from './run/ascii-output.ts';
import { Root } from './run/root.tsx';
import { openSession, type SessionOptions, type Terminal } from './run/session.ts';
import type { State } from './state/state.ts';
import { commandOf, type Task } from './state/task.ts';
import { themeFor } from './views/theme.ts';

/** Frames a second: a key must be on the screen within 20 ms. */
const MAX_FPS = 60;

/** The cursor to the first column of the first row, and everything erased (ECMA-48, CUP and ED). */
const ERASE = '\u001b[H\u001b[2J';

/**
 * Shows the screen until its user leaves, or the world's signal ends it; gives the results of what was done, as the commands
 * would have printed them. The terminal is given back as it was in every case. Fails with errors that are bugs of gv.
 */
export async function runTui(run: Run, options: SessionOptions['options']): Promise<readonly string[]> {
  let terminal: Terminal | undefined;
  const bug = Promise.withResolvers<never>();
  const { stdout } = process;
  const session = openSession(run, {
    options,
    size: { columns: stdout.columns, rows: stdout.rows },
    terminal: () => terminal,
    onBug: bug.reject,
  });
  await session.prepare();
  const theme = themeFor(run.env);
  const onErase = (): void => {
    screen.clear();
    stdout.write(ERASE);
  };
  const onTerminal = (it: Terminal): void => void (terminal = it);
  const root = <Root store={session.store} theme={theme} onErase={onErase} onTerminal={onTerminal} />;
  const screen = render(root, {
    stdout: theme.ascii ? asciiOutput(stdout) : stdout,
    exitOnCtrlC: false,
    alternateScreen: true,
    interactive: true,
    maxFps: MAX_FPS,
    // Rows that stay are not sent again: a screen of text takes time over a slow line.
    incrementalRendering: true,
  });
  const leave = (): void => {
    screen.unmount();
  };
  run.signal.addEventListener('abort', leave);
  // A terminal that was closed fails each read and write, before or after its SIGHUP.
  for (const stream of [process.stdin, stdout]) stream.on('error', leave);
  // The network's modules take longer to load than a frame to draw.
  screen
    .waitUntilRenderFlush()
    .then(() => session.refresh())
    .catch(bug.reject);
  try {
    await Promise.race([screen.waitUntilExit(), bug.promise]);
  } finally {
    run.signal.removeEventListener('abort', leave);
    screen.unmount();
    await session.stop();
  }
  return done(session.store.state());
}

function done({ tasks }: State): readonly string[] {
  return tasks.filter(({ status }) => status !== 'waiting').flatMap(printed);
}

function printed({ request, lines, status, failure }: Task): readonly string[] {
  const ending = failure === undefined ? [] : [`gv: ${failure.message}`, `  ${failure.hint ?? ''}`.trimEnd()];
  const cancelled = status === 'cancelled' ? ['cancelled'] : [];
  return [`$ ${commandOf(request)}`, ...lines, ...ending, ...cancelled].filter((line) => line !== '');
}
