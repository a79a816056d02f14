import { type HeldRole, heldRoles } from '../domain/identity/house-role.ts';
import type { KeyScope } from '../domain/identity/key-grant.ts';
import { wholeScopes } from '../domain/identity/permission.ts';
import type { KnownSession } from '../domain/identity/session.ts';
import type { Actor } from '../ports/control-store.ts';
import type { DeviceRequest } from '../ports/sign-in-store.ts';
import { checkTerms } from './api-key-grant.ts';
import { insertKey, type NewKey } from './api-keys.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { actorOf, personalTerms } from './sessions.ts';
import { countGuesses, guessSubjects, type SignInPlace } from './sign-in.ts';
import { refuseUntil, type SignInContext } from './sign-in-context.ts';

const LIFE_MS = 10 * 60_000;
export const DEVICE_INTERVAL_MS = 3_000;
const CODE_BYTES = 32;
/** Consonants alone: nothing that reads as another letter, and no words. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const USER_CODE_LENGTH = 8;
const DAY_MS = 86_400_000;
/** Keys of a command line that only call live as long as others; those that may do more, a working day. */
const CALLING_LIFE_MS = 90 * DAY_MS;
const MORE_LIFE_MS = 12 * 3_600_000;
const UNKNOWN = refuseCommand('device_unknown', 'Nothing waits under this code.');

export type DeviceWait = { readonly deviceCode: string; readonly request: DeviceRequest };

/** A program asks to act as somebody. The long code is its own, the short one is for whoever says yes. */
export async function beginDevice(
  context: SignInContext,
  asked: Pick<DeviceRequest, 'clientName' | 'scopes'>,
  place: SignInPlace,
): Promise<DeviceWait | ControlRefusal> {
  const tooMany = await countGuesses(context, guessSubjects(context, { name: '', ...place }), ['address']);
  if (tooMany !== undefined) return tooMany;
  const requestedAtMs = context.clock.nowMs();
  const deviceCode = context.chance.hex(CODE_BYTES);
  const request: DeviceRequest = {
    ...asked,
    digest: context.sha256(deviceCode),
    userCode: userCodeOf(context.chance.hex(CODE_BYTES)),
    state: 'waiting',
    personId: null,
    requestedAtMs,
    expiresAtMs: requestedAtMs + LIFE_MS,
  };
  const isKept = await context.signIn.keepDevice(request);
  return isKept ? { deviceCode, request } : refuseUntil(requestedAtMs + 1_000, requestedAtMs);
}

/** 256 random bits make eight of twenty letters without a lean that anybody could use. */
function userCodeOf(randomHex: string): string {
  let rest = BigInt(`0x${randomHex}`);
  let code = '';
  for (let place = 0; place < USER_CODE_LENGTH; place += 1) {
    code += LETTERS.charAt(Number(rest % 20n));
    rest /= 20n;
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** Which program asks under a code: looked at before anybody says yes. */
export async function readDevice(
  context: SignInContext,
  by: { readonly session: KnownSession } & SignInPlace,
  userCode: string,
): Promise<DeviceRequest | ControlRefusal> {
  const subjects = guessSubjects(context, { name: `device:${by.session.personId}`, ...by });
  const tooMany = await countGuesses(context, subjects, ['name']);
  if (tooMany !== undefined) return tooMany;
  const request = await context.signIn.deviceByUserCode(spell(userCode));
  const isOpen = request?.state === 'waiting' && request.expiresAtMs > context.clock.nowMs();
  return isOpen ? request : UNKNOWN;
}

/** Somebody says yes or no, for themselves. */
export async function answerDevice(
  context: SignInContext,
  by: { readonly session: KnownSession } & SignInPlace,
  answer: { readonly userCode: string; readonly approve: boolean },
): Promise<ControlRefusal | undefined> {
  const found = await readDevice(context, by, answer.userCode);
  if ('kind' in found) return found;
  const { personId } = by.session;
  const atMs = context.clock.nowMs();
  return context.store.write(actorOf(by.session, by.requestId), async (unit) => {
    const { userCode, clientName, scopes } = found;
    const answered = await unit.signIn.answerDevice({ userCode, personId, approve: answer.approve, atMs });
    if (answered === undefined) return UNKNOWN;
    const type = answer.approve ? 'device.approved' : 'device.denied';
    await unit.audit({ type, subject: `person:${personId}`, detail: { clientName, scopes } });
    return undefined;
  });
}

/** People type the dash or leave it out. */
function spell(userCode: string): string {
  const letters = userCode.replaceAll('-', '').toUpperCase();
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** The program asks again and again; once somebody has said yes it gets a key, once. */
export async function redeemDevice(
  context: SignInContext,
  asked: { readonly deviceCode: string; readonly requestId: string },
): Promise<NewKey | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const digest = context.sha256(asked.deviceCode);
  const polled = await context.signIn.pollDevice({ digest, nowMs, intervalMs: DEVICE_INTERVAL_MS });
  if (polled === undefined || polled.request.expiresAtMs <= nowMs) return UNKNOWN;
  const { request, tooSoon } = polled;
  if (request.state === 'denied') return refuseCommand('device_denied', 'Whoever was asked said no.');
  if (tooSoon) return refuseUntil(nowMs + DEVICE_INTERVAL_MS, nowMs);
  if (request.state === 'waiting') return refuseCommand('device_waiting', 'The code was not entered yet.');
  if (request.personId === null) return UNKNOWN;
  return mintKey(context, { digest, personId: request.personId, requestId: asked.requestId });
}

type Minting = { readonly digest: string; readonly personId: string; readonly requestId: string };

async function mintKey(
  context: SignInContext,
  { digest, personId, requestId }: Minting,
): Promise<NewKey | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const facts = await context.signIn.roleFacts(personId);
  const useCaseIds = await context.signIn.openUseCaseIds(personId);
  const held = facts === undefined ? [] : heldRoles(facts, nowMs);
  const actor: Actor = { kind: 'person', id: personId, keyId: null, requestId };
  return context.store.write(actor, async (unit) => {
    const person = await unit.get('person', personId);
    if (person?.row.status !== 'active') return UNKNOWN;
    const request = await unit.signIn.takeDevice(digest, nowMs);
    if (request === undefined) return UNKNOWN;
    const scopes = scopesFor(request.scopes, held);
    const terms = { ...personalTerms(person.row, useCaseIds), scopes };
    const refusal = await checkTerms(unit, terms);
    if (refusal !== undefined) return refusal;
    const expiresAtMs = nowMs + lifeOf(scopes);
    const born = {
      ...terms,
      name: `Command line: ${request.clientName}`.slice(0, 200),
      expiresAtMs,
      rotatedFromKeyId: null,
    };
    return insertKey(context, unit, { born, managedBy: 'api', type: 'api_key.created' });
  });
}

/** What was asked for, as far as the person holds it as a whole; calling is always theirs. */
function scopesFor(asked: readonly KeyScope[], held: readonly HeldRole[]): readonly KeyScope[] {
  const whole = wholeScopes(held);
  const given = asked.filter((scope, at) => whole.includes(scope) && asked.indexOf(scope) === at);
  return given.length === 0 ? ['call'] : given;
}

function lifeOf(scopes: readonly KeyScope[]): number {
  const isCalling = scopes.every((scope) => scope === 'call' || scope === 'approve');
  return isCalling ? CALLING_LIFE_MS : MORE_LIFE_MS;
}
