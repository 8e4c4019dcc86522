import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

// The first view needs the latin font and the icons at once: both are asked for beside the script.
function preloads(): Plugin {
  return {
    name: 'rapport-preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const files = Object.keys(bundle ?? {});
        const font = files.find((file) => /inter-latin-wght-normal.*\.woff2$/.test(file));
        const sprite = files.find((file) => /sprite.*\.svg$/.test(file));
        const tag = (attrs: Record<string, string | true>) => ({ tag: 'link', attrs: { rel: 'preload', ...attrs } });
        return [
          ...(font ? [tag({ href: `/${font}`, as: 'font', type: 'font/woff2', crossorigin: true })] : []),
          ...(sprite ? [tag({ href: `/${sprite}`, as: 'image', type: 'image/svg+xml' })] : []),
        ];
      },
    },
  };
}

const server = process.env['RAPPORT_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte(), preloads()],
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What every screen needs is one file, and the small parts of the lists another: fewer requests, and one dictionary for
    // the compression. The rest falls where it is wanted.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'rows', test: /src\/(ui\/(Avatar|Chip|Skeleton|Time|networks)|lib\/time)\./, priority: 1 },
          ],
        },
      },
    },
  },
  // The tests read the description of the API, which is no part of the page.
  server: { proxy: { '/api': server }, fs: { allow: ['.', '../docs'] } },
  preview: { proxy: { '/api': server } },
  test: { environment: 'happy-dom', css: true, include: ['src/**/*.test.ts', 'chat/**/*.test.ts', 'tools/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
