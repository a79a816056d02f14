import { Button, Group, Menu } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { FILTER_WORDS } from '../words/filter-words.ts';

export type ExportFile = { readonly label: string; readonly href: string; readonly name: string };

export type ExportMenuProps = {
  readonly files: readonly ExportFile[];
  readonly note?: string;
  /** In the head of a panel. */
  readonly isSmall?: boolean;
};

/** Files that the server streams: exactly the rows that are shown, all of them. Further ones may stand below. */
export function ExportMenu({ files, note, isSmall = false }: ExportMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button className="no-print" variant="default" size={isSmall ? 'compact-sm' : 'sm'}>
          {/* Not a section of the button: its margin would stay where the word is hidden. */}
          <Group component="span" gap={8} wrap="nowrap">
            <IconDownload size={isSmall ? 14 : 16} />
            <span className={isSmall ? 'wide-word' : undefined}>{FILTER_WORDS.export}</span>
          </Group>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map(({ label, href, name }) => (
          <Menu.Item key={href} component="a" href={href} download={name}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>{note ?? FILTER_WORDS.exportNote}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
