import { existsSync, statfsSync } from 'node:fs'
import { resolve } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

const everything = '{server,capture-agent,ui,test,appliance}/**/*.test.ts'

/**
 * Files with a process to themselves: they measure its memory, change its surroundings or kill what it started, or are
 * about passwords, whose cost is small in the others.
 */
const apart = [
  'capture-agent/child-process.test.ts',
  'server/identity/*.test.ts',
  'server/platform/{embedded-postgres,move-database/move-database}.test.ts',
  'server/registry/terms/vectors.test.ts',
  'server/search/elasticsearch/elasticsearch-index.test.ts',
  'test/integration/{api-fuzz,bad-input-capture,bad-pile,damaged-pile,destruction-kill,destruction-traces,elasticsearch,faults,kill-server}.test.ts',
]

/** A state that is waited for may take its time on a loaded machine: a second, the library's default, is no limit of the product. */
const timing = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } }

/**
 * Tests lie beside the code or under test/. Real components start in test/support. No module keeps anything between two
 * servers or two databases, so most files follow each other in the same processes, which read the code once.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    // Programs that tests start, and the workers themselves, find their code compiled.
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '.cache/compiled'), ...scratch() },
    // Many tests wait for another process: a third worker uses the cores meanwhile.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: 'apart', include: apart, pool: 'forks', ...timing } },
      {
        resolve: { alias: { '@node-rs/argon2': resolve(import.meta.dirname, 'test/support/quick-argon2.ts') } },
        test: { name: 'together', include: [everything], exclude: [...configDefaults.exclude, ...apart], pool: 'forks', isolate: false, unstubEnvs: true, ...timing },
      },
    ],
  },
})

/** Databases and stores of tests lie in memory where there is enough of it: no test cuts the power of a real disk. */
function scratch(): { TMPDIR?: string } {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return {}
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > 8e9 ? { TMPDIR: memory } : {}
}
