import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { RetireButton } from '../teams/retire-button.tsx';
import { MODEL_WORDS } from '../words/model-words.ts';
import type { Model } from './models-page.tsx';

const WORDS = MODEL_WORDS;
const CHANGES = ['listModels', 'readModel'] as const;

/** Block, unblock, archive, restore: what its state allows. */
export function ModelSteps({ model }: { readonly model: Model }) {
  const of = { params: { id: model.id } };
  const isActive = model.status === 'active';
  return (
    <>
      {model.status === 'archived' ? null : (
        <ReasonButton
          plain
          label={isActive ? WORDS.block : WORDS.unblock}
          note={isActive ? WORDS.blockNote : WORDS.unblockNote}
          changes={CHANGES}
          carryOut={(_reason, idempotencyKey) =>
            callOperation('changeModel', {
              ...of,
              ifRevision: model.revision,
              body: { status: isActive ? 'blocked' : 'active' },
              idempotencyKey,
            })
          }
        />
      )}
      <RetireButton
        name={model.id}
        status={model.status}
        changes={CHANGES}
        archive={(idempotencyKey) => callOperation('archiveModel', { ...of, body: {}, idempotencyKey })}
        restore={(idempotencyKey) => callOperation('restoreModel', { ...of, body: {}, idempotencyKey })}
      />
    </>
  );
}
