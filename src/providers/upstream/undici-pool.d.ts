/**
 * The one part of undici that calls go through. Its index loads ninety files more (fetch, caches, sockets of the web), which
 * a gateway would hold for nothing.
 */
declare module 'undici/lib/dispatcher/pool.js' {
  // biome-ignore lint/style/noDefaultExport: what a file of CommonJS exports
  export { Pool as default } from 'undici';
}
