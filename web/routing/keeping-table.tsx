import type { AnswerOf } from '../../src/contract/routes.ts';
import { bytesInWords } from '../figures/bytes.ts';
import { counted } from '../figures/counts.ts';
import { TextLink } from '../shell/links.tsx';
import { CACHE_WORDS } from '../words/routing-words.ts';
import { USE_CASE_WORDS } from '../words/use-case-words.ts';
import type { UseCase } from './edit-rule.ts';
import { spanInWords } from './span-in-words.ts';

const WORDS = CACHE_WORDS;

export type KeepingTableProps = {
  readonly useCases: readonly UseCase[];
  readonly stored: AnswerOf<'readCache'>['shared']['useCases'];
};

/** Use cases that keep answers: for whom, for how long, and what lies in the store. */
export function KeepingTable({ useCases, stored }: KeepingTableProps) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.useCase}</th>
            <th>{WORDS.scope}</th>
            <th>{WORDS.age}</th>
            <th>{WORDS.upTo}</th>
            <th>{WORDS.which}</th>
            <th>{WORDS.inStore}</th>
          </tr>
        </thead>
        <tbody>
          {useCases.map(({ id, name, cache }) => {
            const kept = stored.find(({ useCaseId }) => useCaseId === id);
            return (
              <tr key={id}>
                <td>
                  <TextLink to="/routing/$useCaseId" params={{ useCaseId: id }} dir="auto">
                    {name}
                  </TextLink>
                </td>
                <td data-label={WORDS.scope}>{WORDS.scopes[cache.scope]}</td>
                <td data-label={WORDS.age}>{spanInWords(cache.ttlSeconds)}</td>
                <td data-label={WORDS.upTo}>{USE_CASE_WORDS.classes[cache.dataClassMax]}</td>
                <td data-label={WORDS.which}>{WORDS.whichOf[cache.answers]}</td>
                <td data-label={WORDS.inStore}>
                  {cache.kept === 'memory'
                    ? WORDS.memoryAlone
                    : `${counted(kept?.answers ?? 0, WORDS.answersOf)}, ${bytesInWords(kept?.bytes ?? 0)}`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
