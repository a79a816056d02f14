import type { z } from 'zod';
import type { Declaration } from '../../contract/configuration.ts';
import { applyDeclaration, CONFIGURATION_APPLIED, planDeclaration } from '../../control/configuration.ts';
import type { Declared, PlannedChange } from '../../control/configuration-plan.ts';
import { readConfigurationVersion } from '../../control/configuration-versions.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { priceIdOf } from '../../control/price-rules.ts';
import type { AuditEvent } from '../../domain/audit/chain.ts';
import { CALENDAR_ID } from '../../domain/budget/kept-calendar.ts';
import type { AuditStore } from '../../ports/audit-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import {
  fromWireCostCentre,
  fromWireModel,
  fromWirePerson,
  fromWireProject,
  fromWireServiceAccount,
  fromWireTeam,
  fromWireUpstream,
  fromWireUseCase,
} from './from-wire-rows.ts';
import { fromWireOutcomeType } from './outcome-type-handlers.ts';
import { fromWireEnvelope } from './wire-envelopes.ts';
import { fromWirePrice, toWireMoment } from './wire-rows.ts';

type ConfigurationOperation =
  | 'planConfiguration'
  | 'applyConfiguration'
  | 'listConfigurationVersions'
  | 'readConfigurationVersion';

export function configurationHandlers(context: ControlContext, audit: AuditStore): Handlers<ConfigurationOperation> {
  return {
    planConfiguration: async ({ body }) => {
      const declared = fromWireDeclaration(body.declaration);
      const plan = await planDeclaration(context, { declared, keptAs: 'file', anyway: body.anyway });
      return answer({
        planId: plan.planId,
        changes: plan.changes.map(toWireChange),
        unchangedRows: plan.unchangedRows,
        faults: plan.faults,
      });
    },
    applyConfiguration: async ({ commander, body }) => {
      const declared = fromWireDeclaration(body.declaration);
      const text = body.text ?? JSON.stringify(body.declaration);
      const applied = await applyDeclaration(context, commander, {
        declared,
        keptAs: 'file',
        anyway: body.anyway,
        text,
        planId: body.planId,
      });
      if (isControlRefusal(applied)) return applied;
      return answer({ version: applied.version, changes: applied.changes.map(toWireChange) });
    },
    listConfigurationVersions: async ({ query }) => {
      const from = fromCursor('configuration', query);
      if ('kind' in from) return from;
      const afterSequence = from.after === null ? 0 : Number(from.after);
      const page = await audit.events({ afterSequence, limit: query.limit }, { type: CONFIGURATION_APPLIED });
      const next = page.nextAfterSequence === null ? null : String(page.nextAfterSequence);
      return answer({ rows: page.events.map(toWireVersion), next: toCursor('configuration', query, next) });
    },
    readConfigurationVersion: async ({ params }) => {
      const read = await readConfigurationVersion(audit, params.version);
      if (read === undefined) return refuseCommand('not_found', `There is no version "${params.version}".`);
      const { applied, changes, leftOut } = read;
      return answer({ ...toWireVersion(applied), changes, leftOut });
    },
  };
}

/** The rows that a declaration of the wire asks for. */
export function fromWireDeclaration(wire: z.output<typeof Declaration>): Declared {
  return {
    cost_centre: wire.costCentres.map(fromWireCostCentre),
    team: wire.teams.map(fromWireTeam),
    person: wire.people.map(fromWirePerson),
    project: wire.projects.map(fromWireProject),
    service_account: wire.serviceAccounts.map(fromWireServiceAccount),
    upstream: wire.upstreams.map(fromWireUpstream),
    model: wire.models.map(fromWireModel),
    use_case: wire.useCases.map(fromWireUseCase),
    price: wire.prices.map((declared) => {
      const price = fromWirePrice(declared);
      return { ...price, id: priceIdOf(price) };
    }),
    envelope: wire.envelopes.map(fromWireEnvelope),
    workflow: wire.workflows,
    outcome_type: wire.outcomeTypes.map(fromWireOutcomeType),
    source: wire.sources,
    calendar: wire.calendar === null ? [] : [{ id: CALENDAR_ID, ...wire.calendar }],
  };
}

function toWireChange(change: PlannedChange) {
  const { action, noun, id, sentence, members } = change;
  return { action, noun, id, sentence, members };
}

/** Versions are read from the audit trail, where they were recorded in the transaction that applied them. */
function toWireVersion(event: AuditEvent) {
  const body: {
    readonly atMs: number;
    readonly actor: { readonly id: string };
    readonly detail: { readonly version: number; readonly summary: string; readonly textSha256: string };
  } = JSON.parse(event.body);
  const { version, summary, textSha256 } = body.detail;
  return { version, summary, textSha256, actorId: body.actor.id, at: toWireMoment(body.atMs) };
}
