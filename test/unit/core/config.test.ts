import { describe, expect, it } from 'vitest';
import { configEntry, configFrom, parseConfigValue } from '../../../src/core/config.ts';

describe('config keys', () => {
  it('are typed', () => {
    expect(parseConfigValue(configEntry('auto-install'), 'on')).toBe(true);
    expect(parseConfigValue(configEntry('toolchain-policy'), 'path')).toBe('path');
    expect(() => parseConfigValue(configEntry('toolchain-policy'), 'go1.22.5')).toThrow(/auto, path, local/);
    expect(() => configFrom({ 'toolchain-policy': 'on' }, 'config.json')).toThrow(
      expect.objectContaining({ code: 'bad-config' }),
    );
    expect(() => parseConfigValue(configEntry('auto-install'), 'perhaps')).toThrow(/on or off/);
    expect(() => configEntry('nonsense')).toThrow(/no config key/);
    expect(() => configFrom({ keyring: 7 }, 'config.json')).toThrow(
      expect.objectContaining({ code: 'bad-config' }),
    );
  });

  it('know the kinds of proofs', () => {
    const require = configEntry('require');
    expect(parseConfigValue(require, 'log, digest')).toBe('digest,log');
    for (const text of ['', 'log,', 'h1', 'Log']) {
      expect(() => parseConfigValue(require, text)).toThrow(/digest, signature, log/);
      expect(() => configFrom({ require: text }, 'config.json')).toThrow(
        expect.objectContaining({ code: 'bad-config' }),
      );
    }
    expect(configFrom({ require: 'log' }, 'config.json').require).toBe('log');
  });

  it('of a newer gv do not disturb', () => {
    expect(configFrom({ novelty: 1 }, 'config.json')).toEqual({
      keyring: undefined,
      'log-key': undefined,
      'auto-install': false,
      projects: true,
      'toolchain-policy': undefined,
      'gobin-per-version': false,
      reuse: true,
      require: undefined,
    });
  });
});
