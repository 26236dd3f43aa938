import { useApp, useInput, useStdout, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { App } from '../views/app.tsx';
import type { Theme } from '../views/theme.ts';
import { pressesOf } from './key-name.ts';
import type { Terminal } from './session.ts';
import type { Store } from './store.ts';

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
  const { stdout } = useStdout();
  useEffect(() => {
    onTerminal({
      exit: () => {
        exit();
      },
      suspend: () => suspendTerminal(stopProcess),
      copy: (text) => stdout.write(clipboard(text)),
    });
  }, [exit, suspendTerminal, stdout, onTerminal]);
  useEffect(() => {
    store.dispatch({ type: 'resized', size: { columns, rows } });
  }, [store, columns, rows]);
  useInput((input, key) => {
    for (const press of pressesOf(input, key)) store.dispatch({ type: 'key', ...press });
  });
  return <App state={state} theme={theme} />;
}

/** Milliseconds, which pass only while the process runs. */
const STOPPED_BY_THEN = 100;

/**
 * Stops the process group, as Ctrl-Z does elsewhere; resolves when it was continued. The kernel stops nothing where no
 * shell could continue it (POSIX, orphaned process groups): then it goes on as if it had been.
 */
function stopProcess(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, STOPPED_BY_THEN);
    process.kill(0, 'SIGTSTP');
  });
}

/** xterm's control sequence OSC 52 (Patch #159 and later) reaches the clipboard also through ssh; others ignore it. */
function clipboard(text: string): string {
  return `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}
