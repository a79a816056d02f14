/** Settings that a person may overrule in `local.conf`, and those that the launcher passes itself because it stands on them. */
export type ClusterSettings = Readonly<Record<string, string>>;

/** Durable: what a company's ledger needs. Disposable: test clusters, which nobody misses after a power cut. */
export type ClusterPurpose = 'durable' | 'disposable';

const durable: ClusterSettings = {
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  // A container gives 64 MB of shared memory for parallel workers, and the gateway wants the other core.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  jit: 'off',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  wal_level: 'replica',
  wal_compression: 'on',
  min_wal_size: '80MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '5min',
  checkpoint_completion_target: '0.9',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'iso, mdy',
  // The server's log must hold no content: no statement text, and terse leaves out the DETAIL line with a row's values.
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] %a ',
};

const disposable: ClusterSettings = {
  ...durable,
  fsync: 'off',
  full_page_writes: 'off',
  wal_compression: 'off',
  max_connections: '200',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
};

/** One file a weekday, emptied when its day comes round again: at most a week of log stays. */
const logToFiles: ClusterSettings = {
  logging_collector: 'on',
  log_destination: 'stderr',
  log_directory: 'log',
  log_filename: 'postgres-%u.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
};

export function chooseSettings(purpose: ClusterPurpose): ClusterSettings {
  return purpose === 'durable' ? durable : disposable;
}

/** What the launcher itself relies on; on the command line, where no file can overrule it. */
export function structuralSettings(loopback: { readonly port: number } | undefined): ClusterSettings {
  return loopback === undefined
    ? {
        ...logToFiles,
        listen_addresses: '',
        port: '5432',
        // The server stands in its data directory, which is 0700 and its own: the socket needs no other place.
        unix_socket_directories: '.',
        unix_socket_permissions: '0700',
        // A query whose gateway is gone stops within seconds; Windows cannot see that.
        client_connection_check_interval: '5s',
      }
    : { ...logToFiles, listen_addresses: '127.0.0.1', port: String(loopback.port), unix_socket_directories: '' };
}

export function toConfigurationFile(settings: ClusterSettings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return [
    '# Written by Tokenward at each start. Put settings of your own into local.conf beside this file.',
    ...lines,
    "include_if_exists = 'local.conf'",
    '',
  ].join('\n');
}

export function toAccessFile(loopback: boolean): string {
  return [
    '# Written by Tokenward at each start.',
    loopback ? 'host all all 127.0.0.1/32 scram-sha-256' : 'local all all trust',
    '',
  ].join('\n');
}

export function toArguments(settings: ClusterSettings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
