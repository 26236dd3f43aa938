import { describe, expect, it } from 'vitest';
import { parseNetrc } from '../../../../src/core/go/netrc.ts';

const login = (machine: string, name: string, password: string) => ({ machine, login: name, password });

describe('a .netrc', () => {
  it('gives logins in order, on one line or many', () => {
    const text = 'machine a.test login x password y\nmachine b.test:8443\n\tlogin u\n\tpassword p\r\n';
    expect(parseNetrc(text)).toEqual([login('a.test', 'x', 'y'), login('b.test:8443', 'u', 'p')]);
  });

  it('skips macros up to the empty line', () => {
    const text = 'macdef init\nmachine evil.test login x password y\n\nmachine a.test login x password y';
    expect(parseNetrc(text)).toEqual([login('a.test', 'x', 'y')]);
  });

  it('ends at default, whose login belongs to no host', () => {
    const text =
      'machine a.test login x password y\ndefault login anonymous password z\nmachine b.test login x password y';
    expect(parseNetrc(text)).toEqual([login('a.test', 'x', 'y')]);
  });

  it('needs all three, and lets a machine begin anew', () => {
    const text =
      'machine a.test login x\nmachine b.test password y\nmachine c.test account n login x password y';
    expect(parseNetrc(text)).toEqual([login('c.test', 'x', 'y')]);
  });

  it('makes nothing of garbage', () => {
    expect(parseNetrc('')).toEqual([]);
    expect(parseNetrc('<!doctype html>\n\u0000 machine')).toEqual([]);
  });
});
