import type { Platform } from '../../core/platform.ts';
import type { Version } from '../../core/version.ts';

/** A module version. */
export interface ModuleVersion {
  readonly module: string;
  readonly version: string;
}

/** The module version as which a release is served by module proxies (go.dev/doc/toolchain): 32-bit ARM is `arm` there, whatever its archive is called. */
export function toolchainModule(version: Version, { os, arch }: Platform): ModuleVersion {
  const named = /^arm(?:v6l|6)$/.test(arch) ? 'arm' : arch;
  return { module: 'golang.org/toolchain', version: `v0.0.1-go${version.name}.${os}-${named}` };
}
