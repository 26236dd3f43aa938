import { expect, it } from 'vitest';
import { startDeadline } from '../../../src/jobs/net/deadline.ts';
import { runIn, testWorld } from '../../support/test-world.ts';

it('a deadline leaves nothing to what follows a step that had all the rest: the timer of the step may end before the clock', async () => {
  await using world = await testWorld();
  using deadline = startDeadline(runIn(world), 100);
  let last = 0;
  // No timer comes in between: the event loop has no turn.
  for (let left = deadline.left(); left > 0; left = deadline.left()) last = left;
  expect(last).toBeGreaterThanOrEqual(5);
  expect(last).toBeLessThanOrEqual(100);
  expect(deadline.signal.aborted).toBe(false);
});
