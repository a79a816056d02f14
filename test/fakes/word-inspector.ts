import type { Finding } from '../../src/domain/detection/finding.ts';
import type { FindingType } from '../../src/domain/detection/finding-types.ts';
import type { InspectedText, Inspector } from '../../src/ports/inspector.ts';

/** What the fake finds: made-up words that no real detector knows, so that tests do not hang on detectors. */
export const SECRET = 'hush-hush-4711';
export const PERSON = 'Person 1234567';

const TYPES: readonly (FindingType & { readonly pattern: RegExp })[] = [
  {
    type: 'test_credential',
    group: 'credential',
    dataClass: 'restricted',
    word: 'a credential of the tests',
    instead: 'Name where it is kept instead.',
    pattern: /hush-hush-\d{1,8}/g,
  },
  {
    type: 'test_person',
    group: 'personal',
    dataClass: 'confidential',
    word: 'a person of the tests',
    instead: 'Write "the person" instead.',
    pattern: /Person \d{7}|\b1234567\b/g,
  },
];

/** Finds the words above. `seen` is told of each text that it was asked to look at. */
export function wordInspector(seen: (text: InspectedText) => void = () => undefined): Inspector {
  return {
    version: 'words-1',
    typeOf: (type) => TYPES.find((row) => row.type === type),
    inspect: (texts) =>
      texts.map((each) => {
        seen(each);
        return { findings: findingsIn(each.text), failures: [] };
      }),
  };
}

function findingsIn(text: string): readonly Finding[] {
  const found = TYPES.flatMap(({ type, pattern }) =>
    [...text.matchAll(pattern)].map(({ index, 0: value }) => ({
      type,
      start: index,
      end: index + value.length,
      confidence: 99,
      detectorId: 'words',
      detectorVersion: 1,
    })),
  );
  return found.sort((one, other) => one.start - other.start);
}
