import { isControlRefusal } from '../../control/control-refusal.ts';
import {
  answerDevice,
  beginDevice,
  DEVICE_INTERVAL_MS,
  readDevice,
  redeemDevice,
} from '../../control/device-sign-in.ts';
import type { SignInContext } from '../../control/sign-in-context.ts';
import { type Ask, answer, type Handlers } from './control-handler.ts';
import { trouble } from './problem-answer.ts';
import { toWireMoment } from './wire-rows.ts';

type DeviceOperation = 'beginDevice' | 'redeemDevice' | 'readDevice' | 'answerDevice';

/** Programs that are let in by somebody with a browser, so that nobody pastes keys. */
export function deviceHandlers(context: SignInContext, publicAddress: string | null): Handlers<DeviceOperation> {
  const placeOf = ({ visit, commander }: Pick<Ask<'beginDevice'>, 'visit' | 'commander'>) => ({
    addressDigest: context.keyDigest(visit.address),
    requestId: commander.actor.requestId,
  });
  const noSession = () => trouble('session_ended', 'This is for browsers that are signed in.');
  return {
    beginDevice: async (ask) => {
      const { clientName, scopes } = ask.body;
      const begun = await beginDevice(context, { clientName, scopes }, placeOf(ask));
      if (isControlRefusal(begun)) return begun;
      const { userCode, expiresAtMs } = begun.request;
      const verificationAddress = `${(publicAddress ?? ask.visit.ownOrigin).replace(/\/+$/, '')}/device`;
      return answer({
        deviceCode: begun.deviceCode,
        userCode,
        verificationAddress,
        verificationAddressComplete: `${verificationAddress}#code=${userCode}`,
        expiresAt: toWireMoment(expiresAtMs),
        intervalSeconds: DEVICE_INTERVAL_MS / 1000,
      });
    },
    redeemDevice: async ({ body, commander }) => {
      const { deviceCode } = body;
      const made = await redeemDevice(context, { deviceCode, requestId: commander.actor.requestId });
      if (isControlRefusal(made)) return made;
      const { id: keyId, owner, scopes, expiresAtMs } = made.key.row;
      const personId = owner.kind === 'person' ? owner.personId : '';
      const expiresAt = toWireMoment(expiresAtMs ?? context.clock.nowMs());
      return answer({ keyId, secret: made.secret, personId, scopes, expiresAt });
    },
    readDevice: async (ask) => {
      if (ask.caller === undefined) return noSession();
      const by = { session: ask.caller.session, ...placeOf(ask) };
      const found = await readDevice(context, by, ask.body.userCode);
      if (isControlRefusal(found)) return found;
      const { clientName, scopes, requestedAtMs, expiresAtMs } = found;
      const [requestedAt, expiresAt] = [toWireMoment(requestedAtMs), toWireMoment(expiresAtMs)];
      return answer({ clientName, scopes, requestedAt, expiresAt });
    },
    answerDevice: async (ask) => {
      if (ask.caller === undefined) return noSession();
      const by = { session: ask.caller.session, ...placeOf(ask) };
      return (await answerDevice(context, by, ask.body)) ?? answer({});
    },
  };
}
