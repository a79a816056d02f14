import { isControlRefusal } from '../../control/control-refusal.ts';
import {
  decideExport,
  everyExported,
  exportRecognition,
  proposeExport,
  type StoredPermission,
} from '../../control/export-permissions.ts';
import { type StoredScorecard, setPrivateScorecard } from '../../control/private-scorecards.ts';
import { previewMonth, recogniseMonth, type StoredMonth } from '../../control/recognise-month.ts';
import { chooseRecognition, type MyRecognition, myRecognition, seeAwards } from '../../control/recognition.ts';
import type { RecognitionContext } from '../../control/recognition-context.ts';
import { publishRecognitionRule, recognitionRuleFor, recognitionRules } from '../../control/recognition-rules.ts';
import { looksAtMe } from '../../control/record-looks.ts';
import { chooseRange } from '../../control/usage.ts';
import type { RecordLook } from '../../domain/audit/record-look.ts';
import { type Award, recipientId } from '../../domain/recognition/award.ts';
import {
  DEFAULT_RECOGNITION_RULE,
  type RecognitionRule,
  type RecognitionRuleVersion,
} from '../../domain/recognition/recognition-rule.ts';
import { periodIdAt } from '../../domain/score/score-period.ts';
import type { AwardsPage } from '../../ports/recognition-store.ts';
import type { TableWriter } from '../../ports/table-writer.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, type PageQuery, toCursor } from './cursor.ts';
import { cellsOf } from './export-handlers.ts';
import { REVIEW_TABLE } from './recognition-table.ts';
import { listRows } from './row-handlers.ts';
import { fromWireMoment, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type RecognitionOperation =
  | 'readRecognitionRule'
  | 'publishRecognitionRule'
  | 'listRecognition'
  | 'readMyRecognition'
  | 'chooseMyRecognition'
  | 'listRecognitionMonths'
  | 'previewRecognition'
  | 'recogniseMonth';

type PrivacyOperation =
  | 'listPrivateScorecards'
  | 'setPrivateScorecard'
  | 'listExportPermissions'
  | 'proposeRecognitionExport'
  | 'decideRecognitionExport'
  | 'exportRecognition'
  | 'exportRecognitionForReviewsCsv'
  | 'listLooksAtMe';

export function recognitionHandlers(context: RecognitionContext): Handlers<RecognitionOperation> {
  return {
    readRecognitionRule: async () => {
      const current = await recognitionRuleFor(context.store, periodIdAt(context.clock.nowMs()));
      const others = (await recognitionRules(context.store)).filter(({ row }) => row.version !== current?.version);
      return answer({
        current: current === undefined ? null : toWireRuleVersion(current),
        others: others.map(({ row }) => toWireRuleVersion(row)),
        starter: toWireRule(DEFAULT_RECOGNITION_RULE),
      });
    },
    publishRecognitionRule: async ({ commander, body }) => {
      const published = await publishRecognitionRule(context, commander, body);
      return isControlRefusal(published) ? published : answer(toWireRuleVersion(published.row));
    },
    listRecognition: async ({ commander, query }) => {
      const from = fromCursor('recognition', query);
      if ('kind' in from) return from;
      const { limit, cursor: _cursor, month, ...rest } = query;
      const filter = { ...rest, ...(month === undefined ? {} : { periodId: month }) };
      const page = await seeAwards(context, commander, { filter, page: { limit, afterId: from.after } });
      return answer(toWirePage('recognition', query, page));
    },
    readMyRecognition: async ({ commander }) => {
      const mine = await myRecognition(context, commander);
      return isControlRefusal(mine) ? mine : answer(toWireMine(mine));
    },
    chooseMyRecognition: async ({ commander, body }) => {
      const mine = await chooseRecognition(context, commander, body);
      return isControlRefusal(mine) ? mine : answer(toWireMine(mine));
    },
    listRecognitionMonths: ({ query }) =>
      listRows(context.store, { noun: 'recognition_month', query, toWire: toWireMonth }),
    previewRecognition: async ({ params }) => {
      const preview = await previewMonth(context, { periodId: params.month });
      if (isControlRefusal(preview)) return preview;
      const { periodId, left, ...rest } = preview;
      return answer({ ...rest, month: periodId, leftPoints: left });
    },
    recogniseMonth: async ({ commander, params }) => {
      const month = await recogniseMonth(context, commander, { periodId: params.month });
      return isControlRefusal(month) ? month : answer(toWireMonth(month));
    },
  };
}

export function recognitionPrivacyHandlers(context: RecognitionContext, csv: TableWriter): Handlers<PrivacyOperation> {
  return {
    listPrivateScorecards: ({ query }) =>
      listRows(context.store, { noun: 'private_scorecard', query, toWire: toWireScorecard }),
    setPrivateScorecard: async ({ commander, body }) => {
      const { private: isPrivate, ...order } = body;
      const set = await setPrivateScorecard(context, commander, { ...order, isPrivate });
      return isControlRefusal(set) ? set : answer(toWireScorecard(set));
    },
    listExportPermissions: ({ query }) =>
      listRows(context.store, { noun: 'export_permission', query, toWire: toWirePermission }),
    proposeRecognitionExport: async ({ commander, body }) => {
      const proposed = await proposeExport(context, commander, body);
      return isControlRefusal(proposed) ? proposed : answer(toWirePermission(proposed));
    },
    decideRecognitionExport: async ({ commander, params, body }) => {
      const decided = await decideExport(context, commander, { ...params, ...body });
      return isControlRefusal(decided) ? decided : answer(toWirePermission(decided));
    },
    exportRecognition: async ({ commander, query }) => {
      const from = fromCursor('recognition-export', query);
      if ('kind' in from) return from;
      const asked = { limit: query.limit, afterId: from.after, why: query.why };
      const page = await exportRecognition(context, commander, asked);
      return isControlRefusal(page) ? page : answer(toWirePage('recognition-export', query, page));
    },
    exportRecognitionForReviewsCsv: async ({ commander, query: { why } }) => {
      const rows = await everyExported(context, commander, why);
      if (isControlRefusal(rows)) return rows;
      const pieces = csv(REVIEW_TABLE.columns, cellsOf(REVIEW_TABLE, rows));
      return { kind: 'file', name: 'recognition-for-reviews.csv', pieces };
    },
    listLooksAtMe: async ({ grant, query }) => {
      const asked = { fromMs: fromOptional(query.from), toMs: fromOptional(query.to) };
      const range = chooseRange(asked, context.clock.nowMs());
      if (isControlRefusal(range)) return range;
      const rows = (await looksAtMe(context, grant, range)).map(toWireLook);
      return answer({ from: toWireMoment(range.fromMs), to: toWireMoment(range.toMs), rows });
    },
  };
}

function fromOptional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}

