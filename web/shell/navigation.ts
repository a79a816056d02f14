import type { Icon } from '@tabler/icons-react';
import IconAward from '@tabler/icons-react/dist/esm/icons/IconAward.mjs';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconBooks from '@tabler/icons-react/dist/esm/icons/IconBooks.mjs';
import IconChartHistogram from '@tabler/icons-react/dist/esm/icons/IconChartHistogram.mjs';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconChecks from '@tabler/icons-react/dist/esm/icons/IconChecks.mjs';
import IconClipboardCheck from '@tabler/icons-react/dist/esm/icons/IconClipboardCheck.mjs';
import IconCoin from '@tabler/icons-react/dist/esm/icons/IconCoin.mjs';
import IconCpu from '@tabler/icons-react/dist/esm/icons/IconCpu.mjs';
import IconFileLock from '@tabler/icons-react/dist/esm/icons/IconFileLock.mjs';
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconFlag from '@tabler/icons-react/dist/esm/icons/IconFlag.mjs';
import IconGavel from '@tabler/icons-react/dist/esm/icons/IconGavel.mjs';
import IconGitMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs';
import IconHierarchy2 from '@tabler/icons-react/dist/esm/icons/IconHierarchy2.mjs';
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs';
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconListCheck from '@tabler/icons-react/dist/esm/icons/IconListCheck.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconLogin2 from '@tabler/icons-react/dist/esm/icons/IconLogin2.mjs';
import IconMathFunction from '@tabler/icons-react/dist/esm/icons/IconMathFunction.mjs';
import IconMessageCircle from '@tabler/icons-react/dist/esm/icons/IconMessageCircle.mjs';
import IconMessageQuestion from '@tabler/icons-react/dist/esm/icons/IconMessageQuestion.mjs';
import IconMessageReport from '@tabler/icons-react/dist/esm/icons/IconMessageReport.mjs';
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs';
import IconPlugConnected from '@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs';
import IconReceipt from '@tabler/icons-react/dist/esm/icons/IconReceipt.mjs';
import IconRocket from '@tabler/icons-react/dist/esm/icons/IconRocket.mjs';
import IconScale from '@tabler/icons-react/dist/esm/icons/IconScale.mjs';
import IconScan from '@tabler/icons-react/dist/esm/icons/IconScan.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import IconSitemap from '@tabler/icons-react/dist/esm/icons/IconSitemap.mjs';
import IconTag from '@tabler/icons-react/dist/esm/icons/IconTag.mjs';
import IconTarget from '@tabler/icons-react/dist/esm/icons/IconTarget.mjs';
import IconTrophy from '@tabler/icons-react/dist/esm/icons/IconTrophy.mjs';
import IconUserShield from '@tabler/icons-react/dist/esm/icons/IconUserShield.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs';
import IconWallet from '@tabler/icons-react/dist/esm/icons/IconWallet.mjs';
import { SHELL_WORDS } from '../words/shell-words.ts';
import type { Asked } from './session.tsx';

type WorkPath = '/' | '/workbench' | '/library' | '/requests' | '/report';
type OwnPath = '/record' | '/rules' | '/costs' | '/outcomes' | '/points';
type EvidencePath = '/audit' | '/content';
type ProtectionPath = '/protection' | '/reports' | '/suspensions' | '/detection';
type TeamPath =
  | '/team'
  | '/validations'
  | '/contests'
  | '/cases'
  | '/formulas'
  | '/recognition'
  | '/programmes'
  | '/merges'
  | '/sources';
type RulesPath = '/policy' | '/use-cases' | '/exceptions' | '/keys';
type OrganisationPath = '/people' | '/teams' | '/roles' | '/sign-in-settings' | '/models' | '/notices';
type MoneyPath = '/budgets' | '/spending' | '/closing' | '/bills' | '/prices';

export type Destination = Asked & {
  readonly path:
    | WorkPath
    | OwnPath
    | TeamPath
    | MoneyPath
    | ProtectionPath
    | RulesPath
    | OrganisationPath
    | EvidencePath;
  readonly label: string;
  readonly icon: Icon;
};

export type DestinationGroup = { readonly label: string | null; readonly destinations: readonly Destination[] };

