import { Text } from '@mantine/core';
import { count } from '../figures/counts.ts';
import { type Fact, Facts } from '../states/facts.tsx';
import { Panel } from '../states/panel.tsx';
import { WORKFLOW_WORDS } from '../words/workflow-words.ts';
import { type Parameter, placeOf, type Work } from './edit-workflow.ts';
import type { Workflow } from './workflows-page.tsx';

const WORDS = WORKFLOW_WORDS;

/** What is given, what is looked up, and the answer that comes of it. */
export function DefinitionPanel({ workflow: { parameters, work, answer } }: { readonly workflow: Workflow }) {
  return (
    <Panel title={WORDS.kinds[work.kind]}>
      <pre className="asset-text" dir="auto">
        {answer}
      </pre>
      {work.kind === 'static' ? null : <Facts facts={workFacts(work)} />}
      {parameters.length === 0 ? (
        <Text size="sm" c="dimmed">
          {WORDS.noParameters}
        </Text>
      ) : (
        <ParameterTable parameters={parameters} />
      )}
    </Panel>
  );
}

function ParameterTable({ parameters }: { readonly parameters: readonly Parameter[] }) {
  return (
    <table className="table table-stack table-inset">
      <thead>
        <tr>
          <th>{WORDS.parameter}</th>
          <th>{WORDS.is}</th>
          <th>{WORDS.means}</th>
          <th>{WORDS.given}</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map((parameter) => (
          <tr key={parameter.name}>
            <td>
              <code>{`{{${parameter.name}}}`}</code>
            </td>
            <td data-label={WORDS.is}>{kindInWords(parameter)}</td>
            <td data-label={WORDS.means} dir="auto">
              {parameter.description}
            </td>
            <td data-label={WORDS.given}>
              {parameter.default === null ? WORDS.mustBeGiven : WORDS.otherwise(parameter.default)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function kindInWords({ kind, choices, min, max }: Parameter): string {
  const bounds = [min === null ? [] : WORDS.from(count(min)), max === null ? [] : WORDS.upTo(count(max))].flat();
  return [WORDS.kindsOf[kind], kind === 'choice' ? choices.join(', ') : [], ...bounds].flat().join(' ');
}

function workFacts(work: Exclude<Work, { readonly kind: 'static' }>): readonly Fact[] {
  switch (work.kind) {
    case 'http':
      return [
        [WORDS.method, work.method],
        [WORDS.url, work.url],
        ...(work.body === null ? [] : [[WORDS.body, work.body] as const]),
        [WORDS.pick, work.pick ?? WORDS.whole],
        ...(work.secret === null ? [] : [[WORDS.secret, secretInWords(work.secret)] as const]),
        [WORDS.timeout, count(work.timeoutMs)],
        [WORDS.bytes, count(work.bytesMax)],
      ];
    case 'sql':
      return [
        [WORDS.view, work.view],
        [WORDS.columns, work.columns.join(', ')],
        [WORDS.where, work.where.map(({ column, parameter }) => `${column} = {{${parameter}}}`).join(', ')],
        ...(work.orderBy === null ? [] : [[WORDS.order, work.orderBy] as const]),
        [WORDS.rows, count(work.rowsMax)],
        [WORDS.format, WORDS.formats[work.format]],
        [WORDS.timeout, count(work.timeoutMs)],
      ];
  }
}

function secretInWords({ header, reference }: NonNullable<Extract<Work, { readonly kind: 'http' }>['secret']>): string {
  return WORDS.secretAs(header, placeOf(reference));
}
