import { NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../figures/moment.tsx';
import { namesOf } from '../filters/filter-select.tsx';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { KEEPING_WORDS } from '../words/content-words.ts';

const OWNERS = namesOf(KEEPING_WORDS.owners);

/** The listing behind the panel, asked by the page, which waits for it. */
export function useErasures() {
  return usePages('listContentErasures', {}, (page, signal) =>
    callOperation('listContentErasures', { query: page, signal }),
  );
}

/** Who was erased, and how far it has come. */
export function ErasuresPanel({ erasures }: { readonly erasures: ReturnType<typeof useErasures> }) {
  return (
    <Panel title={KEEPING_WORDS.erasures} note={KEEPING_WORDS.erasuresNote} action={<EraseButton />} flush>
      <Paged query={erasures} empty={<Empty title={KEEPING_WORDS.noErasure} />}>
        {(rows) => (
          <ul className="line-list inset">
            {rows.map((erasure) => (
              <li key={erasure.id} className="line">
                <span>
                  <Text size="sm">
                    <Mark tone={erasure.state === 'done' ? 'good' : 'warn'}>
                      {KEEPING_WORDS.erasureStates[erasure.state]}
                    </Mark>{' '}
                    <Named of="person" id={erasure.ownerId} />
                  </Text>
                  <Text size="xs" c="dimmed" dir="auto">
                    {erasure.orderedBy}: {erasure.reason} · <Moment at={erasure.createdAt} />
                  </Text>
                </span>
                <Text size="sm" className="line-end figures">
                  {KEEPING_WORDS.destroyed(erasure.recordsDestroyed)}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </Panel>
  );
}

function EraseButton() {
  const [ownerKind, setOwnerKind] = useState<(typeof OWNERS)[number]>('person');
  const [ownerId, setOwnerId] = useState('');
  return (
    <ReasonButton
      label={KEEPING_WORDS.erase}
      note={KEEPING_WORDS.erasuresNote}
      changes={['listContentErasures']}
      isReady={ownerId.trim() !== ''}
      fields={
        <>
          <NativeSelect
            label={KEEPING_WORDS.ownerKind}
            value={ownerKind}
            data={OWNERS.map((name) => ({ value: name, label: KEEPING_WORDS.owners[name] }))}
            onChange={({ currentTarget }) =>
              setOwnerKind(OWNERS.find((name) => name === currentTarget.value) ?? ownerKind)
            }
          />
          <TextInput
            label={KEEPING_WORDS.owner}
            value={ownerId}
            autoComplete="off"
            onChange={({ currentTarget }) => setOwnerId(currentTarget.value)}
          />
        </>
      }
      carryOut={async (reason, idempotencyKey) => {
        await callOperation('eraseContent', { body: { ownerKind, ownerId: ownerId.trim(), reason }, idempotencyKey });
        setOwnerId('');
      }}
    />
  );
}
