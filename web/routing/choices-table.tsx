import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Named } from '../names/names.tsx';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { ROUTING_WORDS } from '../words/routing-words.ts';
import type { RoutingSearch } from './routing-search.ts';

type Choice = AnswerOf<'readRouteSavings'>['choices'][number];

const WORDS = ROUTING_WORDS;

export type ChoicesTableProps = { readonly choices: readonly Choice[]; readonly search: RoutingSearch };

/** Where calls went that a rule looked at, and why; each number leads to the calls of that model. */
export function ChoicesTable({ choices, search }: ChoicesTableProps) {
  const maySee = useMay()('control.read:usage');
  if (choices.length === 0)
    return (
      <div className="more">
        <Empty title={WORDS.choicesNone}>{WORDS.savedNoneWhy}</Empty>
      </div>
    );
  const { useCase: _chosen, ...time } = search;
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.useCase}</th>
            <th>{WORDS.model}</th>
            <th>{WORDS.why}</th>
            <th className="number">{WORDS.callsLooked}</th>
          </tr>
        </thead>
        <tbody>
          {choices.map((row) => {
            const { useCaseId, modelId } = row;
            return (
              <tr key={`${useCaseId} ${modelId} ${row.reason}`}>
                <td>{useCaseId === null ? WORDS.noUseCase : <Named of="use_case" id={useCaseId} />}</td>
                <td data-label={WORDS.model}>{modelId}</td>
                <td data-label={WORDS.why}>{row.inWords}</td>
                <td data-label={WORDS.callsLooked} className="number">
                  {maySee && useCaseId !== null && modelId !== null ? (
                    <TextLink
                      to="/calls"
                      search={{ range: '30d', ...time, useCase: useCaseId, model: modelId }}
                      inherit
                      aria-label={WORDS.callsOf(count(row.calls), useCaseId, modelId)}
                    >
                      {count(row.calls)}
                    </TextLink>
                  ) : (
                    count(row.calls)
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
