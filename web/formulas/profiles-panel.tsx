import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay, useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { COMPARISON_WORDS } from '../words/comparison-words.ts';
import { ProfileDialog } from './profile-dialog.tsx';

export type Profile = AnswerOf<'listScoreProfiles'>['rows'][number];

const WORDS = COMPARISON_WORDS;

export function useProfiles() {
  return usePages('listScoreProfiles', {}, (page, signal) =>
    callOperation('listScoreProfiles', { query: { ...page }, signal }),
  );
}

/** Whose work is compared with whose, where somebody said so. */
export function ProfilesPanel() {
  const profiles = useProfiles();
  const mayChange = useMay()('control.write:outcomes');
  return (
    <Panel
      title={WORDS.profiles}
      note={WORDS.profilesNote}
      flush
      action={mayChange ? <ProfileDialog label={WORDS.set} /> : undefined}
    >
      <Paged query={profiles} empty={<Empty title={WORDS.noProfiles}>{WORDS.noProfilesWhy}</Empty>}>
        {(rows) => <ProfileTable rows={rows} mayChange={mayChange} />}
      </Paged>
    </Panel>
  );
}

function ProfileTable({ rows, mayChange }: { readonly rows: readonly Profile[]; readonly mayChange: boolean }) {
  const { person } = useSession();
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.person}</th>
          <th>{WORDS.family}</th>
          <th>{WORDS.trained}</th>
          <th>{WORDS.reuse}</th>
          <th>{WORDS.changed}</th>
          {mayChange ? <th>{WORDS.change}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.personId}>
            <td>
              <PersonLink id={row.personId} />
            </td>
            <td data-label={WORDS.family} dir="auto">
              {row.roleFamily}
            </td>
            <td data-label={WORDS.trained}>{row.isTrained ? WORDS.yes : WORDS.no}</td>
            <td data-label={WORDS.reuse}>{row.canBeReused ? WORDS.yes : WORDS.no}</td>
            <td data-label={WORDS.changed}>
              <Moment at={row.updatedAt} day />
            </td>
            {mayChange ? (
              <td data-label={WORDS.change}>
                {row.personId === person.id ? null : <ProfileDialog label={WORDS.change} profile={row} />}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
