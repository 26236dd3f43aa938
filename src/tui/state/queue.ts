import { chosenTask } from './shown.ts';
import type { State } from './state.ts';
import { say, step, type Step } from './step.ts';
import { commandOf, isOpen, newTask, type Request, type Task } from './task.ts';

/** The state with work added; the work starts when no other runs. Work that waits or runs already is not added twice. */
export function queued(state: State, requests: readonly Request[]): Step {
  const open = new Set(state.tasks.filter(isOpen).map(({ request }) => commandOf(request)));
  const fresh = requests.filter((request) => !open.has(commandOf(request)));
  if (fresh.length === 0) return say(state, 'this work is in the list already');
  const tasks = fresh.map((request, index) => newTask(state.tasks.length + index + 1, request));
  const message = fresh.map((request) => `$ ${commandOf(request)}`).join('   ');
  const next = { ...state, tasks: [...state.tasks, ...tasks], marked: new Set<string>(), message };
  return step({ ...next, task: undefined }, { type: 'run' });
}

/** Cancels the work under the cursor. */
export function cancel(state: State): Step {
  const task = state.pane === 'work' ? chosenTask(state) : state.tasks.find(isOpen);
  if (task === undefined || !isOpen(task)) return say(state, 'there is nothing to cancel');
  return step(state, { type: 'cancel', id: task.id });
}

/** Puts failed or cancelled work at the end of the queue again. */
export function retry(state: State): Step {
  const task = state.pane === 'work' ? chosenTask(state) : state.tasks.findLast(isRetriable);
  if (task === undefined || !isRetriable(task)) return say(state, 'there is nothing to try again');
  return queued(state, [task.request]);
}

function isRetriable({ status }: Task): boolean {
  return status === 'failed' || status === 'cancelled';
}
