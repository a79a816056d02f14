import { hash } from 'node:crypto';
import { isControlRefusal } from '../../control/control-refusal.ts';
import type { EvidenceContext } from '../../control/evidence-context.ts';
import { makeEvidencePack } from '../../control/evidence-pack.ts';
import type { ArchiveWriter } from '../../ports/archive-writer.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { TableWriters } from './chargeback-handlers.ts';
import type { Handlers } from './control-handler.ts';
import { fromWireMoment } from './wire-rows.ts';

export type EvidenceParts = {
  readonly content: ContentStore;
  readonly tables: Pick<TableWriters, 'csv'>;
  readonly archive: ArchiveWriter;
};

export function evidenceHandlers(
  house: Omit<EvidenceContext, 'content' | 'csv' | 'bytesDigest'>,
  { content, tables, archive }: EvidenceParts,
): Handlers<'makeEvidencePack'> {
  const bytesDigest = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');
  const context: EvidenceContext = { ...house, content, csv: tables.csv, bytesDigest };
  return {
    makeEvidencePack: async ({ query, commander }) => {
      const period = { fromMs: fromWireMoment(query.from), toMs: fromWireMoment(query.to) };
      const pack = await makeEvidencePack(context, commander, period);
      if (isControlRefusal(pack)) return pack;
      return { kind: 'file', name: `${pack.name}.tar.gz`, pieces: archive(pack.files) };
    },
  };
}
