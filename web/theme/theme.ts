import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { STATE_WORDS } from '../words/state-words.ts';

/** The one accent. Shade 7 on white and 8 under white text pass AA. */
const ward: MantineColorsTuple = [
  '#e9f5f2',
  '#cfe8e2',
  '#a4d3c8',
  '#76bdae',
  '#4fa897',
  '#349683',
  '#238270',
  '#146a5c',
  '#10574b',
  '#0b433a',
];

/** From text (0) over lines (4) to the ground (7): a grey with a little blue in it. */
const dark: MantineColorsTuple = [
  '#e4e6ea',
  '#c3c7ce',
  '#a2a8b2',
  '#767d89',
  '#363b44',
  '#2a2e36',
  '#20242a',
  '#16191d',
  '#111417',
  '#0c0e10',
];

const CLOSE = { 'aria-label': STATE_WORDS.close };
/** Mantine draws it as the banner of a page, and the page has one already. */
const HEADING_OF_DIALOG = { header: { role: 'none' } };

export const theme = createTheme({
  primaryColor: 'ward',
  primaryShade: { light: 7, dark: 8 },
  colors: { ward, dark },
  fontFamily:
    '"Inter", "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.25rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h3: { fontSize: '1.3125rem', lineHeight: '1.3' },
      h4: { fontSize: '1rem', lineHeight: '1.4' },
      h5: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { withinPortal: false }, allowDeselect: false } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: CLOSE,
        attributes: HEADING_OF_DIALOG,
      },
    },
    Drawer: { defaultProps: { closeButtonProps: CLOSE, attributes: HEADING_OF_DIALOG } },
  },
});

/** Mantine's own greys for secondary text fail AA; these pass on every ground that the pages use. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfbfa',
    '--mantine-color-text': '#1b1e23',
    '--mantine-color-dimmed': '#5a616c',
    '--mantine-color-placeholder': '#6a717c',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#146a5c',
    '--mantine-color-default-border': '#d3d6da',
    '--house-surface': '#ffffff',
    '--house-line': '#e5e6e8',
    '--house-hover': '#f2f3f3',
    '--house-chosen': '#e6f2ef',
    '--house-chosen-text': '#0f574b',
    '--house-warn': '#8a5a00',
    '--house-warn-ground': '#fdf4e1',
    '--house-stop': '#a8261c',
    '--house-stop-ground': '#fdeeec',
    '--house-good': '#17694f',
    '--house-good-ground': '#e6f3ed',
    '--house-mark': '#fde7b8',
    '--house-mark-line': '#c78500',
  },
  dark: {
    '--mantine-color-body': '#121417',
    '--mantine-color-text': '#e2e4e8',
    '--mantine-color-dimmed': '#a0a6b0',
    '--mantine-color-placeholder': '#8f96a1',
    '--mantine-color-error': '#ff9c91',
    '--mantine-color-anchor': '#76c7b5',
    '--mantine-color-default-border': '#363b44',
    '--house-surface': '#181b1f',
    '--house-line': '#292d34',
    '--house-hover': '#20242a',
    '--house-chosen': '#17302b',
    '--house-chosen-text': '#8fd6c6',
    '--house-warn': '#e9b95c',
    '--house-warn-ground': '#2c2413',
    '--house-stop': '#ff9c91',
    '--house-stop-ground': '#331b19',
    '--house-good': '#7fd0b0',
    '--house-good-ground': '#142b23',
    '--house-mark': '#5a4410',
    '--house-mark-line': '#e9b95c',
  },
});
