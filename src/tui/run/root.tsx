import { useApp, useInput, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { App } from '../views/app.tsx';
import type { Theme } from '../views/theme.ts';
import { pressesOf } from './key-name.ts';
import type { Store } from './store.ts';

/** What the terminal can be asked for while the screen is up. */
export interface Terminal {
  exit(): void;
  /** Gives the terminal to the shell until the process is continued. */
  suspend(): Promise<void>;
}

interface RootProps {
  readonly store: Store;
  readonly theme: Theme;
  /** Called once the screen can be asked. */
  readonly onTerminal: (terminal: Terminal) => void;
}

/** Ties the terminal to the store: keys and size in, the screen out. */
export function Root({ store, theme, onTerminal }: RootProps): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { columns, rows } = useWindowSize();
  const { exit, suspendTerminal } = useApp();
  useEffect(() => {
    onTerminal({
      exit: () => {
        exit();
      },
      suspend: () => suspendTerminal(stopProcess),
    });
  }, [exit, suspendTerminal, onTerminal]);
  useEffect(() => {
    store.dispatch({ type: 'resized', size: { columns, rows } });
  }, [store, columns, rows]);
  useInput((input, key) => {
    for (const press of pressesOf(input, key)) store.dispatch({ type: 'key', ...press });
  });
  return <App state={state} theme={theme} />;
}

/** Stops as Ctrl-Z does elsewhere; resolves when the shell continues the process. */
function stopProcess(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGCONT', () => {
      resolve();
    });
    process.kill(process.pid, 'SIGTSTP');
  });
}
