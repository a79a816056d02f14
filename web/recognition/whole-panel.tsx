import { NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { namesOf } from '../filters/filter-select.tsx';
import { NO_HELP } from '../states/no-help.tsx';
import { Panel } from '../states/panel.tsx';
import { RECOGNITION_WORDS } from '../words/recognition-words.ts';
import { RULE_WORDS } from '../words/rule-words.ts';
import type { Rule } from './rule-page.tsx';

export type RulePartProps = { readonly rule: Rule; readonly onChange: (rule: Rule) => void };

const SHOWN = namesOf(RECOGNITION_WORDS.shownTo);
const SHARE = { min: 60, max: 70 } as const;

/** What holds for all categories: the pool, its split, who may show what. */
export function WholePanel({ rule, onChange }: RulePartProps) {
  const number = (name: 'poolPoints' | 'teamSharePercent' | 'complianceMinPercent') => (value: number | string) => {
    if (typeof value === 'number') onChange({ ...rule, [name]: value });
  };
  return (
    <Panel title={RULE_WORDS.whole} note={RULE_WORDS.split(rule.teamSharePercent)}>
      <Stack gap="md">
        <SplitBar teams={rule.teamSharePercent} />
        <div className="figure-fields">
          <NumberInput
            label={RULE_WORDS.share}
            description={RULE_WORDS.shareHelp}
            value={rule.teamSharePercent}
            {...SHARE}
            allowDecimal={false}
            suffix=" %"
            onChange={number('teamSharePercent')}
          />
          <NumberInput
            label={RULE_WORDS.compliance}
            description={RULE_WORDS.complianceHelp}
            value={rule.complianceMinPercent}
            min={50}
            max={100}
            allowDecimal={false}
            suffix=" %"
            onChange={number('complianceMinPercent')}
          />
          <NumberInput
            label={RULE_WORDS.pool}
            description={NO_HELP}
            value={rule.poolPoints}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            thousandSeparator=","
            onChange={number('poolPoints')}
          />
          <TextInput
            label={RULE_WORDS.means}
            description={RULE_WORDS.meansHelp}
            value={rule.pointMeans ?? ''}
            dir="auto"
            onChange={({ currentTarget: { value } }) => onChange({ ...rule, pointMeans: value === '' ? null : value })}
          />
          <NativeSelect
            label={RULE_WORDS.shown}
            description={RULE_WORDS.shownHelp}
            value={rule.peopleShown}
            data={SHOWN.map((name) => ({ value: name, label: RECOGNITION_WORDS.shownTo[name] }))}
            onChange={({ currentTarget }) =>
              onChange({
                ...rule,
                peopleShown: SHOWN.find((name) => name === currentTarget.value) ?? rule.peopleShown,
              })
            }
          />
        </div>
        <Text size="xs" c="dimmed">
          {RULE_WORDS.announced}: {RULE_WORDS.announcedNote}
        </Text>
      </Stack>
    </Panel>
  );
}

/** The split as it looks; the words above say it. */
function SplitBar({ teams }: { readonly teams: number }) {
  return (
    <ul className="weights" aria-hidden>
      <li style={{ flexGrow: teams }}>
        <Text size="xs">
          {RULE_WORDS.teams} · {teams} %
        </Text>
      </li>
      <li style={{ flexGrow: 100 - teams }}>
        <Text size="xs">
          {RULE_WORDS.people} · {100 - teams} %
        </Text>
      </li>
    </ul>
  );
}
