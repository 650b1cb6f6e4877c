// The interface is built into static files that the server embeds; during development Vite serves
// them and passes /api to a running server.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const server = process.env.CLIENTELE_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [svelte()],
  server: {
    port: 5173,
    fs: { allow: ['..'] },
    proxy: {
      '/api': {
        target: server,
        changeOrigin: true,
        // The server compares Origin with Host; behind the proxy both must name the server.
        configure: (proxy) => proxy.on('proxyReq', (request) => {
          if (request.getHeader('origin')) request.setHeader('origin', server)
        }),
      },
    },
  },
  build: {
    target: ['chrome125', 'firefox128', 'safari18'],
    // No data: URLs, so that the content security policy stays 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  // No test is about time; a loaded machine must not fail one.
  test: { include: ['src/**/*.test.ts'], testTimeout: 120_000 },
})
