import { checkDocument } from '../../control/read-policy.ts';
import type { CaseCatalog } from '../../domain/policy/case-facts.ts';
import { checkUseCases } from '../../domain/policy/check-policy.ts';
import { writeCedarRule } from '../../domain/policy/write-cedar.ts';
import { createCedarLanguage } from './cedar-language.ts';
import type { PolicyFile } from './read-policy-file.ts';

/** A case as it came out: `faults` is empty when it came out as it says. */
export type ShownCase = {
  readonly name: string;
  readonly place: string;
  readonly faults: readonly string[];
  /** False: it names what only the server knows. */
  readonly isTried: boolean;
};

export type PolicyFileCheck = {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  readonly cases: readonly ShownCase[];
  /** All rules as Cedar text, those of the matrix too; empty when there are faults. */
  readonly cedar: string;
};

/**
 * What is wrong with a policy, without a server: each line with its place and what to do. Use cases and models are those
 * that the same file declares. A file that declares none of a kind leaves names of that kind unchecked: the server knows.
 */
export async function checkPolicyFile(file: PolicyFile): Promise<PolicyFileCheck> {
  const { organisation, document, placeOf } = file;
  const catalog: CaseCatalog = {
    useCases: new Map(organisation.useCases.map((row) => [row.id, row])),
    models: new Map(organisation.models.map((row) => [row.id, row])),
  };
  const isAlone = catalog.useCases.size === 0 && catalog.models.size === 0;
  const checked = await checkDocument(createCedarLanguage(), document, catalog);
  const remarks = checked.remarks.filter(({ severity, what }) => severity === 'fault' || !isAlone || !isOfNames(what));
  const line = (remark: (typeof remarks)[number]): string => `${placeOf(remark)}  ${remark.what} → ${remark.remedy}`;
  return {
    faults: remarks.filter(({ severity }) => severity === 'fault').map(line),
    warnings: remarks.filter(({ severity }) => severity === 'warning').map(line),
    cases: checked.cases.map(({ index, name, faults, decision }) => {
      const isTried = decision !== null || !isAlone;
      return {
        name,
        isTried,
        faults: isTried ? faults : [],
        place: placeOf({ pointer: `/cases/${index}`, line: null }),
      };
    }),
    cedar: checked.rules.map(writeCedarRule).join('\n'),
  };
}

/** Remarks on names that only an organisation can know. */
function isOfNames(what: string): boolean {
  return /names the (?:use case|model)|holds for no use case/.test(what);
}

/** Use cases of a file that nobody answers for, or that need named approvers. */
export function warnOfUseCases(
  useCases: PolicyFile['organisation']['useCases'],
  placeOf: (path: readonly string[]) => string,
): readonly string[] {
  return checkUseCases(useCases).map(({ useCaseId, what, remedy }) => {
    const index = useCases.findIndex(({ id }) => id === useCaseId);
    return `${placeOf(['organisation', 'useCases', String(index)])}  ${what} → ${remedy}`;
  });
}
