import { checkNewestEvents } from '../../control/audit-check.ts';
import { type AuditContext, signCheckpoint } from '../../control/audit-checkpoint.ts';
import { exportChain } from '../../control/audit-export.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import type { AuditFilter } from '../../ports/audit-store.ts';
import type { Sha256 } from '../../ports/clock.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { fromWireMoment } from './wire-rows.ts';

type AuditOperation =
  | 'listAuditEvents'
  | 'listAuditCheckpoints'
  | 'signAuditCheckpoint'
  | 'exportAudit'
  | 'readAuditPublicKey'
  | 'verifyAudit';

export function auditHandlers(context: AuditContext, sha256: Sha256): Handlers<AuditOperation> {
  const { audit } = context;
  return {
    listAuditEvents: async ({ query }) => {
      const from = fromCursor('audit_events', query);
      if ('kind' in from) return from;
      const page = await audit.events({ afterSequence: Number(from.after ?? 0), limit: query.limit }, filterOf(query));
      const next = page.nextAfterSequence === null ? null : String(page.nextAfterSequence);
      return answer({ rows: page.events, next: toCursor('audit_events', query, next) });
    },
    listAuditCheckpoints: async ({ query }) => {
      const from = fromCursor('audit_checkpoints', query);
      if ('kind' in from) return from;
      const rows = await audit.checkpoints({ afterSequence: Number(from.after ?? 0), limit: query.limit });
      const last = rows.length < query.limit ? undefined : rows.at(-1);
      const next = last === undefined ? null : String(last.sequence);
      return answer({ rows, next: toCursor('audit_checkpoints', query, next) });
    },
    signAuditCheckpoint: async () => {
      const checkpoint = await signCheckpoint(context);
      return isControlRefusal(checkpoint) ? checkpoint : answer(checkpoint);
    },
    readAuditPublicKey: async () => {
      const { keyId, publicKeyPem } = context.signer;
      return answer({ origin: context.origin, keyId, publicKeyPem });
    },
    exportAudit: async ({ query }) => {
      const range = { fromMs: fromOptional(query.from), toMs: fromOptional(query.to) };
      return { kind: 'lines', lines: exportChain({ ...context, sha256 }, range) };
    },
    verifyAudit: async ({ query }) => {
      const check = await checkNewestEvents({ audit, sha256 }, query.events);
      return answer({ sound: check.fault === null, ...check, checkpoint: (await audit.newestCheckpoint()) ?? null });
    },
  };
}

type EventQuery = { readonly from?: string; readonly to?: string; readonly type?: string; readonly subject?: string };

function filterOf(query: EventQuery): AuditFilter {
  return {
    ...(query.from === undefined ? {} : { fromMs: fromWireMoment(query.from) }),
    ...(query.to === undefined ? {} : { toMs: fromWireMoment(query.to) }),
    ...(query.type === undefined ? {} : { type: query.type }),
    ...(query.subject === undefined ? {} : { subject: query.subject }),
  };
}

function fromOptional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
