import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import {
  chooseMyDigest,
  type DigestContext,
  type MyDigest,
  previewTeamDigests,
  readMyDigest,
} from '../../control/digests.ts';
import { type LookContext, recordLooks } from '../../control/record-looks.ts';
import { listTasks, type MyTasks, readTask, reportReviewMinutes, sumMyTasks } from '../../control/tasks.ts';
import { chooseRange } from '../../control/usage.ts';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { trouble } from './problem-answer.ts';
import { fromWireMoment, toWireMoment } from './wire-rows.ts';
import { toWireKeptTask, toWireTask, toWireWaste } from './wire-tasks.ts';

const NO_REASON = 'by the control plane; no reason is asked';

type TaskOperation =
  | 'listTasks'
  | 'readTask'
  | 'reportReviewMinutes'
  | 'readMyTasks'
  | 'readMyDigest'
  | 'chooseMyDigest'
  | 'previewTeamDigests';

export function taskHandlers(context: DigestContext & LookContext): Handlers<TaskOperation> {
  const rangeOf = ({ from, to }: WireRange) => {
    const asked = { fromMs: fromOptional(from), toMs: fromOptional(to) };
    return chooseRange(asked, context.clock.nowMs());
  };
  return {
    listTasks: async ({ query, grant, commander }) => {
      const { limit, cursor: _cursor, from: _from, to: _to, of, ...filters } = query;
      if (of === 'everybody' && !grant.scopes.includes('control.read'))
        return trouble('scope_missing', 'Others’ tasks are listed for keys with the scope "control.read".');
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const place = fromCursor('tasks', query);
      if ('kind' in place) return place;
      const owner = of === 'mine' ? grant.owner : null;
      const page = await listTasks(context, { ...filters, ...range, owner }, { limit, after: place.after });
      const people = page.tasks.flatMap(({ task: { key } }) =>
        key.owner.kind === 'person' ? [key.owner.personId] : [],
      );
      if (of === 'everybody')
        await recordLooks(context, commander, { personIds: people, what: 'tasks', why: NO_REASON });
      return answer({ rows: page.tasks.map(toWireKeptTask), next: toCursor('tasks', query, page.nextAfter) });
    },
    readTask: async ({ params, query, grant, commander }) => {
      const owner = fromWireOwner(query);
      if (isControlRefusal(owner)) return owner;
      const task = await readTask(context, grant, { taskId: params.id, owner });
      if (isControlRefusal(task)) return task;
      const { owner: whose } = task.key;
      if (whose.kind === 'person')
        await recordLooks(context, commander, { personIds: [whose.personId], what: 'a task', why: NO_REASON });
      return answer(toWireTask(task));
    },
    reportReviewMinutes: async ({ params, body, grant, commander }) => {
      const owner = fromWireOwner(body);
      if (isControlRefusal(owner)) return owner;
      const order = { taskId: params.id, owner, minutes: body.minutes };
      const task = await reportReviewMinutes(context, { commander, grant }, order);
      return isControlRefusal(task) ? task : answer(toWireTask(task));
    },
    readMyTasks: async ({ query, grant }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      return answer(toWireMyTasks(await sumMyTasks(context, grant.owner, range)));
    },
    readMyDigest: async ({ grant }) => {
      const mine = await readMyDigest(context, grant);
      return isControlRefusal(mine) ? mine : answer(toWireMyDigest(mine));
    },
    chooseMyDigest: async ({ grant, commander, body }) => {
      const mine = await chooseMyDigest(context, { commander, grant }, body.wanted);
      return isControlRefusal(mine) ? mine : answer(toWireMyDigest(mine));
    },
    previewTeamDigests: async () => {
      const { week, digests } = await previewTeamDigests(context);
      return answer({
        ...toWireWeek(week),
        digests: digests.map(({ group, notice }) => ({
          teamIds: group.teams.map(({ teamId }) => teamId),
          people: group.people,
          ...toWireDigest(notice),
        })),
      });
    },
  };
}

type WireRange = { readonly from?: string; readonly to?: string };

function fromOptional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}

function fromWireOwner(named: { readonly personId?: string; readonly serviceAccountId?: string }) {
  const { personId, serviceAccountId } = named;
  if (personId !== undefined && serviceAccountId !== undefined)
    return refuseCommand('rule_broken', 'Name a person or a service account, not both.');
  if (personId !== undefined) return { kind: 'person', personId } as const satisfies KeyOwner;
  return serviceAccountId === undefined
    ? null
    : ({ kind: 'service_account', serviceAccountId } as const satisfies KeyOwner);
}

function toWireMyTasks({ fromMs, toMs, sum, isPartial, dearest, sentences }: MyTasks) {
  const { cost, cacheSaved, compared, waste, ...counts } = sum;
  return {
    from: toWireMoment(fromMs),
    to: toWireMoment(toMs),
    ...counts,
    costNanodollars: String(cost),
    cacheSavedNanodollars: String(cacheSaved),
    compared: {
      tasks: compared.tasks,
      costNanodollars: String(compared.cost),
      mediansNanodollars: String(compared.medians),
    },
    waste: toWireWaste(waste),
    isPartial,
    sentences,
    dearest: dearest.map(toWireKeptTask),
  };
}

function toWireMyDigest({ week, wanted, channels, notice }: MyDigest) {
  return { ...toWireWeek(week), wanted, channels, digest: notice === null ? null : toWireDigest(notice) };
}

function toWireWeek({ name, startMs, endMs }: MyDigest['week']) {
  return { week: name, from: toWireMoment(startMs), to: toWireMoment(endMs) };
}

function toWireDigest({ subject, words }: Notice) {
  return { subject, words };
}
