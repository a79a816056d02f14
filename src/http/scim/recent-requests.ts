import type { ProvisioningRequest } from '../../domain/identity/sign-in-set-up.ts';

/** What a provider asked for last, of this process and since it began. */
export type RecentRequests = {
  readonly note: (request: ProvisioningRequest) => void;
  /** Newest first. */
  readonly list: () => readonly ProvisioningRequest[];
};

const REQUESTS_KEPT_MAX = 20;
/** Whoever asks writes the address: only names that we know are shown again. */
const RESOURCES: ReadonlySet<string> = new Set([
  ...['Users', 'Groups', 'ServiceProviderConfig', 'ResourceTypes', 'Schemas'],
]);
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

export function createRecentRequests(): RecentRequests {
  const kept: ProvisioningRequest[] = [];
  return {
    note: ({ atMs, method, resource, status }) => {
      kept.unshift({
        ...{ atMs, status },
        method: METHODS.has(method) ? method : 'other',
        resource: RESOURCES.has(resource) ? resource : 'other',
      });
      kept.length = Math.min(kept.length, REQUESTS_KEPT_MAX);
    },
    list: () => [...kept],
  };
}
