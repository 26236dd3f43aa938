import { describe, expect, it } from 'vitest';
import type { Phase } from '../../../../src/core/net/phase.ts';
import { infoFault, infoVersion, judge, type Outcome, whyOf } from '../../../../src/core/net/verdict.ts';

const answered = (status: number, more: Partial<Outcome> = {}): Outcome => ({
  phases: [{ name: 'first-byte', ms: 1, status }],
  status,
  ...more,
});
const broken = (phase: Phase): Outcome => ({ phases: [phase], status: undefined });

describe('judge', () => {
  // The matrix of go 1.27.4, seen with one entry before a good one.
  it.each([400, 401, 403, 404, 410, 429, 500, 503])('status %i', (status) => {
    const comma = status === 404 || status === 410 ? 'next' : 'ends';
    expect(judge(answered(status), ',').verdict).toBe(comma);
    expect(judge(answered(status), '|').verdict).toBe('next');
    expect(judge(answered(status), '').verdict).toBe('ends');
  });

  it.each<Phase>([
    { name: 'name', ms: 1, failed: 'no-name' },
    { name: 'tcp', ms: 1, failed: 'refused' },
    { name: 'tcp', ms: 1, failed: 'no-answer' },
    { name: 'connect', ms: 1, failed: 'status', status: 407 },
    { name: 'tls', ms: 1, failed: 'no-answer' },
    { name: 'tls', ms: 1, failed: 'untrusted' },
    { name: 'first-byte', ms: 1, failed: 'closed' },
    { name: 'body', ms: 1, failed: 'closed' },
  ])('$name $failed ends the chain, unless | follows', (phase) => {
    expect(judge(broken(phase), ',').verdict).toBe('ends');
    expect(judge(broken(phase), '|').verdict).toBe('next');
  });

  it.each<Phase['name']>(['first-byte', 'body'])('a silent %s keeps go waiting, whatever follows', (name) => {
    const phase: Phase = { name, ms: 10_000, failed: 'no-answer' };
    for (const separator of [',', '|', ''] as const)
      expect(judge(broken(phase), separator).verdict).toBe('never-answers');
  });

  it('takes 200 with a good answer alone', () => {
    expect(judge(answered(200), ',')).toEqual({ verdict: 'answers', why: '200' });
    expect(judge(answered(200, { fault: 'a lie' }), ',')).toEqual({ verdict: 'ends', why: 'a lie' });
    expect(judge(answered(206), '|').verdict).toBe('next');
    expect(judge(answered(200, { isEndless: true }), '|').verdict).toBe('never-answers');
  });
});

describe('infoFault', () => {
  it.each([
    ['{"Version":"v1.0.0"}', 'v1.0.0', undefined],
    ['{"Version":"v1.0.1"}', 'v1.0.0', /another version/],
    ['{"Version":"v1.0.1-0.20260101000000-abcdefabcdef"}', 'main', undefined],
    ['{}', 'v1.0.0', /another version/],
    ['<html>', 'v1.0.0', /no \.info/],
    ['null', 'main', /no \.info/],
  ])('%s for %s', (text, version, fault) => {
    if (fault === undefined) expect(infoFault(text, version)).toBeUndefined();
    else expect(infoFault(text, version)).toMatch(fault);
  });
});

it('reads the version of an .info, and nothing that is none', () => {
  expect(infoVersion('{"Version":"v1.0.0"}')).toBe('v1.0.0');
  expect(infoVersion('{"Version":"../x"}')).toBeUndefined();
  expect(infoVersion('{"Version":7}')).toBeUndefined();
});

it('has words for every failure', () => {
  const failures = ['no-name', 'refused', 'no-route', 'no-answer', 'closed', 'untrusted', 'expired'] as const;
  for (const failed of failures) expect(whyOf({ name: 'tls', ms: 1, failed })).toMatch(/^[a-z]/);
  expect(whyOf({ name: 'connect', ms: 1, failed: 'status', status: 407 })).toContain('407');
});
