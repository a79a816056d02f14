import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { OperationId } from '../../src/contract/routes.ts';
import { newWriteName } from '../request/call-operation.ts';
import { forget } from '../request/use-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { showUndo } from '../states/undo-notice.tsx';
import { TEAM_PAGE_WORDS } from '../words/organisation-words.ts';

export type RetireButtonProps = {
  readonly name: string;
  readonly status: 'active' | 'archived' | 'blocked';
  readonly archive: (writeName: string) => Promise<unknown>;
  readonly restore: (writeName: string) => Promise<unknown>;
  readonly changes: readonly OperationId[];
};

const WORDS = TEAM_PAGE_WORDS;

/** Archives a row with a way back, or restores it. What still refers to it is named by the server's refusal. */
export function RetireButton({ name, status, archive, restore, changes }: RetireButtonProps) {
  const queries = useQueryClient();
  if (status === 'archived')
    return (
      <ReasonButton
        plain
        quiet
        label={WORDS.restore}
        note={WORDS.restoreNote}
        changes={changes}
        carryOut={(_reason, writeName) => restore(writeName)}
      />
    );
  const undo = async () => {
    await restore(newWriteName());
    await forget(queries, changes);
    notifications.show({ message: WORDS.saved(name) });
  };
  return (
    <ReasonButton
      plain
      quiet
      label={WORDS.archive}
      note={WORDS.archiveNote}
      changes={changes}
      carryOut={async (_reason, writeName) => {
        await archive(writeName);
        showUndo({ message: WORDS.archived(name), undo });
      }}
    />
  );
}
