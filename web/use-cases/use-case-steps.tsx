import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { USE_CASE_PAGE_WORDS } from '../words/use-case-words.ts';
import type { UseCase } from './use-case-states.ts';

const CHANGES = ['listUseCases', 'readUseCase'] as const;
const WORDS = USE_CASE_PAGE_WORDS;

/** Block, unblock, archive, restore: what its state allows. */
export function UseCaseSteps({ useCase }: { readonly useCase: UseCase }) {
  const request = { params: { id: useCase.id }, ifRevision: useCase.revision } as const;
  if (useCase.status === 'archived') {
    return (
      <ReasonButton
        plain
        label={WORDS.restore}
        note={WORDS.restoreNote}
        changes={CHANGES}
        carryOut={(_reason, idempotencyKey) =>
          callOperation('restoreUseCase', { ...request, body: {}, idempotencyKey })
        }
      />
    );
  }
  const isActive = useCase.status === 'active';
  return (
    <>
      <ReasonButton
        plain
        label={isActive ? WORDS.block : WORDS.unblock}
        note={isActive ? WORDS.blockNote : WORDS.unblockNote}
        changes={CHANGES}
        carryOut={(_reason, idempotencyKey) =>
          callOperation('changeUseCase', {
            ...request,
            body: { status: isActive ? 'blocked' : 'active' },
            idempotencyKey,
          })
        }
      />
      <ReasonButton
        plain
        label={WORDS.archive}
        note={WORDS.archiveNote}
        changes={CHANGES}
        carryOut={(_reason, idempotencyKey) =>
          callOperation('archiveUseCase', { ...request, body: {}, idempotencyKey })
        }
      />
    </>
  );
}
