import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { amountInWords } from '../figures/amounts.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useWrite } from '../request/use-write.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { TRANSFER_WORDS } from '../words/transfer-words.ts';
import { AMOUNT, amountOf } from './envelope-fields.tsx';
import { TRANSFER_CHANGES } from './transfer-decision.ts';

type MyEnvelopes = AnswerOf<'listMyEnvelopes'>;
type Owned = MyEnvelopes['owned'][number];
type Texts = {
  readonly mine: string;
  readonly way: string;
  readonly other: string;
  readonly amount: string;
  readonly why: string;
};

const WORDS = TRANSFER_WORDS;
const WHY_MAX = 1_000;

export type ProposePanelProps = { readonly envelopes: MyEnvelopes; readonly beginId: string | undefined };

/** What an owner would hand over, or would like to have; the owner of the other budget is asked. */
export function ProposePanel({ envelopes, beginId }: ProposePanelProps) {
  const form = useProposal(envelopes, beginId);
  const { mine: mineId, other: otherId } = form.values;
  const mine = envelopes.owned.find(({ id }) => id === mineId);
  const partners = partnersOf(mine, envelopes);
  const other = partners.find(({ id }) => id === otherId);
  const write = useWrite({
    carryOut: (texts: Texts, idempotencyKey) =>
      callOperation('proposeTransfer', { body: proposalOf(texts), idempotencyKey }),
    changes: TRANSFER_CHANGES,
    done: ({ sentence, consenterId }) => {
      form.setValues({ amount: '', why: '' });
      notifications.show({ message: WORDS.proposed(sentence, consenterId) });
    },
  });
  useFieldFaults(form, write.error);
  const text = form.getInputProps;
  return (
    <Panel title={WORDS.propose} note={WORDS.proposeNote}>
      <form onSubmit={form.onSubmit((texts) => write.mutate(texts))} noValidate className="narrow">
        <Stack gap="sm">
          {write.error === null ? null : <Trouble error={write.error} />}
          <div className="grid-pairs">
            <NativeSelect
              label={WORDS.mine}
              data={envelopes.owned.filter(isHandedOver).map(({ id, name }) => ({ value: id, label: name }))}
              {...text('mine')}
            />
            <NativeSelect
              label={WORDS.way}
              data={namesOf(WORDS.ways).map((value) => ({ value, label: WORDS.ways[value] }))}
              {...text('way')}
            />
          </div>
          {partners.length === 0 ? (
            <Text size="sm">{WORDS.noOther}</Text>
          ) : (
            <NativeSelect
              label={WORDS.other}
              description={other === undefined ? undefined : consentsOf(other)}
              data={[
                { value: '', label: WORDS.choose },
                ...partners.map(({ id, name, ownerPersonId }) => ({
                  value: id,
                  label: WORDS.ownedBy(name, ownerPersonId),
                })),
              ]}
              {...text('other')}
            />
          )}
          <TextInput
            label={mine === undefined ? WORDS.amount : `${WORDS.amount}, ${mine.unit}`}
            description={mine === undefined ? undefined : WORDS.free(amountInWords(mine.available, mine.unit))}
            inputMode="decimal"
            {...text('amount')}
          />
          <Textarea
            label={WORDS.why}
            description={WORDS.whyHelp}
            maxLength={WHY_MAX}
            autosize
            dir="auto"
            {...text('why')}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={write.isPending} disabled={partners.length === 0}>
              {WORDS.propose}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function useProposal({ owned }: MyEnvelopes, beginId: string | undefined) {
  const begin = owned.find(({ id }) => id === beginId) ?? owned.find(isHandedOver);
  return useForm<Texts>({
    initialValues: { mine: begin?.id ?? '', way: 'give', other: '', amount: '', why: '' },
    validate: {
      other: (id) => (id === '' ? WORDS.otherWrong : null),
      amount: (text) => (AMOUNT.test(text.trim()) ? null : WORDS.amountWrong),
      why: (text) => (text.trim() === '' ? WORDS.whyWrong : null),
    },
  });
}

/** What counts calls at once is not used up, and so not handed over. */
function isHandedOver({ unit }: Pick<Owned, 'unit'>): boolean {
  return unit !== 'concurrency';
}

type Partner = MyEnvelopes['others'][number];

/** Those that count the same; lanes never share a budget. One's own stand among them: then governance answers. */
function partnersOf(mine: Owned | undefined, { owned, others }: MyEnvelopes): readonly Partner[] {
  if (mine === undefined) return [];
  const own = owned.map((envelope): Partner => ({ ...envelope, ownerPersonId: null }));
  return [...others, ...own].filter(
    ({ id, unit, lane }) =>
      id !== mine.id && unit === mine.unit && (lane === null || mine.lane === null || lane === mine.lane),
  );
}

function consentsOf({ ownerPersonId }: Partner): string {
  return ownerPersonId === null ? WORDS.consentsStandIn : WORDS.consents(ownerPersonId);
}

function proposalOf({ mine, way, other, amount, why }: Texts) {
  const ends =
    way === 'ask' ? { fromEnvelopeId: other, toEnvelopeId: mine } : { fromEnvelopeId: mine, toEnvelopeId: other };
  return { ...ends, amount: amountOf(amount), why: why.trim() };
}
