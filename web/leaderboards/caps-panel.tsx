import { decimalDollars } from '../figures/amounts.ts';
import { callOperation } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { LEADERBOARD_WORDS } from '../words/leaderboard-words.ts';
import type { Move } from './leaderboard-page.tsx';

const ID_CHARACTERS_MAX = 63;

/** Caps that are proposed for use cases of the highest tier, set together once somebody has looked at them. */
export function CapsPanel({ caps }: Pick<Move, 'caps'>) {
  const maySet = useMay()('control.write:budgets');
  return (
    <Panel
      title={LEADERBOARD_WORDS.caps}
      note={LEADERBOARD_WORDS.capsNote}
      flush
      action={
        maySet && caps.length > 0 ? (
          <ReasonButton
            plain
            label={LEADERBOARD_WORDS.setCaps}
            note={LEADERBOARD_WORDS.setCapsNote}
            carryOut={() => setCaps(caps)}
            changes={['readLeaderboard', 'listEnvelopes', 'listForecasts']}
          />
        ) : undefined
      }
    >
      {caps.length === 0 ? (
        <div className="more">
          <Empty title={LEADERBOARD_WORDS.noCaps} />
        </div>
      ) : (
        <table className="table table-stack">
          <thead>
            <tr>
              <th>{LEADERBOARD_WORDS.useCase}</th>
              <th className="number">{LEADERBOARD_WORDS.cap}</th>
              <th>{LEADERBOARD_WORDS.why}</th>
            </tr>
          </thead>
          <tbody>
            {caps.map(({ useCaseId, hardCap, why }) => (
              <tr key={useCaseId}>
                <td>{useCaseId}</td>
                <td className="number" data-label={LEADERBOARD_WORDS.cap}>
                  {decimalDollars(hardCap)}
                </td>
                <td data-label={LEADERBOARD_WORDS.why}>{why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

/** One after the other: where one cannot be set, those before it are, and the list says what is left. */
async function setCaps(caps: Move['caps']): Promise<void> {
  for (const { useCaseId, ownerPersonId, hardCap } of caps) {
    const id = `cap-${useCaseId}`.slice(0, ID_CHARACTERS_MAX);
    const owner = ownerPersonId === null ? {} : { ownerPersonId };
    await callOperation('createEnvelope', {
      body: { id, name: `Cap of ${useCaseId}`, ...owner, scope: { useCaseId }, hardCap },
    });
  }
}
