// The chat window: one script of its own, without a hash in its name because other sites name it.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: '../dist',
    emptyOutDir: false,
    reportCompressedSize: false,
    lib: { entry: 'main.ts', formats: ['iife'], name: 'rapportChat', fileName: () => 'chat.js' },
  },
});
