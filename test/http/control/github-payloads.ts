import { Webhooks } from '@octokit/webhooks';
import examples from '@octokit/webhooks-examples' with { type: 'json' };

type Example = Readonly<Record<string, unknown>>;
type Recorded = readonly { readonly name: string; readonly examples: readonly Example[] }[];

/** Payloads that GitHub sent, as the official package keeps them. */
const recorded: Recorded = JSON.parse(JSON.stringify(examples));

/** The first recorded payload of an event with an action. */
export function recordedPayload(event: string, action?: string): Example {
  const examples = recorded.find(({ name }) => name === event)?.examples ?? [];
  const found = examples.find((example) => action === undefined || example['action'] === action);
  if (found === undefined) throw new Error(`nothing was recorded of ${event} ${action ?? ''}`);
  return structuredClone(found);
}

/** A recorded payload of a pull request, as it would be merged: none was recorded that was. */
export function mergedPull(changes: {
  readonly number: number;
  readonly authorId: number;
  readonly mergedById: number;
  readonly createdAt: string;
  readonly mergedAt: string;
  readonly title?: string;
  readonly body?: string;
  readonly branch?: string;
  readonly labels?: readonly string[];
}): Example {
  const payload = recordedPayload('pull_request', 'closed');
  const pull = payload['pull_request'];
  if (typeof pull !== 'object' || pull === null) throw new Error('the recorded payload has no pull request');
  const user = (id: number) => ({ login: `user-${id}`, id, type: 'User' });
  const { number, branch = 'changes' } = changes;
  return {
    ...payload,
    number,
    pull_request: {
      ...pull,
      number,
      html_url: `https://github.com/Codertocat/Hello-World/pull/${number}`,
      title: changes.title ?? 'Update the README with new information.',
      body: changes.body ?? 'A small change.',
      user: user(changes.authorId),
      merged_by: user(changes.mergedById),
      merged: true,
      created_at: changes.createdAt,
      merged_at: changes.mergedAt,
      closed_at: changes.mergedAt,
      labels: (changes.labels ?? ['bug']).map((name) => ({ name })),
      head: { ref: branch, sha: `${number}`.padStart(40, 'a') },
      merge_commit_sha: `${number}`.padStart(40, 'b'),
    },
  };
}

/** What GitHub sends: the bytes, and headers that its official library has signed. */
export async function signedDelivery(
  event: string,
  payload: Example,
  options: { readonly secret: string; readonly deliveryId: string },
) {
  const body = JSON.stringify(payload);
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': options.deliveryId,
    'x-hub-signature-256': await new Webhooks({ secret: options.secret }).sign(body),
  };
  return { body, headers };
}
