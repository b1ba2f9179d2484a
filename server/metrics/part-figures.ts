import { statfs } from 'node:fs/promises'
import type pg from 'pg'
import type { Figure } from '#platform/metrics/figure.ts'

/** What the adapters in use say of themselves. */
export type PartsInUse = { search: 'elasticsearch' | 'postgresql'; searchDegraded: boolean; jobs: string; version: string }

/** Figures that need no question to the database: adapters in use, its connections, room on the disk. */
export async function partFigures(parts: PartsInUse, pool: pg.Pool, dataFolder: string): Promise<Figure[]> {
  const { bavail, blocks, bsize } = await statfs(dataFolder)
  return [
    { name: 'opis_build_info', help: 'Version of the program and adapters in use; always 1', samples: [{ labels: { version: parts.version, search: parts.search, jobs: parts.jobs }, value: 1 }] },
    { name: 'opis_search_degraded', help: '1 while the search engine that was asked for does not answer and another does', samples: [{ value: Number(parts.searchDegraded) }] },
    { name: 'opis_data_free_bytes', help: 'Room on the disk of the data folder', samples: [{ value: bavail * bsize }] },
    { name: 'opis_data_size_bytes', help: 'Size of the disk of the data folder', samples: [{ value: blocks * bsize }] },
    {
      name: 'opis_database_connections',
      help: 'Connections of the server to the database; asking: those who wait for one',
      samples: [
        { labels: { state: 'busy' }, value: pool.totalCount - pool.idleCount },
        { labels: { state: 'idle' }, value: pool.idleCount },
        { labels: { state: 'asking' }, value: pool.waitingCount },
      ],
    },
  ]
}
