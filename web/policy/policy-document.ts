import type { RequestOf } from '../../src/client/operation-request.ts';

type Written = RequestOf<'checkPolicy'>['body']['document'];

/** A policy with every part there, as the editor holds it and as the server takes it. */
export type Policy = { readonly [Name in keyof Written]-?: NonNullable<Written[Name]> };
export type MatrixRow = Policy['matrix'][number];
export type PolicyCase = Policy['cases'][number];

export const EMPTY_POLICY: Policy = { matrix: [], rules: '', cases: [], approvalsNeeded: 1 };

/** The document of a version, as the contract keeps it; what is left out stands empty. */
export function readPolicy(document: Readonly<Record<string, unknown>>): Policy {
  const whole = { ...EMPTY_POLICY, ...document };
  return isPolicy(whole) ? whole : EMPTY_POLICY;
}

/** Versions are kept by the schema that a browser does not have; whether all parts are there is all that is looked at. */
function isPolicy(value: object): value is Policy {
  return (
    'matrix' in value &&
    Array.isArray(value.matrix) &&
    'cases' in value &&
    Array.isArray(value.cases) &&
    'rules' in value &&
    typeof value.rules === 'string'
  );
}
