import type { UseCase } from '../domain/catalog/use-case.ts';
import type { Nanodollars } from '../domain/money/nanodollars.ts';
import type { PeerTask } from '../domain/task/baseline.ts';
import type { ModelChoices } from '../domain/task/cheaper-model.ts';
import { TASK_SPAN_MS } from '../domain/task/kept-task.ts';
import type { Snapshot } from '../ports/snapshot.ts';
import type { PeerGroup, TaskStore } from '../ports/task-store.ts';
import type { ControlContext } from './control-context.ts';

/** What tasks need of the outside. */
export type TaskContext = Pick<ControlContext, 'store' | 'clock' | 'sha256'> & {
  readonly tasks: TaskStore;
  /** What gateways decide by at this moment: use cases, models and prices as they are now. */
  readonly snapshot: () => Snapshot;
  /** What a minute of review costs; null where nobody said. */
  readonly reviewMinute: Nanodollars | null;
};

/** Finished tasks of a group, newest first. */
export type PeerReader = (group: PeerGroup) => Promise<readonly PeerTask[]>;

/** The newest: a median of more is hardly surer, and reckoned for each task. */
const PEERS_READ_MAX = 400;
/** A task that rested so long is over. */
const FINISHED_AFTER_MS = 3_600_000;

/** Reads each group once, and remembers it for as long as the reader is kept; groups that are asked for at once, in one question. */
export function createPeerReader({ tasks, clock }: Pick<TaskContext, 'tasks' | 'clock'>): PeerReader {
  const known = new Map<string, Promise<readonly PeerTask[]>>();
  let waiting:
    | { readonly groups: PeerGroup[]; readonly answers: Promise<readonly (readonly PeerTask[])[]> }
    | undefined;
  const begin = () => {
    const groups: PeerGroup[] = [];
    const read = async () => {
      waiting = undefined;
      const nowMs = clock.nowMs();
      const within = { fromMs: nowMs - TASK_SPAN_MS, finishedMs: nowMs - FINISHED_AFTER_MS, limit: PEERS_READ_MAX };
      return tasks.peers(groups, within);
    };
    return { groups, answers: Promise.resolve().then(read) };
  };
  return (group) => {
    const name = `${group.ownerKind}\n${group.sizeClass}\n${group.useCaseId}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    waiting ??= begin();
    const at = waiting.groups.push(group) - 1;
    const read = waiting.answers.then((answers) => answers[at] ?? []);
    known.set(name, read);
    return read;
  };
}

/** What a use case may call now. */
export function choicesOf(snapshot: Snapshot, useCase: UseCase | undefined): ModelChoices {
  const stack = useCase?.modelStack ?? [];
  return {
    models: stack.flatMap((id) => snapshot.models.get(id) ?? []),
    priceBook: snapshot.priceBook,
    regionOf: ({ targets }) => snapshot.upstreams.get(targets[0]?.upstreamId ?? '')?.region ?? null,
  };
}
