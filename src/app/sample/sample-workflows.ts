import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import {
  definitionOf,
  type Workflow,
  type WorkflowApproval,
  type WorkflowParameter,
} from '../../domain/library/workflow.ts';

function parameter(change: Partial<WorkflowParameter> & { readonly name: string }): WorkflowParameter {
  return { kind: 'text', description: '', default: null, choices: [], min: null, max: null, ...change };
}

/** What people asked a model for again and again, and what always has the same answer. */
export const SAMPLE_WORKFLOWS: readonly Workflow[] = [
  {
    id: 'out-of-office',
    name: 'Out-of-office reply',
    description: 'The reply that everybody sends, with the dates and the stand-in filled in',
    useCaseId: 'drafting',
    parameters: [
      parameter({ name: 'until', kind: 'date', description: 'First day back' }),
      parameter({ name: 'contact', description: 'Who answers meanwhile', max: 120 }),
      parameter({ name: 'tone', kind: 'choice', choices: ['plain', 'warm'], default: 'plain' }),
    ],
    work: { kind: 'static' },
    answer:
      'Thank you for your message. I am away and back on {{until}}. In urgent cases {{contact}} will help you.\n\n(Tone: {{tone}})',
    dataClassMax: 'internal',
    baselineNanodollars: '450000',
    status: 'active',
  },
];

/** Approved by the owner of their use case, as the sample has it. */
export function sampleApprovals(sha256: (text: string) => string): readonly WorkflowApproval[] {
  return SAMPLE_WORKFLOWS.map((workflow) => ({
    id: workflow.id,
    digest: sha256(canonicalJson(definitionOf(workflow))),
    approvedBy: 'mara',
  }));
}
