import { isIP, Socket } from 'node:net';

/**
 * Loaded before every test file but those of test/real: a connection that would leave this machine fails at once and names itself, so that
 * no test can come to need the internet unnoticed. Names under `.invalid` never resolve (RFC 6761) and stay usable for tests of failure.
 */
function isLocal(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(name) === 4) return name.startsWith('127.');
  if (isIP(name) === 6) return name === '::1' || name.startsWith('::ffff:127.');
  return name === 'localhost' || name.endsWith('.localhost') || name.endsWith('.invalid');
}

function textOf(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === 'string' ? found : undefined;
}

/** The host a `connect` call names; undefined for a path on this machine. node:net passes its own calls on as one array. */
function hostOf(args: readonly unknown[]): string | undefined {
  const [first, second]: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object')
    return textOf(first, 'path') === undefined ? textOf(first, 'host') : undefined;
  return typeof second === 'string' ? second : undefined;
}

// oxlint-disable-next-line typescript/unbound-method -- Reflect.apply below binds it
const connect = Socket.prototype.connect;

Socket.prototype.connect = new Proxy(connect, {
  apply(target, socket: Socket, args: Parameters<typeof connect>) {
    const host = hostOf(args) ?? 'localhost';
    if (!isLocal(host))
      throw new Error(`a test tried to reach ${host}; only test/real may leave this machine`);
    return Reflect.apply(target, socket, args);
  },
});
