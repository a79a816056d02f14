import type { Icon } from '@tabler/icons-react';
import IconCoin from '@tabler/icons-react/dist/esm/icons/IconCoin.mjs';
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs';
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs';
import IconMessageCircle from '@tabler/icons-react/dist/esm/icons/IconMessageCircle.mjs';
import IconScale from '@tabler/icons-react/dist/esm/icons/IconScale.mjs';
import { SHELL_WORDS } from '../words/shell-words.ts';

export type Destination = {
  readonly path: '/' | '/workbench' | '/requests' | '/record' | '/rules' | '/costs';
  readonly label: string;
  readonly icon: Icon;
  /** Left out: everybody. */
  readonly permission?: string;
};

export type DestinationGroup = { readonly label: string | null; readonly destinations: readonly Destination[] };

/** Where one can go, in the order of the navigation; what a person may not open is not shown. */
export const NAVIGATION: readonly DestinationGroup[] = [
  {
    label: null,
    destinations: [
      { path: '/', label: SHELL_WORDS.pages.home, icon: IconHome },
      { path: '/workbench', label: SHELL_WORDS.pages.workbench, icon: IconMessageCircle },
      { path: '/requests', label: SHELL_WORDS.pages.requests, icon: IconInbox },
    ],
  },
  {
    label: SHELL_WORDS.groups.mine,
    destinations: [
      { path: '/record', label: SHELL_WORDS.pages.record, icon: IconFileText },
      { path: '/rules', label: SHELL_WORDS.pages.rules, icon: IconScale },
      { path: '/costs', label: SHELL_WORDS.pages.costs, icon: IconCoin },
    ],
  },
];
