import { useApp, useInput, useStdout, useWindowSize } from 'ink';
import { useCallback, useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { App } from '../views/app.tsx';
import type { Theme } from '../views/theme.ts';
import { pressesOf } from './key-name.ts';
import type { Terminal } from './session.ts';
import type { Store } from './store.ts';

interface RootProps {
  readonly store: Store;
  readonly theme: Theme;
  /** Empties the screen, so that the next frame is drawn whole. */
  readonly onErase: () => void;
  /** Called once, when the terminal is ready. */
  readonly onTerminal: (terminal: Terminal) => void;
}

/** Connects the terminal with the store: keys and size go in, the screen comes out. */
export function Root({ store, theme, onErase, onTerminal }: RootProps): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { columns, rows } = useWindowSize();
  const { exit, suspendTerminal } = useApp();
  const { stdout } = useStdout();
  const redraw = useCallback(() => {
    onErase();
    store.dispatch({ type: 'resized', size: { columns, rows } });
  }, [store, onErase, columns, rows]);
  useEffect(() => {
    onTerminal({
      redraw,
      exit: () => {
        exit();
      },
      suspend: () => suspendTerminal(stopProcess),
      copy: (text) => stdout.write(clipboard(text)),
    });
  }, [exit, suspendTerminal, stdout, redraw, onTerminal]);
  const first = useRef(true);
  // Terminals differ in what they make of long rows while their width changes: no row of before counts.
  useEffect(() => {
    if (!first.current) redraw();
    first.current = false;
  }, [redraw]);
  useInput((input, key) => {
    for (const press of pressesOf(input, key)) store.dispatch({ type: 'key', ...press });
  });
  return <App state={state} theme={theme} />;
}

/** Milliseconds, counted only while the process runs. */
const STOPPED_BY_THEN = 100;

/**
 * Stops the process group, as Ctrl-Z does in other programs; resolves when the group is continued. The kernel does not stop a
 * group that no shell could continue (POSIX, orphaned process groups): the promise then resolves after a moment.
 */
function stopProcess(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, STOPPED_BY_THEN);
    process.kill(0, 'SIGTSTP');
  });
}

/** xterm's control sequence OSC 52 (Patch #159 and later) reaches the clipboard also through ssh; other terminals ignore it. */
function clipboard(text: string): string {
  return `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}
