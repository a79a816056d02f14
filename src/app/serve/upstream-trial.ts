import type { TryUpstream } from '../../http/control/catalog-handlers.ts';
import { checkUpstreams } from '../doctor/check-upstreams.ts';
import type { ServerSettings } from '../settings/server-settings.ts';

/** As the doctor looks at upstreams, from within the server: is the key at hand, does the address answer. Nothing is sent. */
export function upstreamTrial(settings: ServerSettings): TryUpstream {
  return async ({ id, baseUrl, key }) => {
    const found = await checkUpstreams([{ id, baseUrl, key, status: 'active' }], { settings, keysAreHere: true });
    return found.map(({ state, sentence, remedy }) => ({ state, sentence, remedy }));
  };
}
