import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { NO_HELP } from '../states/no-help.tsx';
import { WORKFLOW_FORM_WORDS, WORKFLOW_WORDS } from '../words/workflow-words.ts';
import { FORMATS, METHODS, SECRET_KINDS } from './edit-workflow.ts';
import type { WorkflowFormState } from './workflow-form.tsx';

const WORDS = WORKFLOW_FORM_WORDS;

/** What is looked up: nothing, at a host, or in a view. */
export function WorkFields({ form }: { readonly form: WorkflowFormState }) {
  switch (form.values.kind) {
    case 'http':
      return <HostFields form={form} />;
    case 'sql':
      return <ViewFields form={form} />;
    default:
      return null;
  }
}

function HostFields({ form }: { readonly form: WorkflowFormState }) {
  const text = form.getInputProps;
  const plain = { autoComplete: 'off', spellCheck: false } as const;
  return (
    <>
      <TextInput label={WORDS.url} description={WORDS.urlHelp} {...plain} {...text('url')} />
      <div className="fields">
        <NativeSelect label={WORKFLOW_WORDS.method} data={METHODS} {...text('method')} />
        <TextInput label={WORDS.pick} placeholder={WORKFLOW_WORDS.whole} {...plain} {...text('pick')} />
        <TextInput label={WORDS.timeout} inputMode="numeric" {...text('timeout')} />
      </div>
      {form.values.method === 'POST' ? (
        <Textarea
          label={WORDS.body}
          rows={3}
          spellCheck={false}
          classNames={{ input: 'code-input' }}
          {...text('body')}
        />
      ) : null}
      <div className="fields">
        <TextInput label={WORDS.secretHeader} placeholder="authorization" {...plain} {...text('secretHeader')} />
        <NativeSelect
          label={WORDS.secretKind}
          data={SECRET_KINDS.map((kind) => ({ value: kind, label: WORDS.secretKinds[kind] }))}
          {...text('secretKind')}
        />
        <TextInput label={WORDS.secretPlace} placeholder="STATUS_API_KEY" {...plain} {...text('secretPlace')} />
      </div>
    </>
  );
}

function ViewFields({ form }: { readonly form: WorkflowFormState }) {
  const text = form.getInputProps;
  const plain = { autoComplete: 'off', spellCheck: false } as const;
  return (
    <>
      <div className="grid-two">
        <TextInput label={WORDS.view} description={WORDS.viewHelp} {...plain} {...text('view')} />
        <TextInput label={WORDS.columns} description={NO_HELP} {...plain} {...text('columns')} />
      </div>
      <Textarea
        label={WORDS.where}
        description={WORDS.whereHelp}
        rows={2}
        spellCheck={false}
        classNames={{ input: 'code-input' }}
        {...text('where')}
      />
      <div className="fields">
        <TextInput label={WORDS.order} {...plain} {...text('orderBy')} />
        <TextInput label={WORDS.rows} inputMode="numeric" {...text('rowsMax')} />
        <NativeSelect
          label={WORKFLOW_WORDS.format}
          data={FORMATS.map((format) => ({ value: format, label: WORKFLOW_WORDS.formats[format] }))}
          {...text('format')}
        />
        <TextInput label={WORDS.timeout} inputMode="numeric" {...text('timeout')} />
      </div>
    </>
  );
}
