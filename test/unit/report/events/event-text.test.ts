import { expect, it } from 'vitest';
import { eventText } from '../../../../src/report/events/event-text.ts';

it('waiting names the release that another gv holds, and none where that is gv itself', () => {
  const holder = 'process 7: installing go 1.22.5';
  expect(eventText({ type: 'waiting', release: '1.22.5', holder })).toBe(
    `go 1.22.5: waiting for another gv (${holder})`,
  );
  expect(eventText({ type: 'waiting', release: null, holder })).toBe(`waiting for another gv (${holder})`);
});
