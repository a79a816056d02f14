import type { ClientBase } from 'pg';
import type { AuditBody } from '../../domain/audit/chain.ts';
import type { Actor, WriteUnit } from '../../ports/control-store.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { ledgerReads } from '../budget/ledger-reads.ts';
import { ledgerWrites } from '../budget/ledger-writes.ts';
import { exceptionLedger } from '../exception/exception-ledger.ts';
import { signInWrites } from '../identity/sign-in-writes.ts';
import { outcomeReads } from '../outcome/outcome-reads.ts';
import { outcomeWrites } from '../outcome/outcome-writes.ts';
import { provisioningWrites } from '../provisioning/create-provisioning-store.ts';
import { recognitionWrites } from '../recognition/recognition-writes.ts';
import { sourceLedger } from '../source/source-ledger.ts';
import { insertConfigurationVersion } from './configuration-version.ts';
import { nounTables } from './noun-tables.ts';
import { publishSnapshotVersion } from './snapshot-version.ts';

type Opening = { readonly client: ClientBase; readonly actor: Actor; readonly nowMs: number };

/**
 * What may be done within one write. Audit entries are kept until the work is done and appended in their order just
 * before the commit, because the head of the chain is a lock that everybody shares.
 */
export function openWriteUnit({ client, actor, nowMs }: Opening): {
  readonly unit: WriteUnit;
  readonly appendAudited: () => Promise<void>;
} {
  const audited: AuditBody[] = [];
  let published: Promise<bigint> | undefined;
  // Once for each write, and only when a row really changes: `apply` of the same file wakes no gateway.
  const publish = (): Promise<bigint> => {
    published ??= publishSnapshotVersion(client, nowMs);
    return published;
  };

  const unit: WriteUnit = {
    get: (noun, id) => nounTables[noun].get(client, id),
    list: (noun, page) => nounTables[noun].list(client, page),
    ledger: { ...ledgerReads(client), ...ledgerWrites(client, nowMs), ...exceptionLedger(client, publish) },
    outcomes: { ...outcomeReads(client), ...outcomeWrites(client) },
    signIn: signInWrites(client),
    provisioning: provisioningWrites(client),
    sources: sourceLedger(client),
    put: (noun, row, { managedBy, expectedRevision }) =>
      nounTables[noun].put(client, { row, managedBy, expectedRevision, nowMs, publish }),
    recognition: recognitionWrites(client),
    audit: ({ type, subject, detail }) => {
      const { kind, id, keyId, requestId } = actor;
      audited.push({ atMs: nowMs, actor: { kind, id, keyId }, requestId, type, subject, detail });
      return Promise.resolve();
    },
    recordConfiguration: (version) => insertConfigurationVersion(client, { ...version, actor, nowMs }),
  };
  return { unit, appendAudited: () => appendAudit(client, audited) };
}
