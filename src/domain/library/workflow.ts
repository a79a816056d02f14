import type { Model, SecretReference } from '../catalog/upstream.ts';
import type { DataClass } from '../detection/data-class.ts';

export const PARAMETER_KINDS = ['text', 'integer', 'number', 'boolean', 'date', 'choice'] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

/** A value that a caller must or may give. */
export type WorkflowParameter = {
  /** As it stands in templates: `{{name}}`. */
  readonly name: string;
  readonly kind: ParameterKind;
  readonly description: string;
  /** What is taken where nothing is given, written as a caller would; null: it must be given. */
  readonly default: string | null;
  /** Of a choice. */
  readonly choices: readonly string[];
  /** Of a text its characters, of a number its value; null: 0 and 2,000 characters, any number. */
  readonly min: number | null;
  readonly max: number | null;
};

/** How the answer is come by. Nothing here draws lots: the same parameters ask for the same thing. */
export type WorkflowWork =
  /** The answer's template is all there is. */
  | { readonly kind: 'static' }
  /** One request to a host that the server's settings allow. Redirects are not followed. */
  | {
      readonly kind: 'http';
      readonly method: 'GET' | 'POST';
      /** Placeholders stand behind the host only, and are escaped for it. */
      readonly url: string;
      /** JSON whose placeholders are JSON values; null: none. */
      readonly body: string | null;
      /** The header that carries a secret, and where the secret is found. */
      readonly secret: { readonly header: string; readonly reference: SecretReference } | null;
      /** RFC 6901 pointer to what of a JSON answer is the result; null: the whole answer as text. */
      readonly pick: string | null;
      readonly timeoutMs: number;
      readonly bytesMax: number;
    }
  /** Rows of a view that the server's settings allow. Values are bound, never written into the statement. */
  | {
      readonly kind: 'sql';
      /** `schema.view`. */
      readonly view: string;
      readonly columns: readonly string[];
      /** A row counts where each of these columns equals its parameter. */
      readonly where: readonly { readonly column: string; readonly parameter: string }[];
      readonly orderBy: string | null;
      readonly rowsMax: number;
      readonly format: 'table' | 'json';
      readonly timeoutMs: number;
    };

/** Registered work that answers in place of a model (requirement R3). */
export type Workflow = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The use case whose calls it answers; its owner approves it. */
  readonly useCaseId: string;
  readonly parameters: readonly WorkflowParameter[];
  readonly work: WorkflowWork;
  /** The answer's text. `{{name}}` is a parameter, `{{result}}` what was looked up. */
  readonly answer: string;
  /** Calls above this class are refused. */
  readonly dataClassMax: DataClass;
  /** What a model would have cost, decimal nanodollars; null: the median of the use case's past calls is taken. */
  readonly baselineNanodollars: string | null;
  readonly status: 'active' | 'blocked' | 'archived';
};

/** That the owner of the use case has seen a definition. Another definition needs another look. */
export type WorkflowApproval = {
  /** The workflow's id. */
  readonly id: string;
  /** SHA-256 of the definition in canonical form, hex. */
  readonly digest: string;
  readonly approvedBy: string;
};

/** A workflow as gateways know it. */
export type RegisteredWorkflow = {
  readonly workflow: Workflow;
  /** The first twelve digits of its definition's digest: on every record that it answers. */
  readonly version: string;
  readonly isApproved: boolean;
};

const PREFIX = 'workflow/';

/** The name by which it is called, as if it were a model. */
export function workflowModelId(id: string): string {
  return PREFIX + id;
}

export function workflowIdOf(modelId: string): string | null {
  return modelId.startsWith(PREFIX) ? modelId.slice(PREFIX.length) : null;
}

/** What an approval is about: everything but its name, what is said of it, and whether it is in use. */
export function definitionOf(workflow: Workflow): Omit<Workflow, 'name' | 'description' | 'status'> {
  const { id, useCaseId, parameters, work, answer, dataClassMax, baselineNanodollars } = workflow;
  return { id, useCaseId, parameters, work, answer, dataClassMax, baselineNanodollars };
}

/** The model that stands for a workflow in the catalogue of gateways: policy, suspensions and records know it by this. */
export function asModel({ workflow, isApproved }: RegisteredWorkflow): Model {
  return {
    id: workflowModelId(workflow.id),
    vendor: 'tokenward',
    faces: ['openai-chat', 'openai-responses', 'anthropic-messages'],
    targets: [],
    priceKey: '',
    contextTokensMax: null,
    outputTokensMax: null,
    clearance: { dataClassMax: workflow.dataClassMax, region: null, retention: 'none' },
    abilities: null,
    status: workflow.status === 'active' && !isApproved ? 'blocked' : workflow.status,
    workflowOf: workflow.useCaseId,
  };
}
