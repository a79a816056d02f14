import type { ContentStore } from '../ports/content-store.ts';
import type { Actor } from '../ports/control-store.ts';
import type { ControlContext } from './control-context.ts';

/** What commands about kept content need of the outside. */
export type ContentContext = ControlContext & { readonly content: ContentStore };

/** Who stands in the trail for what nobody ordered at that moment. */
export const UPKEEP: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };
