import { render } from 'ink';
import type { InstallOptions } from '../jobs/install.ts';
import type { World } from '../world.ts';
import { asciiOutput } from './run/ascii-output.ts';
import { createLoader } from './run/load.ts';
import { describe } from './run/describe.ts';
import { Root, type Terminal } from './run/root.tsx';
import { createStore, type Store } from './run/store.ts';
import { createWorker } from './run/worker.ts';
import type { Effect } from './state/action.ts';
import { initialState, type State } from './state/state.ts';
import { commandOf } from './state/task.ts';
import { themeFor } from './views/theme.ts';

/** Frames a second: a key must be on the screen within 20 ms. */
const MAX_FPS = 60;

/** Shows the screen until its user leaves; gives what was done, as the commands would have printed it. */
export async function runTui(world: World, options: InstallOptions): Promise<readonly string[]> {
  let terminal: Terminal | undefined;
  const own: World = { ...world, env: { ...world.env, __GV_TRACE: undefined } };
  const perform = (effect: Effect, state: State): void => {
    switch (effect.type) {
      case 'load':
        return keep(loader.remote(options.offline));
      case 'run':
        worker.next(state);
        return keep(loader.local());
      case 'cancel':
        return worker.cancel(effect.id);
      case 'describe': {
        const row = state.catalog.rows.find(({ label }) => label === effect.label);
        if (row !== undefined)
          store.dispatch({ type: 'detail', label: row.label, detail: describe(own, row) });
        return;
      }
      case 'weigh':
      case 'copy':
        return;
      case 'suspend':
        return keep(terminal?.suspend());
      case 'exit':
        return terminal?.exit();
    }
  };
  const theme = themeFor(world.env);
  const size = { columns: process.stdout.columns, rows: process.stdout.rows };
  const store: Store = createStore(initialState(size), perform);
  const loader = createLoader(own, store.dispatch);
  const worker = createWorker(own, options, store.dispatch);
  await loader.local();
  const screen = render(<Root store={store} theme={theme} onTerminal={(it) => (terminal = it)} />, {
    stdout: theme.ascii ? asciiOutput(process.stdout) : process.stdout,
    exitOnCtrlC: false,
    alternateScreen: true,
    interactive: true,
    maxFps: MAX_FPS,
  });
  const failure = Promise.withResolvers<never>();
  function keep(work: Promise<void> | undefined): void {
    work?.catch((error: unknown) => {
      failure.reject(error);
    });
  }
  keep(loader.remote(true).then(() => (options.offline ? undefined : loader.remote(false))));
  try {
    await Promise.race([screen.waitUntilExit(), failure.promise]);
  } finally {
    screen.unmount();
    await worker.stop();
  }
  return summary(store.state());
}

function summary({ tasks }: State): readonly string[] {
  return tasks
    .filter(({ status }) => status !== 'waiting')
    .flatMap((task) => [
      `$ ${commandOf(task.request)}`,
      ...task.lines,
      ...(task.failure === undefined ? [] : [task.failure.message]),
    ]);
}
