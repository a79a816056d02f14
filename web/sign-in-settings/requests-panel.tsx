import { Moment } from '../figures/moment.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { SET_UP_WORDS } from '../words/sign-in-set-up-words.ts';
import type { SetUp } from './sign-in-settings-page.tsx';

const WORDS = SET_UP_WORDS;
const REFUSED_FROM = 400;

/** What a provider asked for last: the first place to look when nobody arrives. */
export function RequestsPanel({ setUp: { provisioning } }: { readonly setUp: SetUp }) {
  const { requests } = provisioning;
  return (
    <Panel title={WORDS.requests} note={WORDS.requestsNote} flush>
      {requests.length === 0 ? (
        <div className="more">
          <Empty title={WORDS.noRequests} />
        </div>
      ) : (
        <div className="table-scroll">
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{WORDS.at}</th>
                <th>{WORDS.what}</th>
                <th>{WORDS.answer}</th>
              </tr>
            </thead>
            <tbody>
              {requests.map(({ at, method, resource, status }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two requests of one moment are alike
                <tr key={`${at} ${place}`}>
                  <td>
                    <Moment at={at} />
                  </td>
                  <td data-label={WORDS.what}>
                    {method} {resource}
                  </td>
                  <td data-label={WORDS.answer}>
                    <Mark tone={status >= REFUSED_FROM ? 'stop' : 'good'}>{status}</Mark>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
