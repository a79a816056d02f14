import { compileRow } from './compile-matrix.ts';
import { compilePolicy } from './compile-policy.ts';
import type { CompiledPolicy } from './policy-decision.ts';
import type { MatrixRow, PolicyDocument } from './policy-document.ts';
import type { PolicyRule } from './policy-rule.ts';

const UNSAID = { instead: null, askAt: null } as const;

/** What decides until an organisation publishes a policy of its own, and what one can begin with. */
export const BUILT_IN_DOCUMENT: PolicyDocument = {
  approvalsNeeded: 1,
  rules: '',
  cases: [],
  matrix: [
    {
      ...UNSAID,
      id: 'built-in.credentials',
      for: {},
      when: { findings: ['credential'] },
      does: ['refuse'],
      why: 'This holds a credential, and credentials never leave.',
      instead: 'Take it out; name where it is kept instead. If it is real, it was in a prompt: change it.',
    },
    personalRow('1', { tier: [1] }, ['redact and restore of personal, financial, health']),
    personalRow('2-and-3', { tier: [2, 3], allows: ['public', 'internal'] }, ['warn']),
    {
      ...UNSAID,
      id: 'built-in.confidential-noted',
      for: { allows: ['confidential', 'restricted'] },
      when: { dataClassAtLeast: 'confidential' },
      does: ['note'],
      why: 'This use case may hold confidential content; it is on the record.',
    },
    {
      ...UNSAID,
      id: 'built-in.tier-3-answers',
      for: { tier: [3] },
      when: {},
      does: ['inspect answers: redact of credential', 'inspect answers: note of personal, financial, health'],
      why: 'Answers of constrained use cases are inspected.',
    },
    {
      ...UNSAID,
      id: 'built-in.tier-3-media',
      for: { tier: [3] },
      when: { media: ['image', 'audio', 'file'] },
      does: ['refuse'],
      why: 'Nothing can read images, audio and files for sensitive content, so constrained use cases do not send them.',
      instead: 'Send the content as text.',
    },
  ],
};

function personalRow(name: string, whose: MatrixRow['for'], does: readonly string[]): MatrixRow {
  return {
    ...UNSAID,
    id: `built-in.personal-tier-${name}`,
    for: whose,
    when: { findings: ['personal', 'financial', 'health'] },
    does,
    why: 'This holds personal, financial or health data.',
    instead: 'Leave it out, or write what stands for it.',
  };
}

/** The rules of a document without Cedar text; a fault in it is a bug. */
function rulesOf(document: PolicyDocument): readonly PolicyRule[] {
  return document.matrix.map((row) => {
    const rule = compileRow(row);
    if ('fault' in rule) throw new Error(`the built-in rule ${row.id}: ${rule.fault}`);
    return rule;
  });
}

export const BUILT_IN_RULES: readonly PolicyRule[] = rulesOf(BUILT_IN_DOCUMENT);

export const BUILT_IN_POLICY: CompiledPolicy = compilePolicy({ version: '0-built-in', rules: BUILT_IN_RULES });
