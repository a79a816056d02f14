import { Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Fragment } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { percent } from '../figures/percent.ts';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Mark } from '../states/mark.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { ROUTING_WORDS } from '../words/routing-words.ts';

export type Route = AnswerOf<'listRoutes'>['rows'][number];
type Proportion = Route['errors'];

const WORDS = ROUTING_WORDS;
const CHANGES = ['listRoutes', 'readRouteSavings'] as const;

export type RouteTableProps = {
  readonly routes: readonly Route[];
  /** Use cases whose names head their rows; left out: all are of one. */
  readonly groups?: readonly string[];
};

/** Models that calls may be routed to, with what was seen of each and the steps of a person. */
export function RouteTable({ routes, groups }: RouteTableProps) {
  const mayChange = useMay()('control.write:catalogue');
  const columns = mayChange ? 6 : 5;
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.model}</th>
          <th>{WORDS.state}</th>
          <th className="number">{WORDS.agreement}</th>
          <th className="number">{WORDS.errors}</th>
          <th>{WORDS.curve}</th>
          {mayChange ? (
            <th>
              <span className="sr-only">{WORDS.steps}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      {(groups ?? [undefined]).map((useCaseId) => {
        const own = useCaseId === undefined ? routes : routes.filter((row) => row.useCaseId === useCaseId);
        return (
          <tbody key={useCaseId ?? ''}>
            {useCaseId === undefined ? null : <GroupRow useCaseId={useCaseId} columns={columns} route={own[0]} />}
            {own.map((row) => (
              <RouteRow key={row.modelId} route={row} mayChange={mayChange} />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

type GroupRowProps = { readonly useCaseId: string; readonly columns: number; readonly route: Route | undefined };

function GroupRow({ useCaseId, columns, route }: GroupRowProps) {
  const mode = route?.mode ?? 'off';
  return (
    <tr>
      <th colSpan={columns} scope="rowgroup" className="table-group">
        <Group gap="xs">
          <TextLink to="/routing/$useCaseId" params={{ useCaseId }} fw={600}>
            <Named of="use_case" id={useCaseId} />
          </TextLink>
          <Mark tone={mode === 'on' ? 'good' : 'plain'}>{WORDS.modes[mode]}</Mark>
          <Text size="xs" c="dimmed" fw={400}>
            {WORDS.modesHelp[mode]}
          </Text>
        </Group>
      </th>
    </tr>
  );
}

function RouteRow({ route, mayChange }: { readonly route: Route; readonly mayChange: boolean }) {
  const { pairs, tests } = route;
  return (
    <tr>
      <td>{route.modelId}</td>
      <td data-label={WORDS.state}>
        <div>
          <Mark tone={route.state === 'serving' ? 'good' : 'stop'}>{WORDS.states[route.state]}</Mark>
          <LastChange change={route.change} />
        </div>
      </td>
      <td data-label={WORDS.agreement} className="number">
        <div>
          {pairs.length === 0 ? <Dimmed>{WORDS.notCompared}</Dimmed> : null}
          {pairs.map(({ referenceId, agreement }) => (
            <Fragment key={referenceId}>
              <Part proportion={agreement} isFallen={tests.agreement.fallen} />
              <Dimmed>{WORDS.against(referenceId)}</Dimmed>
            </Fragment>
          ))}
        </div>
      </td>
      <td data-label={WORDS.errors} className="number">
        <div>
          {route.errors.of === 0 ? (
            <Dimmed>{WORDS.noCalls}</Dimmed>
          ) : (
            <Part proportion={route.errors} isFallen={tests.errors.fallen} />
          )}
        </div>
      </td>
      <td data-label={WORDS.curve}>
        {route.calibrationVersion === null ? <Dimmed>{WORDS.noCurve}</Dimmed> : WORDS.curves(route.calibrationVersion)}
      </td>
      {mayChange ? (
        <td>
          <RouteSteps route={route} />
        </td>
      ) : null}
    </tr>
  );
}

function LastChange({ change }: Pick<Route, 'change'>) {
  if (change === null) return null;
  return (
    <Text size="xs" c="dimmed" mt={4} maw={260}>
      {change.cause === null ? '' : `${WORDS.causes[change.cause]}: `}
      <bdi>{change.reason}</bdi> · <bdi>{change.changedBy}</bdi> · <Moment at={change.updatedAt} />
    </Text>
  );
}

/** The part, how many it is of, and what may be said for certain. */
function Part({ proportion: { count: counted, of, part, low, high }, isFallen }: PartProps) {
  return (
    <>
      <span>
        {part === null ? '–' : percent(part)} {isFallen ? <Mark tone="stop">{WORDS.below}</Mark> : null}
      </span>
      <Dimmed>{WORDS.ofMany(count(counted), count(of))}</Dimmed>
      <Dimmed>{WORDS.interval(percent(low), percent(high))}</Dimmed>
    </>
  );
}

type PartProps = { readonly proportion: Proportion; readonly isFallen: boolean };

function Dimmed({ children }: { readonly children: string }) {
  return (
    <Text size="xs" c="dimmed" component="span" display="block">
      {children}
    </Text>
  );
}

/** Stepping back, letting go on, and making a curve of what was compared. */
function RouteSteps({ route: { useCaseId, modelId, state, pairs } }: { readonly route: Route }) {
  const named = { useCaseId, modelId };
  const isServing = state === 'serving';
  return (
    <Group gap={6} wrap="nowrap">
      <ReasonButton
        label={isServing ? WORDS.stepBack : WORDS.resume}
        note={isServing ? WORDS.stepBackNote : WORDS.resumeNote}
        changes={CHANGES}
        carryOut={(reason, idempotencyKey) =>
          callOperation(isServing ? 'stepBackRoute' : 'resumeRoute', { body: { ...named, reason }, idempotencyKey })
        }
      />
      {pairs.length === 0 ? null : (
        <ReasonButton
          plain
          label={WORDS.calibrate}
          note={WORDS.calibrateNote}
          changes={CHANGES}
          carryOut={async (_reason, idempotencyKey) => {
            const made = await callOperation('calibrateRoute', { body: named, idempotencyKey });
            const [before, after] = [made.brierRaw, made.brierCalibrated].map((value) => value.toFixed(3));
            notifications.show({
              message: WORDS.calibrated(made.version, count(made.observations), before ?? '', after ?? ''),
            });
          }}
        />
      )}
    </Group>
  );
}
