import { Button, Menu } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { addressOf } from '../request/call-operation.ts';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { queryOf } from './showback-query.ts';
import type { SpendingSearch } from './spending-search.ts';

const WORDS = FINANCE_WORDS.spending;
const VERSIONS = ['1.3', '1.2'] as const;

/** Files that the server streams: exactly these rows, or the period as FOCUS has it. */
export function ExportMenu({ search, period }: { readonly search: SpendingSearch; readonly period: string }) {
  const rows = addressOf('listRatedRows', { query: { ...queryOf(search), period } });
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button className="no-print" variant="default" leftSection={<IconDownload size={16} />}>
          {WORDS.exports}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={rows} download={`spending-${period}.ndjson`}>
          {WORDS.exportRows}
        </Menu.Item>
        <Menu.Divider />
        {VERSIONS.flatMap((version) => [
          <Menu.Item
            key={`csv ${version}`}
            component="a"
            href={addressOf('exportFocusCsv', { query: { period, version } })}
            download={`focus-${version}-${period}.csv`}
          >
            {WORDS.exportCsv(version)}
          </Menu.Item>,
          <Menu.Item
            key={`parquet ${version}`}
            component="a"
            href={addressOf('exportFocusParquet', { query: { period, version } })}
            download={`focus-${version}-${period}.parquet`}
          >
            {WORDS.exportParquet(version)}
          </Menu.Item>,
        ])}
        <Menu.Label>{WORDS.exportNote}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
