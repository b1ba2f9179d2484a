import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import tesseract from 'tesseract.js'
import { enrol } from '#agent/enrolment/enrol.ts'
import { gatherLanguageData } from '#agent/recognition/language-data.ts'
import { scanPile } from '#agent/station/scan-pile.ts'
import { stationCode } from '#contract/identity.ts'
import { readRunFile } from '#server/start.ts'
import { callerWithToken } from '#test/support/caller.ts'
import { textLines } from '#test/support/page-texts.ts'
import { layOutPile } from '#test/support/paper-pile.ts'
import { freePort, startServerProcess } from '#test/support/server-process.ts'

const target = 1.25

/**
 * Feed to searchable against the bare engine: dense English pages at 300 dpi behind one cover, fed
 * through station, server and recogniser; then the same pages through tesseract.js alone, one
 * worker a core, with the right language given.
 */
export async function benchLine(pages: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-bench-line-'))
  const env = { OPIS_DATA: join(folder, 'data'), OPIS_PORT: String(await freePort()) }
  const server = await startServerProcess(env)
  const pile = join(folder, 'pile')
  let ours = 0
  try {
    const admin = callerWithToken(server.url, (await readRunFile(env.OPIS_DATA))?.token ?? '')
    const drawn = Array.from({ length: pages }, (_, index) => ({ lines: textLines('en', 44, 100 + index, 68), skewDegrees: (index % 3) * 0.4 }))
    await layOutPile({ admin } as Parameters<typeof layOutPile>[0], pile, [{ order: { class: 'decisions' }, pages: drawn }])
    const { code } = await admin.get(stationCode, 'POST', '/api/stations/code')
    const station = join(folder, 'station')
    await enrol({ server: server.url, code, name: 'bench', role: 'station', dataFolder: station })
    const startedMs = performance.now()
    const report = await scanPile({ serverUrl: server.url, dataFolder: station, giveUpAfterMs: 60_000, pile: { folder: pile }, wait: true })
    ours = (performance.now() - startedMs) / 1000
    if (!report.searchable || report.archived !== pages) throw new Error(`not all pages became searchable: ${JSON.stringify(report)}`)
  } finally {
    await server.kill('SIGTERM')
  }
  const bare = await bareSeconds(pile, join(folder, 'language-data'))
  await rm(folder, { recursive: true, force: true })
  const ratio = ours / bare
  return [`feed to searchable, ${pages} dense pages: ${ours.toFixed(1)} s, bare engine ${bare.toFixed(1)} s, ratio ${ratio.toFixed(2)} (target ${target})`]
}

async function bareSeconds(pile: string, dataFolder: string): Promise<number> {
  await gatherLanguageData(dataFolder)
  const workers = await Promise.all(
    Array.from({ length: availableParallelism() }, () =>
      tesseract.createWorker('eng', tesseract.OEM.LSTM_ONLY, { langPath: dataFolder, gzip: false, cacheMethod: 'none', errorHandler: (fault) => console.error(fault) }),
    ),
  )
  const files = (await readdir(pile)).sort().slice(1)
  const startedMs = performance.now()
  await Promise.all(
    workers.map(async (worker) => {
      for (let file = files.shift(); file !== undefined; file = files.shift()) await worker.recognize(await readFile(join(pile, file)))
    }),
  )
  const took = (performance.now() - startedMs) / 1000
  await Promise.all(workers.map((worker) => worker.terminate()))
  return took
}
