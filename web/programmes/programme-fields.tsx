import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { PersonChoice } from '../people/person-choice.tsx';
import { Facts } from '../states/facts.tsx';
import { NO_HELP } from '../states/no-help.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';
import type { ProgrammeForm } from './programme-values.ts';

export type ProgrammeFieldsProps = {
  readonly form: ProgrammeForm;
  readonly models: AnswerOf<'listIncentiveModels'>['rows'];
  readonly teams: AnswerOf<'listTeams'>['rows'];
  readonly isNew?: boolean;
};

/** What a programme is about; its id and its model are chosen once. */
export function ProgrammeFields({ form, models, teams, isNew = false }: ProgrammeFieldsProps) {
  return (
    <>
      {isNew ? (
        <Beginning form={form} models={models} />
      ) : (
        <>
          <Facts
            facts={[
              [PROGRAMME_WORDS.id, form.values.id],
              [PROGRAMME_WORDS.model, models.find(({ id }) => id === form.values.model)?.name ?? form.values.model],
            ]}
          />
          <TextInput label={PROGRAMME_WORDS.nameField} dir="auto" {...form.getInputProps('name')} />
        </>
      )}
      <Checkbox.Group
        label={PROGRAMME_WORDS.teamsField}
        description={PROGRAMME_WORDS.teamsHelp}
        {...form.getInputProps('teamIds')}
      >
        <div className="grid-ticks">
          {teams.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput label={PROGRAMME_WORDS.ask} dir="auto" {...form.getInputProps('question')} />
      <TextInput
        label={PROGRAMME_WORDS.measure}
        description={PROGRAMME_WORDS.measureHelp}
        dir="auto"
        {...form.getInputProps('measure')}
      />
      <div className="grid-two">
        <TextInput label={PROGRAMME_WORDS.baseline} dir="auto" {...form.getInputProps('baseline')} />
        <TextInput label={PROGRAMME_WORDS.target} dir="auto" {...form.getInputProps('target')} />
      </div>
      <div className="grid-two">
        <PersonChoice
          label={PROGRAMME_WORDS.ownerField}
          description={NO_HELP}
          value={form.values.ownerPersonId}
          error={form.errors['ownerPersonId']}
          onChange={(ownerPersonId) => form.setFieldValue('ownerPersonId', ownerPersonId)}
        />
        <TextInput
          label={PROGRAMME_WORDS.endsField}
          description={PROGRAMME_WORDS.endsHelp}
          type="date"
          {...form.getInputProps('endsOn')}
        />
      </div>
    </>
  );
}

/** Its id and its model are chosen once. */
function Beginning({ form, models }: Pick<ProgrammeFieldsProps, 'form' | 'models'>) {
  return (
    <>
      <div className="grid-two">
        <TextInput label={PROGRAMME_WORDS.nameField} description={NO_HELP} dir="auto" {...form.getInputProps('name')} />
        <TextInput label={PROGRAMME_WORDS.id} description={PROGRAMME_WORDS.idHelp} {...form.getInputProps('id')} />
      </div>
      <NativeSelect
        label={PROGRAMME_WORDS.model}
        description={PROGRAMME_WORDS.modelHelp}
        data={models.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('model')}
      />
    </>
  );
}
