import { chmod, rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { damagedPages } from '#test/drill/damaged-pile.ts'
import { scanDamaged } from '#test/drill/scan-damaged.ts'
import { elasticsearchIsThere } from '#test/support/elasticsearch.ts'
import { freshFolder } from '#test/support/pile.ts'
import { redisIsThere } from '#test/support/redis.ts'
import { hasSane } from '#test/support/sane.ts'

/** The small form of `npm run drill -- --damaged`: three records of four pages behind their covers, with every damage of a page. */
const records = 3

describe.skipIf(!hasSane || !elasticsearchIsThere || !redisIsThere)('opis scan of damaged paper from a network scanner', () => {
  let folder: string
  beforeAll(async () => {
    folder = await freshFolder('damaged')
    await chmod(folder, 0o711)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('every page is archived once, in its record, and found, with Elasticsearch and Redis', async () => {
    expect(await scanDamaged(await damagedPages(records), { search: 'elasticsearch', jobs: 'redis' }, folder)).toEqual([])
  }, 300_000)
})
