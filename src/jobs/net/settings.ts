import type { NetSetting } from '../../core/net/net-report.ts';
import { settingValue } from '../../core/settings/differing.ts';
import { shownValue } from '../../core/settings/shown.ts';
import { exportOf } from '../../core/settings/start-up-exports.ts';
import type { Subject } from '../environment/subject.ts';
import type { NetContext } from './context.ts';

/** Shown in any case. */
const ALWAYS = ['GOPROXY', 'GOSUMDB'] as const;

/** Shown where they are set. */
const WHERE_SET =
  'GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOAUTH GOVCS GODEBUG SSL_CERT_FILE SSL_CERT_DIR'.split(' ');

/** Read by upper case, then by lower case (golang.org/x/net/http/httpproxy). */
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'ALL_PROXY'] as const;

/** The settings that decide whom go asks and how, each with its place. */
export function netSettings({ go, read }: Pick<NetContext, 'go' | 'read'>): readonly NetSetting[] {
  const isSet = (name: string): boolean => settingValue(go.facts, name).value !== '';
  const { env } = go.world;
  const proxies = PROXIES.flatMap((name) =>
    [name, name.toLowerCase()].filter((each) => (env[each] ?? '') !== '').slice(0, 1),
  );
  return [
    ...ALWAYS.map((name) => goSetting(go, name, read(name))),
    ...WHERE_SET.filter(isSet).map((name) => goSetting(go, name, read(name))),
    ...proxies.map((name) => ({ ...placed(go, name), name, value: shownValue(name, env[name] ?? '') })),
  ];
}

function goSetting(go: Subject, name: string, { value, from }: { value: string; from: string }): NetSetting {
  const { origin } = settingValue(go.facts, name);
  switch (origin.kind) {
    case 'environment':
      return { name, value: shownValue(name, value), ...placed(go, name) };
    case 'user-file':
    case 'go.env':
      return { name, value: shownValue(name, value), from: origin.file, line: origin.line };
    case 'default':
      return { name, value: shownValue(name, value), from: from === '' ? 'default' : from };
  }
}

/** The place of a variable: the start-up file that exports it, else the environment. */
function placed({ lines }: Subject, name: string): Pick<NetSetting, 'from' | 'line'> {
  const found = exportOf(lines, name);
  return found === undefined ? { from: 'the environment' } : { from: found.file, line: found.line };
}
