import { createHash } from 'node:crypto';
import type { SourceKind } from '../../domain/source/source.ts';
import type { IncomingWebhook, SourceMessage } from '../../ports/source-desk.ts';
import { guessGithubEvent } from './read-github.ts';
import { standardHeader } from './verify-webhook.ts';
import { textAt } from './wire-values.ts';

const ID_LENGTH_MAX = 200;

/** A message with its id and its event, as systems of its kind name them; undefined: the body cannot be read. */
export function readEnvelope(kind: SourceKind, webhook: IncomingWebhook): SourceMessage | undefined {
  const payload = kind === 'cloudevents' ? readCloudEvent(webhook) : readJson(webhook.body);
  if (payload === undefined) return undefined;
  const { id, event } = namesOf(kind, webhook, payload);
  const digest = createHash('sha256').update(webhook.body).digest('hex');
  return {
    // Where a system sends no id of its own, the same bytes are the same delivery.
    deliveryId: (id ?? `sha256:${digest}`).slice(0, ID_LENGTH_MAX),
    event: (event ?? 'unnamed').slice(0, ID_LENGTH_MAX),
    payload,
    digest,
  };
}

type Names = { readonly id: string | undefined; readonly event: string | undefined };

function namesOf(kind: SourceKind, webhook: IncomingWebhook, payload: unknown): Names {
  const { header } = webhook;
  switch (kind) {
    case 'github':
      return { id: header('x-github-delivery'), event: header('x-github-event') ?? guessGithubEvent(payload) };
    case 'gitlab':
      return {
        id: header('idempotency-key') ?? standardHeader(webhook, 'id') ?? header('x-gitlab-event-uuid'),
        event: textAt(payload, '/object_kind') ?? header('x-gitlab-event'),
      };
    case 'jira':
      return { id: header('x-atlassian-webhook-identifier'), event: textAt(payload, '/webhookEvent') };
    case 'zendesk':
      return {
        id: textAt(payload, '/id') ?? header('x-zendesk-webhook-invocation-id'),
        event: textAt(payload, '/type'),
      };
    case 'pagerduty':
      return { id: textAt(payload, '/event/id'), event: textAt(payload, '/event/event_type') };
    case 'incident_io':
      return { id: standardHeader(webhook, 'id'), event: textAt(payload, '/event_type') };
    case 'servicenow':
    case 'standard_webhooks':
      return { id: standardHeader(webhook, 'id'), event: textAt(payload, '/type') };
    case 'cloudevents': {
      // Of two events those with the same source and id are the same one (CloudEvents 1.0, section 3.1).
      const [from, id] = [textAt(payload, '/source'), textAt(payload, '/id')];
      return { id: id === undefined ? undefined : `${id} ${from ?? ''}`, event: textAt(payload, '/type') };
    }
  }
}

/** One shape for both modes of the HTTP binding: the attributes beside `data`. */
function readCloudEvent({ header, body }: IncomingWebhook): unknown {
  const json = readJson(body);
  if (json === undefined || header('ce-specversion') === undefined) return json;
  const attributes = ['specversion', 'type', 'source', 'subject', 'id', 'time'].flatMap((name) => {
    const value = header(`ce-${name}`);
    return value === undefined ? [] : [[name, decodePercent(value)] as const];
  });
  return { ...Object.fromEntries(attributes), data: json };
}

function decodePercent(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Bytes that are not UTF-8 are not JSON. */
export function readJson(body: Uint8Array): unknown {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
