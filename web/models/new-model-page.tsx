import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Page } from '../states/page.tsx';
import { MODEL_WORDS } from '../words/model-words.ts';
import { fieldsOf, type ModelTexts } from './edit-model.ts';
import { ModelForm } from './model-form.tsx';

/** Makes a model that use cases can have in their stack. */
export function NewModelPage() {
  const navigate = useNavigate();
  const make = useWrite({
    carryOut: (texts: ModelTexts, idempotencyKey) =>
      callOperation('createModel', { body: { id: texts.id.trim(), ...fieldsOf(texts) }, idempotencyKey }),
    changes: ['listModels'],
    done: async ({ id }) => {
      notifications.show({ message: MODEL_WORDS.saved(id) });
      await navigate({ to: '/models/$modelId', params: { modelId: id } });
    },
  });
  return (
    <Page title={MODEL_WORDS.make} lead={MODEL_WORDS.newLead}>
      <ModelForm error={make.error} isPending={make.isPending} onSave={(texts) => make.mutate(texts)} />
    </Page>
  );
}
