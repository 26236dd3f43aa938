/** Names something that a run of gv works out once, and its type. */
export interface OnceKey<T> {
  readonly name: string;
  /** Never there: it ties the key to the type. */
  readonly made?: T;
}

/** Gives what was made under a key, and makes it where nobody has asked before. A failure to make is not kept. */
export type Once = <T>(key: OnceKey<T>, make: () => T) => T;

/** A key of its own, whatever its name. */
export function onceKey<T>(name: string): OnceKey<T> {
  return { name };
}

/** An empty memory, for one run. */
export function newOnce(): Once {
  const made = new Map<OnceKey<unknown>, unknown>();
  return <T>(key: OnceKey<T>, make: () => T): T => {
    if (!made.has(key)) made.set(key, make());
    // What lies under a key was made for that key.
    return made.get(key) as T;
  };
}
