import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Page } from '../states/page.tsx';
import { USE_CASE_PAGE_WORDS } from '../words/use-case-words.ts';
import { fieldsOf, type UseCaseTexts } from './edit-use-case.ts';
import { UseCaseForm } from './use-case-form.tsx';

/** Adds an entry to the taxonomy of what models are used for. */
export function NewUseCasePage() {
  const navigate = useNavigate();
  const make = useWrite({
    carryOut: (texts: UseCaseTexts, idempotencyKey) =>
      callOperation('createUseCase', { body: { id: texts.id.trim(), ...fieldsOf(texts) }, idempotencyKey }),
    changes: ['listUseCases'],
    done: async ({ id, name }) => {
      notifications.show({ message: USE_CASE_PAGE_WORDS.saved(name) });
      await navigate({ to: '/use-cases/$useCaseId', params: { useCaseId: id } });
    },
  });
  return (
    <Page title={USE_CASE_PAGE_WORDS.new} lead={USE_CASE_PAGE_WORDS.newLead}>
      <UseCaseForm error={make.error} isPending={make.isPending} onSave={(texts) => make.mutate(texts)} />
    </Page>
  );
}
