import { displayUrl } from '../text/urls.ts';

const LONGEST = 160;
/** Only so much of a value is looked at. */
const LONGEST_READ = 4096;

/** Flags whose value is a command, or text of a program; both may hold a token. */
const CLOSED_FLAGS = /(^|[ \t])(['"]?)(--?(?:ldflags|exec|toolexec|vettool))=\S.*/;

/** Settings whose value is a command: its name is shown, its arguments are not. */
const COMMANDS: ReadonlySet<string> = new Set(['GOAUTH', 'GOCACHEPROG', 'GOPACKAGESDRIVER']);

/** Settings that are an address with or without a scheme. */
const ADDRESSES = /^(?:https?|all)_proxy$/i;

/**
 * The value of a go setting as it may be shown: addresses without credentials, commands without arguments, flags without their
 * free text. A text that differs from the value has a part that may be secret.
 */
export function shownValue(name: string, whole: string): string {
  const value = whole.slice(0, LONGEST_READ);
  const text = COMMANDS.has(name)
    ? commandsOf(value)
    : name === 'GOPROXY'
      ? proxiesOf(value)
      : addressOr(name, value);
  const closed = name === 'GOFLAGS' ? text.replace(CLOSED_FLAGS, '$1$3=…') : text;
  return closed.length > LONGEST ? `${closed.slice(0, LONGEST)}…` : closed;
}

/** True where a part of the value may be secret, so that no message may repeat it. */
export function isClosed(name: string, value: string): boolean {
  return shownValue(name, value) !== value;
}

function proxiesOf(value: string): string {
  return value.replace(/[^,|]+/g, (entry) => {
    const isPlain = /^[\w.:/~%+-]*$/.test(entry);
    return isPlain ? entry : displayUrl(entry.trim());
  });
}

function commandsOf(value: string): string {
  const commands = value.split(';').map((command) => command.trim().replace(/\s.*$/s, ' …'));
  return commands.join('; ');
}

function addressOr(name: string, value: string): string {
  const isBare = ADDRESSES.test(name) && !value.includes('://') && value.includes('@');
  // A password may have any sign in it but the last @.
  return isBare ? value.slice(value.lastIndexOf('@') + 1) : plain(value);
}

/** An address in any other text. */
function plain(value: string): string {
  return value.replace(/[a-z][a-z0-9+.-]*:\/\/[^\s,|'"]*/gi, (url) => {
    return url.includes('@') || url.includes('?') ? displayUrl(url) : url;
  });
}
