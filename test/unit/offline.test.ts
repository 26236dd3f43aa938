import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, it } from 'vitest';

it('a connection that would leave this machine fails at once', async () => {
  expect(() => connect(443, '192.0.2.1')).toThrow(/tried to reach 192\.0\.2\.1/);
  expect(() => connect({ host: 'example.org', port: 443 })).toThrow(/tried to reach example\.org/);
  expect(() => connectTls({ host: 'example.org', port: 443 })).toThrow(/tried to reach example\.org/);
  await expect(fetch('http://192.0.2.1/')).rejects.toThrow();
});
