import type { Pool } from 'pg';
import type { TaskStore } from '../../ports/task-store.ts';
import { advanceSettledUntil, keepTasks, readSettledUntil, readTouched } from './keep-tasks.ts';
import { readTaskCalls, readTaskOwners } from './read-task-calls.ts';
import { listTasks, readKept, readPeers, readSame } from './read-tasks.ts';
import { readTaskPeople, readTeamTasks } from './read-team-tasks.ts';

/** Tasks on PostgreSQL: exactly, from their calls; and as they are kept, for lists, peers and the week. */
export function createTaskStore({ pool }: { readonly pool: Pool }): TaskStore {
  return {
    calls: (keys, within) => readTaskCalls(pool, keys, within),
    owners: (taskId, within) => readTaskOwners(pool, taskId, within),
    peers: (groups, within) => readPeers(pool, groups, within),
    same: (beginnings) => readSame(pool, beginnings),
    list: (filter, page) => listTasks(pool, filter, page),
    kept: (keys) => readKept(pool, keys),
    teams: (range) => readTeamTasks(pool, range),
    people: (range, page) => readTaskPeople(pool, range, page),
    touched: (range, page) => readTouched(pool, range, page),
    keep: (tasks) => keepTasks(pool, tasks),
    settledUntil: () => readSettledUntil(pool),
    advance: (settledUntilMs) => advanceSettledUntil(pool, settledUntilMs),
  };
}
