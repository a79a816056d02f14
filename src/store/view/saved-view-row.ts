import type { SavedView } from '../../domain/view/saved-view.ts';
import { nounTable } from '../control/noun-table.ts';

type SavedViewRow = {
  readonly id: string;
  readonly page: SavedView['page'];
  readonly name: string;
  readonly search: SavedView['search'];
  readonly owner_person_id: string;
  readonly shared_with: SavedView['sharedWith'];
  readonly team_id: string | null;
  readonly status: SavedView['status'];
};

export const savedViewTable = nounTable<SavedView, SavedViewRow>({
  table: 'saved_view',
  columns: ['id', 'page', 'name', 'search', 'owner_person_id', 'shared_with', 'team_id', 'status'],
  toRow: (view) => ({
    id: view.id,
    page: view.page,
    name: view.name,
    search: JSON.stringify(view.search),
    owner_person_id: view.ownerPersonId,
    shared_with: view.sharedWith,
    team_id: view.teamId,
    status: view.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    page: row.page,
    name: row.name,
    search: row.search,
    ownerPersonId: row.owner_person_id,
    sharedWith: row.shared_with,
    teamId: row.team_id,
    status: row.status,
  }),
});
