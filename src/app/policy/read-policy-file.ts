import type { z } from 'zod';
import { Declaration } from '../../contract/configuration.ts';
import { PolicyDocument } from '../../contract/policy-document.ts';
import type { PlacedRemark } from '../../control/read-policy.ts';
import type { PolicyDocument as Document } from '../../domain/policy/policy-document.ts';
import { ConfigurationFile } from '../settings/configuration-file.ts';
import { parseYamlFile } from '../settings/parse-yaml-file.ts';

export type PolicyFile = {
  readonly document: Document;
  /** What the same file declares; everything empty for a file that holds a policy alone. */
  readonly organisation: z.output<typeof Declaration>;
  /** Where something that was remarked on stands, as `file:line`. */
  readonly placeOf: (remark: Pick<PlacedRemark, 'pointer' | 'line'>) => string;
};

export type ReadPolicyFile =
  | { readonly kind: 'policy'; readonly policy: PolicyFile }
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

/** Members by which a file is known as one that holds a whole configuration. */
const CONFIGURATION_MEMBER = /^(?:server|organisation|policy)\s*:/m;

/** Reads a policy from a file of its own, or from the part "policy" of tokenward.yaml. */
export function readPolicyFile(text: string, file: string): ReadPolicyFile {
  return CONFIGURATION_MEMBER.test(text) ? readFromConfiguration(text, file) : readAlone(text, file);
}

function readAlone(text: string, file: string): ReadPolicyFile {
  const parsed = parseYamlFile(text, file, PolicyDocument);
  if (parsed.kind === 'faults') return parsed;
  const organisation = Declaration.parse({});
  const placeOf = placesIn({ file, path: [], lineOf: parsed.lineOf, text });
  return { kind: 'policy', policy: { document: parsed.value, organisation, placeOf } };
}

function readFromConfiguration(text: string, file: string): ReadPolicyFile {
  const parsed = parseYamlFile(text, file, ConfigurationFile);
  if (parsed.kind === 'faults') return parsed;
  const { policy, organisation } = parsed.value;
  if (policy === null) {
    const lines = [
      `${file}:1:1  there is no part "policy" in this file → write one, or name the file that holds the policy`,
    ];
    return { kind: 'faults', lines };
  }
  const placeOf = placesIn({ file, path: ['policy'], lineOf: parsed.lineOf, text });
  return { kind: 'policy', policy: { document: policy, organisation, placeOf } };
}

/** Text of rules in a block begins on the line after its mark. */
function placesIn(given: {
  readonly file: string;
  readonly path: readonly string[];
  readonly lineOf: (path: readonly string[]) => number;
  readonly text: string;
}): PolicyFile['placeOf'] {
  const lines = given.text.split('\n');
  return ({ pointer, line }) => {
    const first = given.lineOf([...given.path, ...pointer.split('/').slice(1)]);
    const isBlock = /[|>][-+\d]*\s*(?:#.*)?$/.test(lines[first - 1] ?? '');
    return `${given.file}:${line === null ? first : first + line - (isBlock ? 0 : 1)}`;
  };
}
