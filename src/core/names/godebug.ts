/** The value of one word of GODEBUG; the last one counts (go: internal/godebug). Empty where the word is not there. */
export function godebugValue(godebug: string, name: string): string {
  const words = godebug.split(',');
  return words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

/** The resolver that `netdns` asks for: `go`, `cgo`, or empty. The rest of the value is how much is told (go: net, goDebugNetDNS). */
export function netdnsMode(godebug: string): string {
  const [first = '', second] = godebugValue(godebug, 'netdns').split(/\+(.*)/s);
  return [first, second ?? ''].findLast((part) => part !== '' && !/^\d/.test(part)) ?? '';
}

/** GODEBUG with every word that the user gave, so that go acts as it does for the user, and with the resolver's decisions told. */
export function tracedGodebug(godebug: string): string {
  const mode = netdnsMode(godebug);
  const told = `netdns=${mode === '' ? '' : `${mode}+`}2`;
  return godebug === '' ? told : `${godebug},${told}`;
}
