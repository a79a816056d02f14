import { sep } from 'node:path';
import type { ConfigurationFile } from './configuration-file.ts';

type FileWithPlaces = {
  readonly configuration: ConfigurationFile;
  readonly placeOf: (path: readonly string[]) => string;
};

type ConfiguredUpstream = ConfigurationFile['organisation']['upstreams'][number];

/** Keys of upstreams that a gateway which is run by this file would not read, since it reads only what is meant for that. */
export function upstreamKeyWarnings({ configuration, placeOf }: FileWithPlaces): readonly string[] {
  const { server, organisation } = configuration;
  return organisation.upstreams.flatMap(({ key }, index) => {
    const words = whyUnread(key, server);
    return words === null ? [] : [`${placeOf(['organisation', 'upstreams', String(index), 'key'])}  ${words}`];
  });
}

function whyUnread(key: ConfiguredUpstream['key'], server: ConfigurationFile['server']): string | null {
  switch (key.kind) {
    case 'none':
      return null;
    case 'environment':
      return key.variable.endsWith('_API_KEY') || server.keyVariables.includes(key.variable)
        ? null
        : `${key.variable} is not read as an upstream's key. → use a name that ends in _API_KEY, or add it to server.keyVariables`;
    case 'file': {
      const { secretsDirectory } = server;
      if (secretsDirectory !== null && key.path.startsWith(secretsDirectory.replace(/\/*$/, sep))) return null;
      const where =
        secretsDirectory === null ? 'server.secretsDirectory is not set' : `it is not in ${secretsDirectory}`;
      return `The key file ${key.path} is not read: ${where}. → name its directory as server.secretsDirectory`;
    }
  }
}
