import { describe, expect, it } from 'vitest';
import { godebugValue, netdnsMode, tracedGodebug } from '../../../../src/core/names/godebug.ts';

describe('GODEBUG', () => {
  it.each([
    ['netdns=cgo', 'cgo'],
    ['netdns=cgo+1', 'cgo'],
    ['netdns=2+go', 'go'],
    ['netdns=2', ''],
    ['netdns=go,http2client=0,netdns=cgo', 'cgo'],
    ['xnetdns=cgo', ''],
    ['', ''],
  ])('%j asks for the resolver %j', (godebug, mode) => {
    expect(netdnsMode(godebug)).toBe(mode);
  });

  it('keeps the words of the user when the resolver is to tell its decisions', () => {
    expect(tracedGodebug('')).toBe('netdns=2');
    expect(tracedGodebug('http2client=0')).toBe('http2client=0,netdns=2');
    expect(tracedGodebug('netdns=cgo+1,http2client=0')).toBe('netdns=cgo+1,http2client=0,netdns=cgo+2');
    expect(godebugValue('http2client=1,http2client=0', 'http2client')).toBe('0');
  });
});
