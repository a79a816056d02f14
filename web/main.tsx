import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './theme/house.css';
import './theme/data.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './request/queries.ts';
import { Entrance } from './shell/entrance.tsx';
import { cssVariables, theme } from './theme/theme.ts';

const place = document.getElementById('application');
if (place === null) throw new Error('The page has no place for the application.');

/** The one that the server wrote into this page; without it the browser refuses our style elements. */
function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

// What keeps the page still under a dialog writes a style element of its own, and takes its nonce from here.
Object.defineProperty(globalThis, '__webpack_nonce__', { value: readNonce() });

createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={readNonce}
    >
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" limit={3} />
        <Entrance />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
