import { Text } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { KEEPING_WORDS } from '../words/content-words.ts';
import { NO_SCOPE, ScopeFields, scopeInWords, scopeOf } from './scope-fields.tsx';

const CHANGES = ['listContentHolds'] as const;

/** The listing behind the panel, asked by the page, which waits for it. */
export function useHolds() {
  return usePages('listContentHolds', {}, (page, signal) => callOperation('listContentHolds', { query: page, signal }));
}

/** What must not be destroyed, and why. */
export function HoldsPanel({ holds }: { readonly holds: ReturnType<typeof useHolds> }) {
  const [scope, setScope] = useState(NO_SCOPE);
  const place = (
    <ReasonButton
      label={KEEPING_WORDS.hold}
      note={KEEPING_WORDS.holdsNote}
      changes={CHANGES}
      fields={<ScopeFields scope={scope} onChange={setScope} />}
      carryOut={(reason, idempotencyKey) =>
        callOperation('placeContentHold', { body: { ...scopeOf(scope), reason }, idempotencyKey })
      }
    />
  );
  return (
    <Panel title={KEEPING_WORDS.holds} note={KEEPING_WORDS.holdsNote} action={place} flush>
      <Paged query={holds} empty={<Empty title={KEEPING_WORDS.noHold} />}>
        {(rows) => (
          <ul className="line-list inset">
            {rows.map((hold) => (
              <li key={hold.id} className="line">
                <span>
                  <Text size="sm">
                    <Mark tone={hold.state === 'in_force' ? 'warn' : 'plain'}>
                      {KEEPING_WORDS.holdStates[hold.state]}
                    </Mark>{' '}
                    {scopeInWords(hold)}
                  </Text>
                  <Text size="xs" c="dimmed" dir="auto">
                    {hold.placedBy}: {hold.reason} · <Moment at={hold.createdAt} />
                    {hold.liftReason === null ? '' : ` · ${hold.liftedBy}: ${hold.liftReason}`}
                  </Text>
                </span>
                {hold.state === 'in_force' ? (
                  <ReasonButton
                    label={KEEPING_WORDS.lift}
                    note={KEEPING_WORDS.liftNote}
                    changes={CHANGES}
                    carryOut={(reason, idempotencyKey) =>
                      callOperation('liftContentHold', { params: { id: hold.id }, body: { reason }, idempotencyKey })
                    }
                  />
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </Panel>
  );
}
