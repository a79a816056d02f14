import { ClassChoice } from '../formulas/class-choice.tsx';
import { useOperation } from '../request/use-operation.ts';
import { useMay, useSession } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { COMPARISON_WORDS } from '../words/comparison-words.ts';
import type { UseCase } from './use-case-states.ts';

const CLASSES_MAX = 500;

/** How hard work of a use case is, as its owner says: by it the target moves that scores are reckoned by. */
export function HardPanel({ useCase }: { readonly useCase: UseCase }) {
  const classes = useOperation('listScoreClasses', { query: { limit: CLASSES_MAX } });
  const mayChange = useMay()('control.write:outcomes');
  const { person } = useSession();
  return (
    <Panel title={COMPARISON_WORDS.hard} note={COMPARISON_WORDS.classesNote}>
      <Loaded query={classes} lines={1}>
        {({ rows }) => (
          <ClassChoice
            useCase={useCase}
            difficulty={rows.find(({ useCaseId }) => useCaseId === useCase.id)?.difficulty}
            mayChange={mayChange || useCase.ownerPersonId === person.id}
          />
        )}
      </Loaded>
    </Panel>
  );
}
