import { GV_VERSION } from '../../core/own/about.ts';

export interface UpdateResult {
  readonly kind: 'same' | 'available' | 'updated';
  readonly version: string;
}

export function selfUpdateText({ kind, version }: UpdateResult): string {
  switch (kind) {
    case 'same':
      return `gv ${version} is the newest\n`;
    case 'available':
      return `gv ${version} is published; this is ${GV_VERSION} (gv self-update installs it)\n`;
    case 'updated':
      return `gv ${version} replaces ${GV_VERSION} (gv self-update --rollback goes back)\n`;
  }
}

export function rollbackText(version: string): string {
  return `gv ${version}, as before the last update\n`;
}
