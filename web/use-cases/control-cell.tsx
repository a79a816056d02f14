import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { TextLink } from '../shell/links.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { CONTROL_WORDS } from '../words/use-case-words.ts';
import type { UseCase } from './use-case-states.ts';

type Controls = AnswerOf<'listPolicyControls'>;
type ControlledClass = Controls['rows'][number]['classes'][number];
type Rule = Controls['rules'][number];

/** What a page of use cases comes to by the policy, as it is looked up. */
export type ControlBook = {
  /** Null: the built-in policy decides, and no row of it can be opened. */
  readonly activeId: string | null;
  readonly classOf: (useCaseId: string, dataClass: string) => ControlledClass | undefined;
  readonly ruleOf: (id: string) => Rule | undefined;
  readonly mayPropose: boolean;
};

export function controlBook({ activeId, rows, rules }: Controls, mayPropose: boolean): ControlBook {
  const byUseCase = new Map(rows.map((row) => [row.useCaseId, row.classes]));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return {
    activeId,
    mayPropose,
    classOf: (useCaseId, dataClass) => byUseCase.get(useCaseId)?.find((one) => one.dataClass === dataClass),
    ruleOf: (id) => byId.get(id),
  };
}

const TONES: Readonly<Record<ControlledClass['effect'], Tone>> = { allow: 'good', ask: 'warn', refuse: 'stop' };

type ControlCellProps = { readonly book: ControlBook; readonly useCase: UseCase; readonly dataClass: string };

/** What holds for a use case and a class of data in a few words; unfolded by which rows, and the way to change it. */
export function ControlCell({ book, useCase, dataClass }: ControlCellProps) {
  const found = book.classOf(useCase.id, dataClass);
  if (found === undefined) return null;
  const { controls } = found;
  if (controls.length === 0 && !book.mayPropose) {
    return (
      <div className="controls">
        <InShort found={found} />
      </div>
    );
  }
  return (
    <details className="controls">
      <summary>
        <InShort found={found} />
      </summary>
      <ul>
        {controls.map(({ ruleId, always }) => (
          <li key={ruleId}>
            <ControlLine book={book} rule={book.ruleOf(ruleId)} always={always} />
          </li>
        ))}
        {book.mayPropose ? (
          <li className="no-print">
            <TextLink
              size="xs"
              to="/policy/new"
              search={{ useCase: useCase.id, dataClass }}
              aria-label={CONTROL_WORDS.addRowFor(useCase.name, dataClass)}
            >
              {CONTROL_WORDS.addRow}
            </TextLink>
          </li>
        ) : null}
      </ul>
    </details>
  );
}

type InShortProps = { readonly found: ControlledClass };

/** One line: what becomes of a call, and by how many rows; what each does stands in what unfolds. */
function InShort({ found: { stoppedBy, effect, controls } }: InShortProps) {
  if (stoppedBy === 'class_not_allowed') return <span>{CONTROL_WORDS.notAllowed}</span>;
  return (
    <>
      <Mark tone={stoppedBy === null ? TONES[effect] : 'stop'}>{CONTROL_WORDS.effects[effect]}</Mark>
      {controls.length === 0 ? null : <span> {CONTROL_WORDS.byRows(controls.length)}</span>}
    </>
  );
}

type ControlLineProps = { readonly book: ControlBook; readonly rule: Rule | undefined; readonly always: boolean };

function ControlLine({ book, rule, always }: ControlLineProps) {
  if (rule === undefined) return null;
  const { id, row, does, why } = rule;
  const when = always ? '' : row === null ? CONTROL_WORDS.someCalls : CONTROL_WORDS.whenOf(row);
  const opens = book.mayPropose && book.activeId !== null && row !== null;
  return (
    <>
      <span title={why}>
        {CONTROL_WORDS.deeds(does)}
        {when}
      </span>{' '}
      {opens ? (
        <TextLink size="xs" to="/policy/new" search={{ row: id }} aria-label={CONTROL_WORDS.change(id)}>
          {id}
        </TextLink>
      ) : (
        <Text span size="xs" c="dimmed">
          {row === null ? CONTROL_WORDS.cedar(id) : id}
        </Text>
      )}
    </>
  );
}
