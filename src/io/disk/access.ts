import { statSync } from 'node:fs';

/** Who owns a path, as people say it. Fails as `stat` does. */
export function ownerOf(path: string): string {
  const { uid } = statSync(path);
  return uid === 0 ? 'root' : `user ${uid}`;
}
