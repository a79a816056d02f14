import type { ClientBase } from 'pg';
import {
  type DetectionSettings,
  type DetectorSetting,
  toAllowEntry,
  toOrganisationPattern,
} from '../../domain/detection/detection-settings.ts';
import {
  allowEntryTable,
  detectionDictionaryTable,
  detectionPatternTable,
  detectorSettingTable,
} from '../control/detection-rows.ts';

/** What is in force; entries of dictionaries are loaded where they are needed. */
export async function loadDetection(client: ClientBase): Promise<DetectionSettings> {
  const patterns = await detectionPatternTable.all(client);
  const dictionaries = await detectionDictionaryTable.all(client);
  const entries = await allowEntryTable.all(client);
  const detectors = await detectorSettingTable.all(client);
  const inState = (state: DetectorSetting['state']) =>
    detectors.filter((one) => one.state === state).map(({ id }) => id);
  return {
    patterns: patterns.filter(({ status }) => status === 'active').map(toOrganisationPattern),
    dictionaries: dictionaries
      .filter(({ status, version }) => status === 'active' && version > 0)
      .map(({ id, version, word, dataClass }) => ({ id, version, word, dataClass })),
    allowList: entries.filter(({ status }) => status === 'active').map(toAllowEntry),
    disabledDetectorIds: inState('off'),
    pluggedDetectorIds: inState('on'),
  };
}
