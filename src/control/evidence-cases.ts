import type { ContentAccess, ContentReading } from '../domain/content/content-access.ts';
import { formatDecimalDollars } from '../domain/money/femtodollars.ts';
import { type Approval, approvalStateNow } from '../domain/policy/approval.ts';
import { type Exception, exceptionStateNow } from '../domain/policy/exception.ts';
import type { KeptSuspension } from '../domain/policy/suspension.ts';
import type { Stored } from '../ports/control-store.ts';
import { type CheckedClose, checkClose, listCloses } from './charge-closes.ts';
import { isControlRefusal } from './control-refusal.ts';
import {
  type EvidenceContext,
  type EvidencePeriod,
  latestOf,
  touches,
  type WantedSection,
} from './evidence-context.ts';
import { tableParts } from './evidence-parts.ts';
import { rowsAsTable } from './evidence-rules.ts';
import { evidenceTable, partyOf } from './evidence-tables.ts';
import { stateNow } from './suspensions.ts';

const PAGE_READINGS = 500;

/** What was asked, decided, stopped, read and closed: exceptions, approvals, containment, content, months. */
export function casesEvidence(context: EvidenceContext, period: EvidencePeriod): readonly WantedSection[] {
  const nowMs = context.clock.nowMs();
  return [
    {
      title: 'Exceptions',
      what: 'Deviations from the rules: who asked and why, who decided, the limit and the end.',
      asked:
        'Every exception that was asked for before the end of the period and was open, decided or in force within it.',
      alsoAt: 'GET /api/v1/exceptions',
      parts: () =>
        rowsAsTable(context, 'exceptions', {
          noun: 'exception',
          table: exceptionsAt(nowMs),
          fits: ({ row }) =>
            touches(period, {
              sinceMs: row.requestedAtMs,
              untilMs: latestOf(row.decidedAtMs, row.endedAtMs ?? row.endsAtMs),
            }),
        }),
    },
    {
      title: 'Approvals',
      what: 'Calls that waited for a person: who asked, by which rules, who said yes or no.',
      asked: 'Every question that was asked before the end of the period and was open, answered or held within it.',
      alsoAt: 'GET /api/v1/approvals',
      parts: () =>
        rowsAsTable(context, 'approvals', {
          noun: 'approval',
          table: approvalsAt(nowMs),
          fits: ({ row }) =>
            touches(period, {
              sinceMs: row.askedAtMs,
              untilMs: latestOf(row.askedAtMs, row.decidedAtMs ?? row.expiresAtMs, row.grantedUntilMs),
            }),
        }),
    },
    {
      title: 'Containment',
      what: 'Keys, people, templates, use cases and models that were stopped: by whom, why, and how it ended.',
      asked: 'Every suspension that was in force at some time within the period.',
      alsoAt: 'GET /api/v1/suspensions',
      parts: () =>
        rowsAsTable(context, 'suspensions', {
          noun: 'suspension',
          table: suspensionsAt(nowMs),
          fits: ({ row, createdAtMs }) =>
            touches(period, { sinceMs: createdAtMs, untilMs: row.endedAtMs ?? row.expiresAtMs }),
        }),
    },
    {
      title: 'Requests to read content',
      what: 'Who wanted to read what was kept of calls, for what, and which second person decided.',
      asked: 'Every request that was made before the end of the period and was open, decided or held within it.',
      alsoAt: 'GET /api/v1/content/access',
      parts: () =>
        rowsAsTable(context, 'content-requests', {
          noun: 'content_access',
          table: REQUESTS,
          fits: ({ row, createdAtMs }) =>
            touches(period, {
              sinceMs: createdAtMs,
              untilMs: row.state === 'waiting' ? null : latestOf(row.decidedAtMs ?? createdAtMs, row.grantedUntilMs),
            }),
        }),
    },
    {
      title: 'Readings of content',
      what: 'Each time somebody read what was kept of a call: who, whose, when and for what. Never what stood there.',
      asked: 'Every reading within the period, the newest first.',
      alsoAt: 'GET /api/v1/content/readings',
      parts: () =>
        tableParts(context.csv, {
          name: 'content-readings',
          columns: READINGS.columns,
          rows: cellsOfReadings(context, period),
        }),
    },
    {
      title: 'Closed months',
      what: 'Months of the bill that were closed, with the digest of their lines: as it was then, and reckoned again now.',
      asked: 'Every close of a month that lies within the period, whole or in part.',
      alsoAt: 'GET /api/v1/chargeback/closes',
      parts: () =>
        tableParts(context.csv, {
          name: 'closed-months',
          columns: CLOSES.columns,
          rows: cellsOfCloses(context, period),
        }),
    },
  ];
}

