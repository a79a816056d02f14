import { Types } from 'scimmy';
import type { Commander } from '../../control/control-context.ts';
import type { ProvisioningContext } from '../../control/provisioning-context.ts';
import { scimError } from './scim-problem.ts';
import { readNames, type ScimPage } from './scim-query.ts';
import { tried } from './wire-scim-users.ts';

/** A request of a provider whose key was looked at. */
export type ScimExchange = {
  readonly context: ProvisioningContext;
  readonly commander: Commander;
  readonly method: string;
  /** Of the resource; null where the list of them is meant. */
  readonly id: string | null;
  readonly query: URLSearchParams;
  /** Null where nothing was sent. */
  readonly body: unknown;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  /** Before every address of a resource. */
  readonly base: string;
};

export type ScimAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly version?: string;
  readonly location?: string;
};

/** Thrown where the caller has not seen the version that stands now. */
export function checkVersion({ ifMatch }: Pick<ScimExchange, 'ifMatch'>, version: string): void {
  if (ifMatch === undefined || ifMatch === '*') return;
  const seen = ifMatch.split(',').map((one) => one.trim());
  if (!seen.includes(version)) throw scimError(412, null, `It is at version ${version}, not at ${ifMatch}.`);
}

/** Which attributes an answer has; undefined: all. */
export function readWanted(query: URLSearchParams): Types.Filter | undefined {
  const wanted = readNames(query, 'attributes');
  const unwanted = readNames(query, 'excludedAttributes');
  if (wanted.length > 0) return tried(() => new Types.Filter(wanted.map((name) => `${name} pr`).join(' and ')));
  if (unwanted.length === 0) return undefined;
  return tried(() => new Types.Filter(unwanted.map((name) => `${name} np`).join(' and ')));
}

/** A page of a list; the library's own cuts pages that were cut already. */
export function listAnswer(
  page: ScimPage,
  listed: { readonly total: number; readonly resources: readonly unknown[] },
): ScimAnswer {
  return {
    status: 200,
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: listed.total,
      startIndex: page.startIndex,
      itemsPerPage: listed.resources.length,
      Resources: listed.resources,
    },
  };
}
