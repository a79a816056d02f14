/** Each icon by its own file: the package's list would bring six thousand of them into the build. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon } from '@tabler/icons-react';

  const icon: Icon;
  // biome-ignore lint/style/noDefaultExport: the package exports it so
  export default icon;
}
