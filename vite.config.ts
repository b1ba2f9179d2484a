import { defineConfig } from 'vite'

/**
 * Builds the UI to `ui/dist`, which the server hands out. Nothing is inlined into the page, so that
 * a content security policy of `script-src 'self'; style-src 'self'; connect-src 'self'` holds.
 */
export default defineConfig({
  root: 'ui',
  base: '/',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { host: '127.0.0.1', port: 18081, proxy: { '/api': 'http://127.0.0.1:8080' } },
})
