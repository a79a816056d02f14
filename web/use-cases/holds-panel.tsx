import { Text } from '@mantine/core';
import { MatrixTable } from '../policy/matrix-table.tsx';
import { type MatrixRow, readPolicy } from '../policy/policy-document.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { USE_CASE_PAGE_WORDS } from '../words/use-case-words.ts';
import type { UseCase } from './use-case-states.ts';

/** The controls of a use case: rows of the matrix in force that may hold for its calls. */
export function HoldsPanel({ useCase }: { readonly useCase: UseCase }) {
  const mayRead = useMay()('control.read:policy');
  const inForce = useOperation('readPolicy', {}, { enabled: mayRead });
  if (!mayRead) return null;
  return (
    <Panel title={USE_CASE_PAGE_WORDS.holds} note={USE_CASE_PAGE_WORDS.holdsNote} flush>
      <Loaded query={inForce} lines={6}>
        {({ activeId }) =>
          activeId === null ? (
            <div className="more">
              <Text size="sm">{USE_CASE_PAGE_WORDS.builtIn}</Text>
            </div>
          ) : (
            <HoldingRows id={activeId} useCase={useCase} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function HoldingRows({ id, useCase }: { readonly id: string; readonly useCase: UseCase }) {
  const version = useOperation('readPolicyVersion', { params: { id } });
  return (
    <Loaded query={version} lines={6}>
      {({ document }) => <MatrixTable rows={readPolicy(document).matrix.filter((row) => mayHold(row, useCase))} />}
    </Loaded>
  );
}

/** Whether a row can be about calls of a use case; whose team or role it is about does not tell. */
function mayHold({ for: whose = {} }: MatrixRow, useCase: UseCase): boolean {
  const has = <Item,>(items: readonly Item[] | undefined, item: Item) => items?.includes(item) ?? true;
  const { lane } = useCase;
  return (
    has(whose.useCase, useCase.id) &&
    has(whose.category, useCase.category) &&
    has(whose.tier, useCase.tier) &&
    (lane === 'both' || has(whose.lane, lane)) &&
    (whose.allows?.some((name) => useCase.allowedDataClasses.includes(name)) ?? true)
  );
}
