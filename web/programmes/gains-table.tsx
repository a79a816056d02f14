import type { AnswerOf } from '../../src/contract/routes.ts';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';
import { gainInWords, HONEST_EXTRA } from './read-gains.ts';

type Attacks = AnswerOf<'readProgrammeSimulation'>['attacks'];

/** A row a way of gaming, a column an effort: the gain, and the ends of its interval beneath. */
export function GainsTable({ attacks }: { readonly attacks: Attacks }) {
  const efforts = attacks[0]?.efforts.map(({ effort }) => effort) ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className="table-scroll" aria-label={PROGRAMME_WORDS.gains} tabIndex={0}>
      <table className="table table-inset table-wide">
        <thead>
          <tr>
            <th>{PROGRAMME_WORDS.strategy}</th>
            {efforts.map((effort) => (
              <th key={effort} className="number">
                {PROGRAMME_WORDS.atEffort(effort)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attacks.map(({ strategy, efforts: gains }) => (
            <tr key={strategy} className={strategy === HONEST_EXTRA ? 'table-sum' : undefined}>
              <td>{strategy === HONEST_EXTRA ? PROGRAMME_WORDS.honest : strategy.replaceAll('_', ' ')}</td>
              {gains.map(({ effort, gain, gainLower95, gainUpper95 }) => (
                <td key={effort} className="number">
                  {gainInWords(gain)}
                  <span className="interval">
                    {gainInWords(gainLower95)} … {gainInWords(gainUpper95)}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
