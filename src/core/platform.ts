/** A GOOS/GOARCH pair in Go's own words; `arm` is the 32-bit one whose archives are named armv6l. */
export interface Platform {
  readonly os: string;
  readonly arch: string;
}

/** The machine, as Node describes it. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly littleEndian: boolean;
}

const GOOS: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };
const GOARCH: Readonly<Record<string, string>> = {
  x64: 'amd64',
  ia32: '386',
  mipsel: 'mipsle',
};

/** Maps Node's names to Go's. Unknown names pass through: the index then says what exists. A 32-bit Node on a 64-bit kernel stays 32-bit, because the userland decides what cgo can link. */
export function platformOf(machine: Machine): Platform {
  const os = GOOS[machine.platform] ?? machine.platform;
  const arch = GOARCH[machine.arch] ?? machine.arch;
  if (arch === 'ppc64' && machine.littleEndian && os !== 'aix') return { os, arch: 'ppc64le' };
  return { os, arch };
}

/** `linux/amd64` */
export function platformText(platform: Platform): string {
  return `${platform.os}/${platform.arch}`;
}
