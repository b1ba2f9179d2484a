import { defineConfig } from 'vitest/config'

/** One project: tests lie beside the code or under test/. Real components start in test/support. */
export default defineConfig({
  test: {
    include: ['{server,capture-agent,ui,test,appliance}/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
