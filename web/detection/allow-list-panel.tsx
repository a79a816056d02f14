import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { DETECTION_WORDS } from '../words/detection-words.ts';
import { AllowButton } from './allow-button.tsx';

type Entry = AnswerOf<'allowDetectedValue'>;

/** What passes although it is found. */
export function AllowListPanel() {
  const may = useMay();
  const query = { status: 'active' } as const;
  const entries = usePages('listDetectionAllowEntries', { query }, (page, signal) =>
    callOperation('listDetectionAllowEntries', { query: { ...query, ...page }, signal }),
  );
  const mayChange = may('control.write:protection');
  return (
    <Panel
      title={DETECTION_WORDS.allowList}
      note={DETECTION_WORDS.allowListNote}
      action={mayChange ? <AllowButton /> : undefined}
      flush
    >
      <Paged query={entries} empty={<Empty title={DETECTION_WORDS.noAllow} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{DETECTION_WORDS.value}</th>
                <th>{DETECTION_WORDS.findings}</th>
                <th>{DETECTION_WORDS.reason}</th>
                <th>{DETECTION_WORDS.until}</th>
                <th>{DETECTION_WORDS.by}</th>
                <th>
                  <span className="sr-only">{DETECTION_WORDS.end}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <EntryRow key={entry.id} entry={entry} mayChange={mayChange} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function EntryRow({ entry, mayChange }: { readonly entry: Entry; readonly mayChange: boolean }) {
  return (
    <tr>
      <td>
        {entry.value === null ? (
          DETECTION_WORDS.oneValue
        ) : (
          <>
            {DETECTION_WORDS.matches[entry.matchKind]} <bdi className="hash">{entry.value}</bdi>
          </>
        )}
      </td>
      <td data-label={DETECTION_WORDS.findings}>
        {entry.findingType?.replaceAll('_', ' ') ?? DETECTION_WORDS.anyType}
      </td>
      <td data-label={DETECTION_WORDS.reason} dir="auto">
        {entry.reason}
      </td>
      <td data-label={DETECTION_WORDS.until}>
        <Moment at={entry.expiresAt} day />
      </td>
      <td data-label={DETECTION_WORDS.by}>{entry.madeBy}</td>
      <td>
        {mayChange && entry.status === 'active' ? (
          <ReasonButton
            plain
            label={DETECTION_WORDS.end}
            note={DETECTION_WORDS.endNote}
            changes={['listDetectionAllowEntries']}
            carryOut={(_reason, idempotencyKey) =>
              callOperation('endDetectionAllowEntry', { params: { id: entry.id }, idempotencyKey })
            }
          />
        ) : null}
      </td>
    </tr>
  );
}
