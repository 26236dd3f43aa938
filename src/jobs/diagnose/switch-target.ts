import type { Runs } from '../../core/choice/explanation.ts';
import type { ProxyEntry } from '../../core/go/goproxy.ts';
import { toolchainVersion, canSwitch } from '../../core/go/gotoolchain.ts';
import type { Decision } from '../../core/go/switching.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { isLanguageVersion, parseVersion } from '../../core/version.ts';
import { emptyWrapper } from '../../io/go/dl-wrapper.ts';
import type { goValuesOf } from '../../io/go/go-settings.ts';
import { isBadGoproxy, settingsFrom } from '../../io/go/go-settings.ts';
import { gorootOf, gorootVersion } from '../../io/go/goroot.ts';
import { cachedToolchain } from '../../io/go/module-cache.ts';
import { lookPath } from '../../io/host/search-path.ts';
import type { World } from '../../world.ts';

/** A switch to another toolchain, and the reason for it. */
export interface Switch {
  readonly decision: Extract<Decision, { readonly kind: 'switches' }>;
  readonly because: string;
  readonly read: ReturnType<typeof goValuesOf>;
}

/**
 * Follows a switch as the go command does (cmd/go/internal/toolchain, Exec): first a program of that exact name on PATH,
 * then, unless only PATH counts, the module cache and a download. Asks no server.
 */
export function switchTarget(world: World, found: Switch): Runs {
  const { decision, because } = found;
  const { name } = decision.to;
  const program = lookPath(world, name);
  if (program !== undefined) return fromPath(world, program, found);
  if (decision.onlyPath)
    return fails(`${because}, but there is no ${name} on PATH, and GOTOOLCHAIN allows no download`);
  const setting = (key: string): string => found.read(key).value;
  const cached = cachedToolchain(world, setting, name);
  if (cached !== undefined) {
    const why = `${because}; no ${name} is on PATH, but the go command downloaded it earlier`;
    return { version: versionOf(name), path: cached, how: 'download', why };
  }
  return download(found, `${because}; no ${name} is on PATH`);
}

/** From 1.21 on a toolchain refuses to stand in for another (GOTOOLCHAIN_INTERNAL_SWITCH_VERSION). */
function fromPath(world: World, program: string, { decision, because }: Switch): Runs {
  const { name } = decision.to;
  const sdk = emptyWrapper(world, program, name);
  if (sdk !== undefined)
    return fails(
      `${because}, but ${program} is a wrapper of golang.org/dl, and nothing was downloaded to ${sdk}`,
    );
  const goroot = gorootOf(program);
  const real = goroot === undefined ? undefined : gorootVersion(goroot);
  const version = toolchainVersion(real ?? name);
  if (real !== undefined && real !== name && version !== undefined && canSwitch(version))
    return fails(`${because}, but ${program} is ${real}, which refuses to stand in for ${name}`);
  return { version: versionOf(real ?? name), path: program, how: 'path', why: because };
}

function download({ decision, read }: Switch, because: string): Runs {
  const { name, version } = decision.to;
  if (isLanguageVersion(version) && name === `go${version}`)
    return fails(`${because}, and ${name} is a language version, not a release that could be downloaded`);
  try {
    const settings = settingsFrom(read);
    const [first] = settings.proxies;
    if (first === undefined || first.kind === 'off')
      return fails(`${because}, and GOPROXY=off (${settings.from}) forbids to download it`);
    const isFile = first.kind === 'url' && first.url.protocol === 'file:' && settings.proxies.length === 1;
    if (settings.gosumdb.value === 'off' && !isFile)
      return fails(`${because}, and GOSUMDB=off (${settings.gosumdb.from}) leaves a download without proof`);
    const why = `${because}, so the go command would download it from ${sourceText(first)}`;
    return { version: versionOf(name), path: null, how: 'download', why };
  } catch (error) {
    if (isBadGoproxy(error)) return fails(`${because}, and ${error.message}`);
    throw error;
  }
}

function sourceText(entry: ProxyEntry): string {
  return entry.kind === 'url' ? displayUrl(entry.url) : 'go.dev, without a proxy';
}

function versionOf(name: string): string {
  const text = name.replace(/^go/, '');
  return parseVersion(text)?.label ?? text;
}

export function fails(why: string): Runs {
  return { version: null, path: null, how: 'fails', why };
}
