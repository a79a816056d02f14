import { Types } from 'scimmy';
import type { ControlRefusal } from '../../control/control-refusal.ts';

/** Keywords of RFC 7644, 3.12, by which providers tell errors apart. */
export type ScimType =
  | 'uniqueness'
  | 'tooMany'
  | 'invalidFilter'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue';

/** Why a request of a provider is not carried out. */
export type ScimProblem = { readonly status: number; readonly scimType: ScimType | null; readonly detail: string };

/** Thrown within a change, so that its transaction is undone; `problemOf` reads it again. */
export function scimError(status: number, scimType: ScimType | null, detail: string): Error {
  return new Types.Error(status, scimType ?? '', detail);
}

/** The problem that was thrown, by us or by the library; undefined where it is neither. */
export function problemOf(error: unknown): ScimProblem | undefined {
  if (!(error instanceof Types.Error)) return undefined;
  const { status, message } = error;
  return { status, scimType: SCIM_TYPES.find((one) => one === error.scimType) ?? null, detail: message };
}

const SCIM_TYPES: readonly ScimType[] = [
  ...(['uniqueness', 'tooMany', 'invalidFilter', 'mutability'] as const),
  ...(['invalidSyntax', 'invalidPath', 'noTarget', 'invalidValue'] as const),
];

/** A refusal of the control plane in the words of the protocol. */
export function problemOfRefusal({ code, why }: ControlRefusal): ScimProblem {
  if (code === 'not_found') return { status: 404, scimType: null, detail: why };
  if (code === 'already_exists') return { status: 409, scimType: 'uniqueness', detail: why };
  if (code === 'in_use') return { status: 409, scimType: null, detail: why };
  if (code === 'managed_by_file') return { status: 400, scimType: 'mutability', detail: why };
  return { status: 400, scimType: 'invalidValue', detail: why };
}

export function toWireError({ status, scimType, detail }: ScimProblem) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType === null ? {} : { scimType }),
    detail,
  };
}
