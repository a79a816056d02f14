import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { Caller, Named } from '../names/names.tsx';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { CALLS_WORDS, OPEN_CALLS_WORDS } from '../words/calls-words.ts';

type OpenCall = AnswerOf<'listOpenCalls'>['rows'][number];

const WORDS = OPEN_CALLS_WORDS;
const SHOWN_MAX = 100;

/** Calls that were let through and have not ended, or of which the store does not know it yet. */
export function useOpenCalls() {
  const mayRead = useMay()('control.read:usage');
  return { mayRead, query: useOperation('listOpenCalls', { query: { limit: SHOWN_MAX } }, { enabled: mayRead }) };
}

export function OpenCallsPanel() {
  const { mayRead, query } = useOpenCalls();
  if (!mayRead) return null;
  return (
    <Panel title={WORDS.title} note={WORDS.note} flush>
      <Loaded query={query} lines={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={WORDS.none} />
            </div>
          ) : (
            <>
              <div className="table-scroll">
                <OpenCallTable calls={rows} />
              </div>
              {rows.length < SHOWN_MAX ? null : <div className="more">{WORDS.more(SHOWN_MAX)}</div>}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function OpenCallTable({ calls }: { readonly calls: readonly OpenCall[] }) {
  return (
    <table className="table table-stack table-lines">
      <thead>
        <tr>
          <th>{WORDS.since}</th>
          <th>{CALLS_WORDS.who}</th>
          <th>{CALLS_WORDS.team}</th>
          <th>{CALLS_WORDS.useCase}</th>
          <th>{CALLS_WORDS.model}</th>
          <th>{WORDS.gateway}</th>
          <th className="number">{WORDS.held}</th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <tr key={call.callId}>
            <td>
              <Moment at={call.admittedAt} />
            </td>
            <td data-label={CALLS_WORDS.who}>
              {call.personId === null && call.serviceAccountId === null ? CALLS_WORDS.nobody : <Caller of={call} />}
            </td>
            <td data-label={CALLS_WORDS.team}>
              <Named of="team" id={call.teamId} />
            </td>
            <td data-label={CALLS_WORDS.useCase}>
              <Named of="use_case" id={call.useCaseId} />
            </td>
            <td data-label={CALLS_WORDS.model}>{call.modelId ?? call.requestedModel}</td>
            <td data-label={WORDS.gateway}>{call.gatewayId}</td>
            <td data-label={WORDS.held} className="number line-named">
              {call.heldNanodollars === null ? WORDS.nothingHeld : dollars(call.heldNanodollars)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
