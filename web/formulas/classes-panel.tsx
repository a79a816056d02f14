import { PersonLink } from '../people/person-link.tsx';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay, useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { COMPARISON_WORDS } from '../words/comparison-words.ts';
import { ClassChoice } from './class-choice.tsx';

const WORDS = COMPARISON_WORDS;
const ROWS_MAX = 500;

/** What the panel asks; the page waits for both, so that nothing moves. */
export function useClasses() {
  const useCases = useOperation('listUseCases', { query: { limit: ROWS_MAX, status: 'active' } });
  const classes = useOperation('listScoreClasses', { query: { limit: ROWS_MAX } });
  return { useCases, classes };
}

/** How hard work of each use case is: by it the target moves that work is measured by. */
export function ClassesPanel() {
  const { useCases, classes } = useClasses();
  const mayChange = useMay()('control.write:outcomes');
  const { person } = useSession();
  const said = new Map((classes.data?.rows ?? []).map(({ useCaseId, difficulty }) => [useCaseId, difficulty]));
  return (
    <Panel title={WORDS.classes} note={WORDS.classesNote} flush>
      <Loaded query={useCases} lines={6}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={WORDS.noUseCases} />
            </div>
          ) : (
            <div className="table-scroll">
              <table className="table table-stack">
                <thead>
                  <tr>
                    <th>{WORDS.useCase}</th>
                    <th>{WORDS.owner}</th>
                    <th>{WORDS.difficulty}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.id}>
                      <td>
                        <TextLink to="/use-cases/$useCaseId" params={{ useCaseId: row.id }} dir="auto">
                          {row.name}
                        </TextLink>
                      </td>
                      <td data-label={WORDS.owner}>
                        {row.ownerPersonId === null ? WORDS.nobody : <PersonLink id={row.ownerPersonId} />}
                      </td>
                      <td data-label={WORDS.difficulty}>
                        <ClassChoice
                          useCase={row}
                          difficulty={said.get(row.id)}
                          mayChange={mayChange || row.ownerPersonId === person.id}
                        />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