/** Where one can go, in the order of the navigation; what a person may not open is not shown. */
export const NAVIGATION: readonly DestinationGroup[] = [
  {
    label: null,
    destinations: [
      { path: '/', label: SHELL_WORDS.pages.home, icon: IconHome },
      { path: '/workbench', label: SHELL_WORDS.pages.workbench, icon: IconMessageCircle },
      { path: '/library', label: SHELL_WORDS.pages.library, icon: IconBooks },
      { path: '/requests', label: SHELL_WORDS.pages.requests, icon: IconInbox },
    ],
  },
  {
    label: SHELL_WORDS.groups.mine,
    destinations: [
      { path: '/outcomes', label: SHELL_WORDS.pages.outcomes, icon: IconTarget },
      { path: '/points', label: SHELL_WORDS.pages.points, icon: IconAward },
      { path: '/record', label: SHELL_WORDS.pages.record, icon: IconFileText },
      { path: '/rules', label: SHELL_WORDS.pages.rules, icon: IconScale },
      { path: '/costs', label: SHELL_WORDS.pages.costs, icon: IconCoin },
      { path: '/report', label: SHELL_WORDS.pages.report, icon: IconFlag },
    ],
  },
  {
    label: SHELL_WORDS.groups.results,
    destinations: [
      {
        path: '/team',
        label: SHELL_WORDS.pages.team,
        icon: IconUsersGroup,
        permission: 'control.read:outcomes',
        forLeads: true,
      },
      {
        path: '/validations',
        label: SHELL_WORDS.pages.validations,
        icon: IconChecks,
        permission: 'control.read:outcomes',
        forLeads: true,
        within: ['use_case'],
      },
      { path: '/cases', label: SHELL_WORDS.pages.cases, icon: IconClipboardCheck },
      {
        path: '/contests',
        label: SHELL_WORDS.pages.contests,
        icon: IconMessageQuestion,
        permission: 'control.write:outcomes',
      },
      { path: '/formulas', label: SHELL_WORDS.pages.formulas, icon: IconMathFunction },
      { path: '/recognition', label: SHELL_WORDS.pages.recognition, icon: IconTrophy },
      { path: '/programmes', label: SHELL_WORDS.pages.programmes, icon: IconRocket },
      { path: '/merges', label: SHELL_WORDS.pages.merges, icon: IconGitMerge },
      {
        path: '/sources',
        label: SHELL_WORDS.pages.sources,
        icon: IconPlugConnected,
        permission: 'control.read:outcomes',
      },
    ],
  },
  {
    label: SHELL_WORDS.groups.money,
    destinations: [
      {
        path: '/budgets',
        label: SHELL_WORDS.pages.budgets,
        icon: IconWallet,
        permission: 'control.read:budgets',
        within: ['team', 'use_case'],
      },
      {
        path: '/spending',
        label: SHELL_WORDS.pages.spending,
        icon: IconChartHistogram,
        permission: 'control.read:finance',
      },
      { path: '/bills', label: SHELL_WORDS.pages.bills, icon: IconReceipt, permission: 'control.read:finance' },
      { path: '/closing', label: SHELL_WORDS.pages.closing, icon: IconLock, permission: 'control.read:finance' },
      { path: '/prices', label: SHELL_WORDS.pages.prices, icon: IconTag, permission: 'control.read:finance' },
    ],
  },
  {
    label: SHELL_WORDS.groups.protection,
    destinations: [
      {
        path: '/protection',
        label: SHELL_WORDS.pages.protection,
        icon: IconShieldCheck,
        permission: 'control.read:findings',
        within: ['use_case'],
      },
      {
        path: '/reports',
        label: SHELL_WORDS.pages.reports,
        icon: IconMessageReport,
        permission: 'control.read:protection',
      },
      {
        path: '/suspensions',
        label: SHELL_WORDS.pages.suspensions,
        icon: IconPlayerPause,
        permission: 'control.read:protection',
      },
      {
        path: '/detection',
        label: SHELL_WORDS.pages.detection,
        icon: IconScan,
        permission: 'control.read:protection',
      },
    ],
  },
  {
    label: SHELL_WORDS.groups.rules,
    destinations: [
      {
        path: '/use-cases',
        label: SHELL_WORDS.pages.useCases,
        icon: IconSitemap,
        permission: 'control.read:catalogue',
        within: ['use_case'],
      },
      { path: '/policy', label: SHELL_WORDS.pages.policy, icon: IconGavel, permission: 'control.read:policy' },
      {
        path: '/exceptions',
        label: SHELL_WORDS.pages.exceptions,
        icon: IconChecklist,
        permission: 'control.read:budgets',
        within: ['team', 'use_case'],
      },
      { path: '/keys', label: SHELL_WORDS.pages.keys, icon: IconKey, permission: 'control.read:access' },
    ],
  },
  {
    label: SHELL_WORDS.groups.organisation,
    destinations: [
      { path: '/people', label: SHELL_WORDS.pages.people, icon: IconUsers, permission: 'control.read:access' },
      { path: '/teams', label: SHELL_WORDS.pages.teams, icon: IconHierarchy2, permission: 'control.read:directory' },
      { path: '/roles', label: SHELL_WORDS.pages.roles, icon: IconUserShield, permission: 'control.read:access' },
      {
        path: '/sign-in-settings',
        label: SHELL_WORDS.pages.signIn,
        icon: IconLogin2,
        permission: 'control.read:access',
      },
      { path: '/models', label: SHELL_WORDS.pages.models, icon: IconCpu, permission: 'control.read:catalogue' },
      { path: '/notices', label: SHELL_WORDS.pages.notices, icon: IconBell, permission: 'control.read:budgets' },
    ],
  },
  {
    label: SHELL_WORDS.groups.evidence,
    destinations: [
      { path: '/audit', label: SHELL_WORDS.pages.audit, icon: IconListCheck, permission: 'audit.read:audit' },
      { path: '/content', label: SHELL_WORDS.pages.content, icon: IconFileLock, permission: 'audit.read:content' },
    ],
  },
];
