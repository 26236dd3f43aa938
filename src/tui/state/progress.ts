import type { JobEvent } from '../../core/events.ts';
import { eventText, proofWords } from '../../report/events/event-text.ts';
import type { Action } from './action.ts';
import type { State } from './state.ts';
import { phaseAfter, type Task } from './task.ts';

export type TaskAction = Extract<Action, { readonly id: number }>;

/** The state after news of a task. */
export function progressed(state: State, action: TaskAction): State {
  const tasks = state.tasks.map((task) => (task.id === action.id ? taskAfter(task, action) : task));
  return { ...state, tasks };
}

function taskAfter(task: Task, action: TaskAction): Task {
  switch (action.type) {
    case 'started':
      return { ...task, status: 'running' };
    case 'event':
      return afterEvent(task, action.event, action.now);
    case 'result':
      return { ...task, lines: [...task.lines, action.line] };
    case 'finished':
      return { ...task, status: 'done', phase: undefined };
    case 'failed':
      return { ...task, status: 'failed', phase: undefined, failure: action.failure };
    case 'cancelled':
      return { ...task, status: 'cancelled', phase: undefined };
  }
}

function afterEvent({ asking: _over, ...before }: Task, event: JobEvent, now: number): Task {
  if (event.type === 'asking') return { ...before, asking: event.host };
  const task = { ...before, asking: undefined };
  if (event.type === 'download' || event.type === 'unpack') {
    return { ...task, phase: phaseAfter(task.phase, event, now) };
  }
  const text = eventText(event);
  const phase = event.type === 'placed' ? undefined : task.phase;
  const told = text === undefined ? task : { ...task, phase, lines: [...task.lines, text] };
  return event.type === 'proof' ? { ...told, proofs: [...told.proofs, proofWords(event.proof)] } : told;
}
