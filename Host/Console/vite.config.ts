import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** The host that answers the API while the console is served by Vite: e.g. one started by deploy/up. */
const host = process.env.CONSOLE_HOST ?? 'http://127.0.0.1:5000'
const port = Number(process.env.CONSOLE_PORT ?? '5173')

export default defineConfig({
  plugins: [vue()],
  define: {
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
  },
  server: {
    port,
    strictPort: true,
    proxy: { '/api': { target: host, ws: true, changeOrigin: false } },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    css: { include: /./ },
  },
})
