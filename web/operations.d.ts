/** Made from the contract when the application is built (bin/web/operation-table.mjs). */
declare module 'virtual:operations' {
  /** Operation id to method, path below the API's base, and whether it takes a body (1) or not (0). */
  export const OPERATIONS: Readonly<Record<string, readonly [method: string, path: string, hasBody: 0 | 1]>>;
}
