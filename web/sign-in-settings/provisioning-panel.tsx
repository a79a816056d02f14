import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { Facts } from '../states/facts.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { SET_UP_WORDS } from '../words/sign-in-set-up-words.ts';
import { GroupRules } from './group-rules.tsx';
import type { SetUp } from './sign-in-settings-page.tsx';

const WORDS = SET_UP_WORDS;

/** Whether a provider keeps people here, and what came of it. */
export function ProvisioningPanel({ setUp: { provisioning, publicAddress } }: { readonly setUp: SetUp }) {
  const { isOn, changedAt } = provisioning;
  return (
    <Panel
      title={WORDS.scim}
      note={isOn ? WORDS.scimNote : WORDS.scimOffNote}
      action={<Mark tone={isOn ? 'good' : 'plain'}>{isOn ? WORDS.scimOn : WORDS.scimOff}</Mark>}
    >
      <Facts
        facts={[
          [WORDS.scimAddress, `${publicAddress ?? window.location.origin}${provisioning.path}`],
          [WORDS.newPeople, provisioning.newPeopleTeamId ?? '–'],
          [WORDS.keptPeople, count(provisioning.people)],
          [WORDS.keptGroups, count(provisioning.groups)],
          [WORDS.changed, changedAt === null ? WORDS.never : <Moment key="at" at={changedAt} />],
        ]}
      />
      {isOn ? <GroupRules rules={provisioning.groupRoles} /> : null}
    </Panel>
  );
}
