/** The name and type of a value that a run of gv works out once. */
export interface OnceKey<T> {
  readonly name: string;
  /** Never set; ties the key to the type. */
  readonly made?: T;
}

/** Gives the value of a key, made at the first call. A failed attempt is not kept. */
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
    // The value under a key was made for that key.
    return made.get(key) as T;
  };
}
