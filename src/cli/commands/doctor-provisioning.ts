import type { Diagnosis } from '../../app/doctor/diagnosis.ts';
import type { ControlClient } from '../../client/create-control-client.ts';

const ANSWER_MAX_MS = 5_000;
const LIMIT = 500;
const SOON_MS = 14 * 86_400_000;
const check = 'provisioning';

/** Whether an identity provider keeps people here, and whether its key still works. */
export async function diagnoseProvisioning(client: ControlClient, address: string): Promise<Diagnosis> {
  if (!(await isOn(address))) {
    const sentence = 'Off: people come by API, by file, or by their first sign-in.';
    return { check, state: 'ok', sentence, remedy: null };
  }
  let newestMs: number | undefined;
  for await (const key of client.rows('listApiKeys', { query: { limit: LIMIT, status: 'active' } })) {
    // A key that may also write is an administrator's own, and no provider has it.
    if (!key.scopes.includes('scim') || key.scopes.includes('control.write')) continue;
    const endsMs = key.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt);
    newestMs = Math.max(newestMs ?? 0, endsMs);
  }
  const nowMs = Date.now();
  if (newestMs === undefined || newestMs <= nowMs) {
    const remedy = 'Make one by "tokenward keys create --scopes scim …" and give it to the identity provider.';
    return { check, state: 'warning', sentence: 'On, and no key with the scope "scim" works.', remedy };
  }
  if (newestMs - nowMs < SOON_MS) {
    const days = Math.ceil((newestMs - nowMs) / 86_400_000);
    const remedy = 'Rotate it by "tokenward keys rotate" and give the new one to the identity provider.';
    return { check, state: 'warning', sentence: `On; the provider's key ends in ${days} days.`, remedy };
  }
  return { check, state: 'ok', sentence: 'On: an identity provider keeps people and groups by SCIM.', remedy: null };
}

async function isOn(address: string): Promise<boolean> {
  try {
    const url = new URL('/scim/v2/ServiceProviderConfig', address);
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MAX_MS) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
