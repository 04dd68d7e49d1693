import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The web app. `npm start` builds it through `scripts/build-web.ts`; `npx vite` serves it while pages are written. */
export default defineConfig({
  root: fileURLToPath(new URL('./src/web', import.meta.url)),
  cacheDir: fileURLToPath(new URL('./node_modules/.vite', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('./dist-web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // A picture in a style sheet would need `data:` in the policy for styles; files keep it short.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Read by the size check and by whoever wants to know what a page loads.
    manifest: 'manifest.json',
    rolldownOptions: {
      output: {
        // What every page needs changes far less often than the pages do, and stays in the browser's cache.
        codeSplitting: {
          groups: [
            // What the pages share, as one file: thirty small ones would each cost a phone a round trip.
            {
              name: 'parts',
              test: /src\/web\/(?:api|format|language|session|ui)\/(?!.*antd)/,
              minShareCount: 2,
              includeDependenciesRecursively: false,
            },
            {
              name: 'base',
              test: /node_modules\/(?:react|react-dom|scheduler|@tanstack|wouter|regexparam|use-sync-external-store)\//,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 4100,
    proxy: { '/v1': 'http://127.0.0.1:4000', '/demo': 'http://127.0.0.1:4000' },
  },
});
