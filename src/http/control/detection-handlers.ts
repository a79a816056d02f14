import { type AllowWish, allowValue, endAllowEntry } from '../../control/allow-entries.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import type { DetectionContext } from '../../control/detection-context.ts';
import { archiveDictionary, fillDictionary, saveDictionary, takeLines } from '../../control/detection-dictionaries.ts';
import { archivePattern, savePattern, tryPattern } from '../../control/detection-patterns.ts';
import { acceptProposal, declineProposal, proposeNotSensitive } from '../../control/detection-proposals.ts';
import { type DetectorState, listDetectors, setDetector } from '../../control/detector-settings.ts';
import type {
  DetectionProposal,
  KeptAllowEntry,
  KeptDictionary,
  KeptPattern,
} from '../../domain/detection/detection-settings.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type PatternOperation =
  | 'listDetectionPatterns'
  | 'tryDetectionPattern'
  | 'saveDetectionPattern'
  | 'archiveDetectionPattern';
type DictionaryOperation =
  | 'listDetectionDictionaries'
  | 'saveDetectionDictionary'
  | 'takeDictionaryLines'
  | 'fillDictionary'
  | 'archiveDetectionDictionary';
type RestOperation =
  | 'listDetectionAllowEntries'
  | 'allowDetectedValue'
  | 'endDetectionAllowEntry'
  | 'listDetectors'
  | 'setDetector'
  | 'sendFindingFeedback'
  | 'listDetectionProposals'
  | 'acceptDetectionProposal'
  | 'declineDetectionProposal';

export function detectionHandlers(
  context: DetectionContext,
): Handlers<PatternOperation | DictionaryOperation | RestOperation> {
  return { ...patternHandlers(context), ...dictionaryHandlers(context), ...restHandlers(context) };
}

function patternHandlers(context: DetectionContext): Handlers<PatternOperation> {
  const { store } = context;
  return {
    listDetectionPatterns: ({ query }) => listRows(store, { noun: 'detection_pattern', query, toWire: toWirePattern }),
    tryDetectionPattern: async ({ body }) => answer(await tryPattern(context, body)),
    saveDetectionPattern: async ({ commander, body: { anyway, ...wish } }) => {
      const saved = await savePattern(context, commander, { wish, anyway });
      return isControlRefusal(saved) ? saved : answer({ ...toWirePattern(saved.pattern), trial: saved.trial });
    },
    archiveDetectionPattern: async ({ commander, params }) =>
      out(await archivePattern(context, commander, params), toWirePattern),
  };
}

function dictionaryHandlers(context: DetectionContext): Handlers<DictionaryOperation> {
  const { store } = context;
  return {
    listDetectionDictionaries: ({ query }) =>
      listRows(store, { noun: 'detection_dictionary', query, toWire: toWireDictionary }),
    saveDetectionDictionary: async ({ commander, body }) =>
      out(await saveDictionary(context, commander, body), toWireDictionary),
    takeDictionaryLines: async ({ params, body }) => {
      const taken = await takeLines(context, { ...params, ...body });
      return isControlRefusal(taken) ? taken : answer(taken);
    },
    fillDictionary: async ({ commander, params, body }) => {
      const filled = await fillDictionary(context, commander, { ...params, ...body });
      if (isControlRefusal(filled)) return filled;
      return answer({ ...filled, dictionary: toWireDictionary(filled.dictionary) });
    },
    archiveDetectionDictionary: async ({ commander, params }) =>
      out(await archiveDictionary(context, commander, params), toWireDictionary),
  };
}

function restHandlers(context: DetectionContext): Handlers<RestOperation> {
  const { store } = context;
  const toWireAllow = (stored: Stored<KeptAllowEntry>) => toWireAllowEntry(stored, context.clock.nowMs());
  return {
    listDetectionAllowEntries: ({ query }) => listRows(store, { noun: 'allow_entry', query, toWire: toWireAllow }),
    allowDetectedValue: async ({ commander, body: { expiresAt, ...rest } }) => {
      const wish: AllowWish = { ...rest, expiresAtMs: fromWireMoment(expiresAt) };
      return out(await allowValue(context, commander, wish), toWireAllow);
    },
    endDetectionAllowEntry: async ({ commander, params }) =>
      out(await endAllowEntry(context, commander, params), toWireAllow),
    listDetectors: async () => answer({ rows: (await listDetectors(context)).map(toWireDetector) }),
    setDetector: async ({ commander, params, body }) =>
      out(await setDetector(context, commander, { ...params, ...body }), toWireDetector),
    sendFindingFeedback: async ({ commander, body }) =>
      out(await proposeNotSensitive(context, commander, body), toWireProposal),
    listDetectionProposals: ({ query }) =>
      listRows(store, { noun: 'detection_proposal', query, toWire: toWireProposal }),
    acceptDetectionProposal: async ({ commander, params, body: { reason, expiresAt } }) => {
      const order = { ...params, reason, expiresAtMs: fromWireMoment(expiresAt) };
      return out(await acceptProposal(context, commander, order), toWireProposal);
    },
    declineDetectionProposal: async ({ commander, params, body }) =>
      out(await declineProposal(context, commander, { ...params, ...body }), toWireProposal),
  };
}

function out<Value extends object, Wire>(value: Value | ControlRefusal, toWire: (value: Value) => Wire) {
  return isControlRefusal(value) ? value : answer(toWire(value));
}

function toWirePattern(stored: Stored<KeptPattern>) {
  const { slowAtMs, ...rest } = stored.row;
  return { ...rest, slowAt: toWireMomentOrNull(slowAtMs), ...toWireKept(stored) };
}

function toWireDictionary(stored: Stored<KeptDictionary>) {
  const { filledAtMs, ...rest } = stored.row;
  return { ...rest, filledAt: toWireMomentOrNull(filledAtMs), ...toWireKept(stored) };
}

/** The digest stays inside. */
function toWireAllowEntry(stored: Stored<KeptAllowEntry>, nowMs: number) {
  const { expiresAtMs, digest: _digest, status, ...rest } = stored.row;
  const now = status === 'active' && expiresAtMs <= nowMs ? ('expired' as const) : status;
  return { ...rest, status: now, expiresAt: toWireMoment(expiresAtMs), ...toWireKept(stored) };
}

function toWireDetector({ setting, ...rest }: DetectorState) {
  return { ...rest, setBy: setting?.madeBy ?? null, reason: setting?.reason ?? null };
}

function toWireProposal(stored: Stored<DetectionProposal>) {
  const { digest: _digest, ...rest } = stored.row;
  return { ...rest, ...toWireKept(stored) };
}
