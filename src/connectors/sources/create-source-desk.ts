import type { SecretReference } from '../../domain/catalog/upstream.ts';
import { applyMapping, type MappedMessage } from '../../domain/source/apply-mapping.ts';
import type { Source } from '../../domain/source/source.ts';
import type { SourceDesk, SourceMessage, VerifiedWebhook } from '../../ports/source-desk.ts';
import { mappingOfKind } from './kind-mappings.ts';
import { readEnvelope } from './read-envelope.ts';
import { readGithub } from './read-github.ts';
import { readGitlab } from './read-gitlab.ts';
import { apiOf, type HostRules } from './source-api.ts';
import { verifyWebhook } from './verify-webhook.ts';

export type SourceDeskOptions = {
  /** Undefined: it may not be read, or there is none. */
  readonly readSecret: (reference: SecretReference) => string | undefined;
  readonly hosts: HostRules;
};

/** Every kind of system behind one door. */
export function createSourceDesk(options: SourceDeskOptions): SourceDesk {
  const { readSecret } = options;
  const api = (source: Source) => apiOf(source, options);
  return {
    verify: (source, webhook, nowMs): VerifiedWebhook => {
      const secrets = source.secrets.flatMap((reference) => readSecret(reference) ?? []);
      const skewMsMax = source.skewSecondsMax * 1_000;
      const verified = verifyWebhook(source.kind, { webhook, secrets, nowMs, skewMsMax });
      if (verified.kind === 'refused') return verified;
      const message = readEnvelope(source.kind, webhook);
      if (message === undefined)
        return { kind: 'refused', reason: 'unreadable', why: 'The body is signed, and is not JSON.' };
      return { kind: 'verified', message };
    },
    open: (source, webhook) => readEnvelope(source.kind, webhook),
    read: readMessage,
    canAsk: (source) => api(source).kind === 'api',
    readAgain: async (source, subject) => {
      const asked = api(source);
      return asked.kind === 'none' ? { kind: 'not_asked', why: asked.why } : asked.readAgain(subject);
    },
    readPast: async (source, past) => {
      const asked = api(source);
      return asked.kind === 'none' ? { kind: 'not_asked', why: asked.why } : asked.readPast(past);
    },
  };
}

/** A mapping of the organisation goes before what is known of the kind. */
export function readMessage(source: Source, message: Pick<SourceMessage, 'event' | 'payload'>): MappedMessage {
  const { kind, mapping, pagesUrl } = source;
  const { event, payload } = message;
  if (mapping.length > 0) return applyMapping(mapping, { payload, pagesUrl });
  if (kind === 'github') return { facts: readGithub(event, payload), faults: [] };
  if (kind === 'gitlab') return { facts: readGitlab(payload), faults: [] };
  return applyMapping(mappingOfKind(kind), { payload, pagesUrl });
}
