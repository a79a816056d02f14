import type { ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import {
  adoptView,
  changeView,
  createView,
  type ListedView,
  listViews,
  setViewStatus,
} from '../../control/saved-views.ts';
import { type Permission, permits } from '../../domain/identity/permission.ts';
import { type Ask, answer, type Handlers } from './control-handler.ts';
import { toWireRow } from './wire-rows.ts';

type ViewOperation = 'listMyViews' | 'createMyView' | 'changeMyView' | 'archiveMyView' | 'restoreMyView' | 'adoptView';

export function viewHandlers(context: ControlContext): Handlers<ViewOperation> {
  return {
    listMyViews: async ({ query, ...ask }) => {
      const views = await listViews(context, ask.commander, { page: query.page, mayRead: readingOf(ask) });
      return isControlRefusal(views) ? views : answer({ rows: views.map(toWireView) });
    },
    createMyView: async ({ body, ...ask }) =>
      out(await createView(context, ask.commander, { ...body, mayRead: readingOf(ask) })),
    changeMyView: async ({ body, ...ask }) =>
      out(await changeView(context, ask.commander, { ...addressOf(ask), changes: body })),
    archiveMyView: async (ask) =>
      out(await setViewStatus(context, ask.commander, { ...addressOf(ask), status: 'archived' })),
    restoreMyView: async (ask) =>
      out(await setViewStatus(context, ask.commander, { ...addressOf(ask), status: 'active' })),
    adoptView: async (ask) => out(await adoptView(context, ask.commander, addressOf(ask))),
  };
}

type Reading = Pick<Ask<'listMyViews'>, 'caller' | 'grant'>;

/** What whoever asks may read: by the roles of a session, or by the scopes of a key. */
function readingOf({ caller, grant }: Reading): (permission: Permission) => boolean {
  return (permission) =>
    caller === undefined ? grant.scopes.includes(permission.scope) : permits(caller.held, permission);
}

function addressOf(ask: Reading & Pick<Ask<'adoptView'>, 'params' | 'expectedRevision'>) {
  return { id: ask.params.id, expectedRevision: ask.expectedRevision, mayRead: readingOf(ask) };
}

function out(listed: ListedView | ControlRefusal) {
  return isControlRefusal(listed) ? listed : answer(toWireView(listed));
}

function toWireView({ stored, ...rest }: ListedView) {
  return { ...toWireRow(stored), ...rest };
}
