import {
  type DetectionSettings,
  type DictionaryHead,
  NO_DETECTION_SETTINGS,
} from '../../domain/detection/detection-settings.ts';
import type { Dictionary } from '../../domain/detection/dictionary.ts';
import type { HashKey } from '../../domain/detection/keyed-hash.ts';
import type { DetectionStore } from '../../ports/detection-store.ts';
import type { Log } from '../../ports/log.ts';
import { createInspector, type HouseInspector } from './create-inspector.ts';
import type { InspectionSettings } from './inspection-settings.ts';
import { warmInspector } from './warm-inspector.ts';

export type InspectorParts = {
  /** What the organisation set, as of now; the same object for as long as it does not change. */
  readonly settings: () => DetectionSettings | undefined;
  readonly readBuilt: DetectionStore['readBuilt'];
  readonly dictionaryKey: HashKey;
  readonly allowedDigest: (normalisedValue: string) => string;
  readonly onPatternDisabled: (patternId: string) => void;
  readonly log: Log;
};

export type InspectorKeeper = {
  /** The newest inspector that could be built; null where none ever could, which is a failure and never a pass. */
  readonly current: () => HouseInspector | null;
  /** Looks whether the settings have changed; resolves once what they say is in use. */
  readonly look: () => Promise<void>;
  readonly close: () => void;
};

const WARM_UP_MS = 120;
const RETRY_MS = 5_000;

/**
 * Keeps the inspector of this process at what the organisation set: built beside the path when a setting changes, and
 * swapped whole. A dictionary that cannot be loaded is told by every inspection as not loaded, and tried again.
 */
export async function keepInspector(parts: InspectorParts): Promise<InspectorKeeper> {
  const { log } = parts;
  const dictionaries = new Map<string, Dictionary>();
  let built: DetectionSettings | undefined;
  let current: HouseInspector | null = null;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const look = (): Promise<void> => {
    running ??= catchUp().finally(() => {
      running = undefined;
    });
    return running;
  };

  async function catchUp(): Promise<void> {
    for (let wanted = wantedNow(); wanted !== built && !closed; wanted = wantedNow()) {
      const missing = await loadDictionaries(wanted);
      build(toSettings(wanted, missing));
      built = wanted;
      if (missing.length > 0 && !closed) tryAgain();
    }
  }

  function wantedNow(): DetectionSettings {
    return parts.settings() ?? NO_DETECTION_SETTINGS;
  }

  function tryAgain(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      built = undefined;
      void look();
    }, RETRY_MS).unref();
  }

  async function loadDictionaries(wanted: DetectionSettings): Promise<readonly string[]> {
    const names = new Set(wanted.dictionaries.map(nameOf));
    for (const name of dictionaries.keys()) if (!names.has(name)) dictionaries.delete(name);
    const missing: string[] = [];
    for (const head of wanted.dictionaries) {
      if (dictionaries.has(nameOf(head))) continue;
      const found = await loadDictionary(parts, head);
      if (found === undefined) missing.push(`dictionary:${head.id}`);
      else dictionaries.set(nameOf(head), found);
    }
    return missing;
  }

  function toSettings(wanted: DetectionSettings, missingDetectorIds: readonly string[]): InspectionSettings {
    const loaded = wanted.dictionaries.flatMap((head) => dictionaries.get(nameOf(head)) ?? []);
    return { ...wanted, dictionaries: loaded, dictionaryKey: parts.dictionaryKey, missingDetectorIds };
  }

  function build(settings: InspectionSettings): void {
    try {
      const inspector = createInspector(settings, {
        nowMs: () => Date.now(),
        nowNs: () => performance.now() * 1_000_000,
        digestOf: parts.allowedDigest,
        onPatternDisabled: parts.onPatternDisabled,
      });
      // What runs is compiled already when another one follows.
      if (current === null) warmInspector(inspector, WARM_UP_MS);
      current = inspector;
      log('info', 'inspection.settings', { version: inspector.version, missing: settings.missingDetectorIds });
    } catch (error) {
      log('error', 'inspection.not_built', { error: error instanceof Error ? error.message : String(error) });
    }
  }

  await look();
  return {
    current: () => current,
    look,
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

async function loadDictionary(
  { readBuilt, log }: InspectorParts,
  { id, version, word, dataClass }: DictionaryHead,
): Promise<Dictionary | undefined> {
  try {
    const found = await readBuilt({ dictionaryId: id, version });
    if (found !== undefined) return { ...found, id, version, word, dataClass };
    log('error', 'inspection.dictionary_missing', { dictionary: id, version });
  } catch (error) {
    log('error', 'inspection.dictionary_unread', { dictionary: id, version, error: String(error) });
  }
  return undefined;
}

function nameOf({ id, version, word, dataClass }: DictionaryHead): string {
  return [id, version, dataClass, word].join('\n');
}
