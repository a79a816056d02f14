import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkDocument, isFit } from '../../control/read-policy.ts';
import type { PolicyVersion } from '../../domain/policy/policy-version.ts';
import { createCedarLanguage } from '../policy/cedar-language.ts';
import { documentDigest } from '../policy/document-digest.ts';
import { readPolicyFile } from '../policy/read-policy-file.ts';
import { readPriceSeed } from './price-seed.ts';
import { sampleModels } from './sample-catalogue.ts';
import { SAMPLE_USE_CASES } from './sample-use-cases.ts';

const FILE = new URL('../../../data/sample-policy.yaml', import.meta.url);

/**
 * The first version of the sample organisation's policy: written by Mara, approved by Ines, active. Throws when the file
 * that is delivered with this code has a fault.
 */
export async function samplePolicy(): Promise<PolicyVersion> {
  const source = readFileSync(FILE, 'utf8');
  const read = readPolicyFile(source, fileURLToPath(FILE));
  if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
  const { document } = read.policy;
  const checked = await checkDocument(createCedarLanguage(), document, sampleCatalog());
  if (!isFit(checked)) throw new Error(`the sample policy: ${JSON.stringify([checked.remarks, checked.cases])}`);
  const digest = documentDigest(document);
  return {
    id: '1',
    version: `1-${digest.slice(0, 12)}`,
    digest,
    source,
    document,
    rules: checked.rules,
    note: 'The policy of the sample organisation',
    baseId: null,
    state: 'active',
    share: null,
    shadow: false,
    authorId: 'mara',
    proposerId: 'mara',
    approvals: [{ personId: 'ines', atMs: 0, withdrawnAtMs: null }],
    approvalsNeeded: document.approvalsNeeded,
    activatedAtMs: null,
    retiredAtMs: null,
  };
}

/** What rules and cases of the sample can name. */
export function sampleCatalog() {
  return {
    useCases: new Map(SAMPLE_USE_CASES.map((row) => [row.id, row])),
    models: new Map(sampleModels(readPriceSeed()).map((row) => [row.id, row])),
  };
}
