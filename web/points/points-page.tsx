import { NativeSelect, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Figure } from '../figures/figure.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { periodInWords } from '../finance/periods.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { POINT_WORDS } from '../words/point-words.ts';
import { alikeLines } from './alike-lines.ts';
import { ContestPanel } from './contest-panel.tsx';
import { PostingsPanel } from './postings-panel.tsx';

type Explanation = AnswerOf<'explainMyScore'>;

const route = getRouteApi('/points');

/** Where every point comes from, what would raise it, and how to say that it is wrong. Nobody else sees it. */
export function PointsPage() {
  const scores = useOperation('listMyScores', {});
  return (
    <Page title={POINT_WORDS.title} lead={POINT_WORDS.lead}>
      <Loaded query={scores} lines={10}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Panel title={POINT_WORDS.months}>
              <Empty title={POINT_WORDS.none} action={<TextLink to="/outcomes/new">{POINT_WORDS.submit}</TextLink>}>
                {POINT_WORDS.noneWhy}
              </Empty>
            </Panel>
          ) : (
            <Months periods={rows.map(({ period }) => period)} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Months({ periods }: { readonly periods: readonly string[] }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const period = periods.find((one) => one === search.month) ?? periods[0] ?? '';
  const explanation = useOperation('explainMyScore', { params: { period } });
  return (
    <Stack gap="md">
      <NativeSelect
        label={POINT_WORDS.month}
        data={periods.map((value) => ({ value, label: periodInWords(value) }))}
        value={period}
        w={180}
        className="no-print"
        onChange={(event) => void navigate({ search: { month: event.currentTarget.value }, replace: true })}
      />
      <Loaded query={explanation} lines={10}>
        {(data) => <ScoreDetail score={data} />}
      </Loaded>
    </Stack>
  );
}

function ScoreDetail({ score }: { readonly score: Explanation }) {
  return (
    <Stack gap="md">
      <Panel title={POINT_WORDS.score} note={score.points === null ? score.sentence : POINT_WORDS.scoreNote}>
        <Stack gap="md">
          <div className="grid-figures">
            <Figure
              label={POINT_WORDS.points}
              value={score.points === null ? POINT_WORDS.withheld : points(score.points)}
              note={POINT_WORDS.ofHundred}
              rows="parts"
            />
            {score.shown === null ? null : (
              <Figure
                label={POINT_WORDS.shown}
                value={points(score.shown.points)}
                note={POINT_WORDS.between(points(score.shown.lower), points(score.shown.upper))}
                rows="parts"
              />
            )}
            <Figure
              label={POINT_WORDS.outcomes}
              value={
                <TextLink to="/outcomes" inherit>
                  {score.outcomes}
                </TextLink>
              }
              note={POINT_WORDS.version(score.formulaVersion)}
            />
          </div>
          <Text size="sm" c="dimmed">
            {score.arithmetic}
          </Text>
        </Stack>
      </Panel>
      <Parts score={score} />
      <div className="grid-two">
        <Sentences title={POINT_WORDS.raise} sentences={score.raise} none={POINT_WORDS.nothingRaises} />
        <ContestPanel period={score.period} rules={score.parts.map(({ rule, words }) => ({ rule, words }))} />
      </div>
      <PostingsPanel period={score.period} />
    </Stack>
  );
}

function Parts({ score: { parts, period } }: { readonly score: Explanation }) {
  const isProven = parts.some(({ lines }) => lines.some(({ evidenceIds }) => evidenceIds.length > 0));
  return (
    <Panel
      id="parts"
      title={POINT_WORDS.parts}
      note={POINT_WORDS.partsNote}
      flush
      action={<RowsExport of="exportMyPostingsCsv" request={{ params: { period } }} note={POINT_WORDS.exportNote} />}
    >
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{POINT_WORDS.rule}</th>
            {isProven ? <th>{POINT_WORDS.evidence}</th> : null}
            <th className="number">{POINT_WORDS.points}</th>
          </tr>
        </thead>
        <tbody>
          {parts.flatMap((part) => [
            <tr key={part.rule} className="table-sum">
              <td>{part.words}</td>
              {isProven ? <td /> : null}
              <td className="number" data-label={POINT_WORDS.points}>
                {points(part.points)}
              </td>
            </tr>,
            ...alikeLines(part.lines).map(({ key, line, many }) => (
              <tr key={`${part.rule} ${key}`}>
                <td>
                  {line.words}
                  {many === 1 ? null : <span className="dimmed"> {POINT_WORDS.times(many)}</span>}
                </td>
                {isProven ? <td data-label={POINT_WORDS.evidence}>{POINT_WORDS.restsOn(line.evidenceIds)}</td> : null}
                <td data-label={POINT_WORDS.points} className="number">
                  {many === 1 ? null : <span className="dimmed">{POINT_WORDS.each} </span>}
                  {points(line.points)}
                </td>
              </tr>
            )),
          ])}
        </tbody>
      </table>
    </Panel>
  );
}

type SentencesProps = { readonly title: string; readonly sentences: readonly string[]; readonly none: string };

function Sentences({ title, sentences, none }: SentencesProps) {
  return (
    <Panel title={title}>
      {sentences.length === 0 ? (
        <Empty title={none} />
      ) : (
        <ul className="sentences">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** With a minus as wide as the figures, and none before a nought. */
function points(value: number): string {
  const text = Math.abs(value).toFixed(1);
  return value < 0 && text !== '0.0' ? `−${text}` : text;
}