/** Newest first by pages; of readings of one moment none is told twice, and none is left out while they fit a page. */
async function* cellsOfReadings({ content }: EvidenceContext, { fromMs, toMs }: EvidencePeriod) {
  let before = toMs;
  let told: ReadonlySet<string> = new Set();
  for (;;) {
    const page = await content.readings({ fromMs, toMs: before, limit: PAGE_READINGS });
    for (const reading of page) if (!told.has(reading.id)) yield READINGS.toCells(reading);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_READINGS) return;
    const isStuck = page[0]?.readAtMs === last.readAtMs;
    before = isStuck ? last.readAtMs : last.readAtMs + 1;
    told = new Set(page.filter(({ readAtMs }) => readAtMs === last.readAtMs).map(({ id }) => id));
  }
}

async function* cellsOfCloses(context: EvidenceContext, period: EvidencePeriod) {
  for (const { month, fromMs, toMs } of await listCloses(context)) {
    if (fromMs >= period.toMs || toMs <= period.fromMs) continue;
    const close = await checkClose(context, month);
    if (!isControlRefusal(close)) yield CLOSES.toCells(close);
  }
}

const exceptionsAt = (nowMs: number) =>
  evidenceTable<Stored<Exception>>(
    {
      ...{
        id: 'words',
        kind: 'plain',
        requesterId: 'words',
        requestedAtMs: 'moment',
        reasonCode: 'plain',
        why: 'words',
      },
      ...{ scope: 'json', envelopeId: 'words', useCaseId: 'words', modelId: 'words', dataClass: 'plain' },
      ...{ unit: 'plain', cap: 'plain', startsAtMs: 'moment', endsAtMs: 'moment', approverId: 'words' },
      ...{ approverWhy: 'words', state: 'plain', decidedBy: 'words', decidedAtMs: 'moment', decisionReason: 'words' },
      ...{ endedAtMs: 'moment', endedBy: 'words', endReason: 'words', spentAmount: 'plain', extendsId: 'words' },
    },
    ({ row }) => ({ ...row, state: exceptionStateNow(row, nowMs) }),
  );

const approvalsAt = (nowMs: number) =>
  evidenceTable<Stored<Approval>>(
    {
      ...{ id: 'words', requester: 'words', teamId: 'words', useCaseId: 'words', tier: 'plain', modelId: 'words' },
      ...{ dataClass: 'plain', findings: 'json', rules: 'json', policyVersion: 'words', why: 'words' },
      ...{ askedAtMs: 'moment', expiresAtMs: 'moment', requirements: 'json', given: 'json', state: 'plain' },
      ...{ decidedBy: 'words', decidedAtMs: 'moment', reason: 'words', grantedUntilMs: 'moment' },
    },
    ({ row }) => ({ ...row, requester: partyOf(row.ownerKind, row.ownerId), state: approvalStateNow(row, nowMs) }),
  );

const suspensionsAt = (nowMs: number) =>
  evidenceTable<Stored<KeptSuspension>>(
    {
      ...{ id: 'words', subject: 'words', reason: 'words', madeBy: 'words', createdAtMs: 'moment' },
      ...{ expiresAtMs: 'moment', state: 'plain', endedAtMs: 'moment', endedBy: 'words', endReason: 'words' },
    },
    ({ row, createdAtMs }) => ({
      ...row,
      ...{ subject: partyOf(row.subjectKind, row.subjectId), createdAtMs, state: stateNow(row, nowMs) },
    }),
  );

const REQUESTS = evidenceTable<Stored<ContentAccess>>(
  {
    ...{ id: 'words', requester: 'words', purpose: 'plain', reason: 'words', createdAtMs: 'moment', minutes: 'plain' },
    ...{ personId: 'words', useCaseId: 'words', callId: 'words', fromMs: 'moment', toMs: 'moment' },
    ...{ state: 'plain', secondPersonId: 'words', decidedAtMs: 'moment', decisionReason: 'words' },
    ...{ grantedUntilMs: 'moment' },
  },
  ({ row, createdAtMs }) => ({ ...row, requester: partyOf(row.requesterKind, row.requesterId), createdAtMs }),
);

const READINGS = evidenceTable<ContentReading>(
  {
    ...{ id: 'words', readAtMs: 'moment', reader: 'words', of: 'words', purpose: 'plain' },
    ...{ recordId: 'words', callId: 'words', accessId: 'words' },
  },
  (reading) => ({
    ...reading,
    ...{ reader: partyOf(reading.readerKind, reading.readerId), of: partyOf(reading.ownerKind, reading.ownerId) },
  }),
);

const CLOSES = evidenceTable<CheckedClose>(
  {
    ...{ month: 'plain', fromMs: 'moment', toMs: 'moment', timeZone: 'words', closedAtMs: 'moment', closedBy: 'words' },
    ...{ lines: 'plain', calls: 'plain', callsUnpriced: 'plain', costDollars: 'plain', digest: 'plain' },
    ...{ digestNow: 'plain', sound: 'plain' },
  },
  (close) => ({ ...close, costDollars: formatDecimalDollars(close.cost) }),
);