function toWireLook({ lookedAtMs, looker, what, why }: RecordLook) {
  return { lookedAt: toWireMoment(lookedAtMs), lookerKind: looker.kind, lookerId: looker.id, what, why };
}

function toWirePage(listing: string, query: PageQuery, { awards, nextAfterId }: AwardsPage) {
  return { rows: awards.map(toWireAward), next: toCursor(listing, query, nextAfterId) };
}

function toWireAward(award: Award) {
  const {
    recipient,
    periodId,
    millipoints,
    givenMillipoints: _given,
    reviewedAtMs: _reviewed,
    givenAtMs,
    ...rest
  } = award;
  return {
    ...rest,
    month: periodId,
    recipientKind: recipient.kind,
    recipientId: recipientId(recipient),
    teamId: recipient.teamId,
    people: recipient.kind === 'team' ? recipient.people : 1,
    scorePoints: millipoints / 1_000,
    givenAt: toWireMoment(givenAtMs),
  };
}

function toWireRule(rule: RecognitionRule) {
  const categories = rule.categories.map((category) => {
    const { from } = category;
    // A published rule names no grade below E1.
    const grades = from.kind === 'outcomes' ? from.grades.flatMap((grade) => (grade === 'E0' ? [] : [grade])) : [];
    return { ...category, from: from.kind === 'outcomes' ? { ...from, grades } : from };
  });
  return { ...rule, categories };
}

function toWireRuleVersion(row: RecognitionRuleVersion) {
  const { version, rule, note, fromPeriod, publishedBy, publishedAtMs } = row;
  const told = { version, note, publishedBy, fromMonth: fromPeriod, publishedAt: toWireMoment(publishedAtMs) };
  return { ...told, rule: toWireRule(rule) };
}

const COUNT_MIN = 5;

function toWireMonth({ row }: StoredMonth) {
  const { id, givenAtMs, people, ...rest } = row;
  return {
    ...rest,
    month: id,
    people: people > 0 && people < COUNT_MIN ? null : people,
    leftPoints: row.poolPoints - row.teamPoints - row.personPoints,
    givenAt: toWireMoment(givenAtMs),
  };
}

function toWireMine({ choice, isPrivateTeam, awards, period, progress, shownTo }: MyRecognition) {
  return {
    choice,
    shownTo,
    privateTeam: isPrivateTeam,
    month: period,
    awards: awards.map(toWireAward),
    progress: progress.map(({ millipoints, ...rest }) => ({ ...rest, scorePoints: millipoints / 1_000 })),
  };
}

function toWireScorecard({ row, updatedAtMs }: StoredScorecard) {
  return { teamId: row.id, status: row.status, reason: row.reason, updatedAt: toWireMoment(updatedAtMs) };
}

function toWirePermission({ row }: StoredPermission) {
  const { proposedAtMs, decidedAtMs, startsAtMs, endsAtMs, ...rest } = row;
  return {
    ...rest,
    proposedAt: toWireMoment(proposedAtMs),
    decidedAt: toWireMomentOrNull(decidedAtMs),
    startsAt: toWireMomentOrNull(startsAtMs),
    endsAt: toWireMomentOrNull(endsAtMs),
  };
}
