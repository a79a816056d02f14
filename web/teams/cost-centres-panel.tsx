import { Group } from '@mantine/core';
import { callOperation } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_PAGE_WORDS } from '../words/organisation-words.ts';
import { DirectoryDialog } from './directory-dialog.tsx';
import { RetireButton } from './retire-button.tsx';
import { type CostCentre, costCentreFields, useCostCentres } from './team-fields.ts';

const WORDS = TEAM_PAGE_WORDS;
const CHANGES = ['listCostCentres'] as const;

/** Cost centres as finance knows them. */
export function CostCentresPanel({ isAll }: { readonly isAll: boolean }) {
  const mayChange = useMay()('control.write:directory');
  const centres = useCostCentres();
  return (
    <Panel
      title={WORDS.costCentres}
      note={WORDS.costCentresNote}
      flush
      action={
        mayChange ? (
          <DirectoryDialog
            label={WORDS.newCostCentre}
            title={WORDS.newCostCentre}
            confirm={WORDS.create}
            fields={costCentreFields()}
            changes={CHANGES}
            carryOut={(texts, idempotencyKey) =>
              callOperation('createCostCentre', {
                body: { id: texts['id'] ?? '', name: texts['name'] ?? '' },
                idempotencyKey,
              })
            }
          />
        ) : null
      }
    >
      <Paged query={centres} empty={<Empty title={WORDS.noCentre} />}>
        {(rows) => (
          <CentreTable rows={isAll ? rows : rows.filter(({ status }) => status === 'active')} mayChange={mayChange} />
        )}
      </Paged>
    </Panel>
  );
}

type TableProps = { readonly rows: readonly CostCentre[]; readonly mayChange: boolean };

function CentreTable({ rows, mayChange }: TableProps) {
  if (rows.length === 0) {
    return (
      <div className="more">
        <Empty title={WORDS.noCentre} />
      </div>
    );
  }
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.id}</th>
          <th>{WORDS.name}</th>
          {mayChange ? <th>{WORDS.steps}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((centre) => (
          <tr key={centre.id}>
            <td className="figures">{centre.id}</td>
            <td data-label={WORDS.name} dir="auto">
              <span>
                {centre.name} {centre.status === 'archived' ? <Mark tone="plain">{WORDS.states.archived}</Mark> : null}
              </span>
            </td>
            {mayChange ? (
              <td>
                <CentreSteps centre={centre} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CentreSteps({ centre }: { readonly centre: CostCentre }) {
  const of = { params: { id: centre.id } };
  return (
    <Group gap={6}>
      {centre.status === 'archived' ? null : (
        <DirectoryDialog
          label={WORDS.edit}
          title={centre.name}
          confirm={WORDS.save}
          fields={costCentreFields(centre)}
          changes={CHANGES}
          carryOut={(texts, idempotencyKey) =>
            callOperation('changeCostCentre', {
              ...of,
              ifRevision: centre.revision,
              body: { name: texts['name'] ?? '' },
              idempotencyKey,
            })
          }
        />
      )}
      <RetireButton
        name={centre.name}
        status={centre.status}
        changes={CHANGES}
        archive={(idempotencyKey) => callOperation('archiveCostCentre', { ...of, body: {}, idempotencyKey })}
        restore={(idempotencyKey) => callOperation('restoreCostCentre', { ...of, body: {}, idempotencyKey })}
      />
    </Group>
  );
}
