import { Text } from 'ink';
import type { ReactNode } from 'react';

interface LineProps {
  /** The cursor is here, and the keys go to this list. */
  readonly lit?: boolean;
  readonly children: ReactNode;
}

/** One row of the screen: cut, never wrapped. */
export function Line({ lit = false, children }: LineProps): ReactNode {
  return (
    <Text inverse={lit} wrap="truncate">
      {children}
    </Text>
  );
}
