import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { CONTEST_WORDS } from '../words/contest-words.ts';

type Score = NonNullable<AnswerOf<'readScoreContest'>['score']>;
type Line = Part['lines'][number];
type Part = Score['parts'][number];

/** What the contest is about first, line by line; then the rest of the score, so that the sum can be checked. */
export function DisputedPanels({ score, rule }: { readonly score: Score; readonly rule: string | null }) {
  const disputed =
    rule === null ? score.parts : score.parts.map((part) => only(part, rule)).filter((part) => part !== undefined);
  const rest = rule === null ? [] : score.parts.map((part) => without(part, rule)).filter((part) => part !== undefined);
  return (
    <>
      <Panel title={CONTEST_WORDS.disputed} note={CONTEST_WORDS.disputedNote} flush>
        {disputed.length === 0 ? (
          <div className="more">
            <Empty title={CONTEST_WORDS.noLine} />
          </div>
        ) : (
          <LineTable parts={disputed} />
        )}
      </Panel>
      {rest.length === 0 ? null : (
        <Panel title={CONTEST_WORDS.rest} note={CONTEST_WORDS.restNote} flush>
          <LineTable parts={rest} />
        </Panel>
      )}
    </>
  );
}

/** The whole part when it is what is disputed, else its lines of that rule. */
function only(part: Part, rule: string): Part | undefined {
  if (part.rule === rule) return part;
  const lines = part.lines.filter((line) => line.rule === rule);
  return lines.length === 0 ? undefined : { ...part, lines };
}

function without(part: Part, rule: string): Part | undefined {
  return part.rule === rule ? undefined : { ...part, lines: part.lines.filter((line) => line.rule !== rule) };
}

function LineTable({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{CONTEST_WORDS.rule}</th>
            <th>{CONTEST_WORDS.evidence}</th>
            <th className="number">{CONTEST_WORDS.points}</th>
          </tr>
        </thead>
        <tbody>
          {parts.flatMap((part) => [
            <tr key={part.rule} className="table-sum">
              <td>{part.words}</td>
              <td />
              <td className="number" data-label={CONTEST_WORDS.points}>
                {pointsInWords(part.points)}
              </td>
            </tr>,
            ...withoutRepeats(part.lines).map(({ line, times }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one rule can say the same, and never move
              <tr key={`${part.rule} ${line.rule} ${at}`}>
                <td>
                  {line.words}
                  {times === 1 ? null : <Text span size="sm" c="dimmed">{` ${CONTEST_WORDS.times(times)}`}</Text>}
                </td>
                <td data-label={CONTEST_WORDS.evidence} className="hash">
                  {CONTEST_WORDS.restsOn(line.evidenceIds)}
                </td>
                <td data-label={CONTEST_WORDS.points} className="number">
                  {pointsInWords(line.points)}
                </td>
              </tr>
            )),
          ])}
        </tbody>
      </table>
    </div>
  );
}

/** Lines that say the same and are worth nothing stand once, with how often they came. */
function withoutRepeats(lines: readonly Line[]): readonly { readonly line: Line; readonly times: number }[] {
  const repeats = (line: Line) => line.points === 0 && line.evidenceIds.length === 0;
  const alike = Map.groupBy(lines.filter(repeats), ({ rule, words }) => `${rule} ${words}`);
  return [
    ...lines.filter((line) => !repeats(line)).map((line) => ({ line, times: 1 })),
    ...[...alike.values()].flatMap(([line, ...more]) => (line === undefined ? [] : [{ line, times: 1 + more.length }])),
  ];
}

/** To a thousandth, as the ledger has them: what is contested is checked to the last digit. */
export function pointsInWords(points: number): string {
  return points.toFixed(3);
}
