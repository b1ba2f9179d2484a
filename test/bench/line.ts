import { join } from 'node:path'
import type { EngineChoice } from '#agent/recognition/choose-engine.ts'
import { gatherLanguageData } from '#agent/recognition/language-data.ts'
import { runBareEngine } from './bare-engine.ts'
import { meanErrorRate } from './error-rate.ts'
import { describeEngine } from './describe-engine.ts'
import { runLine } from './line-run.ts'

/** What the line may take as a multiple of the engine alone. */
const targets = { 'tesseract.js': 1.25, native: 1.15 } as const

/**
 * Feed to searchable against the bare engine: dense English pages at 300 dpi behind one cover, fed
 * through station, server and recogniser; then the same pages through the engine alone on all cores,
 * with the right language given and the same language data.
 */
export async function benchLine(count: number, choice: EngineChoice): Promise<string[]> {
  return runLine(count, ['en'], choice.kind, async (ours, folder) => {
    const data = await gatherLanguageData(join(folder, 'language-data'))
    const bare = await runBareEngine(choice.kind, ours.pages, data)
    const errors = (texts: readonly string[]) => `${meanErrorRate(ours.pages.map(({ truth }, index) => ({ read: texts[index], truth }))).toFixed(2)} % characters wrong`
    const cpu = (cpuSeconds: number) => `${(cpuSeconds / count).toFixed(1)} s of processor a page`
    return [
      `feed to searchable, ${count} dense pages, ${describeEngine(choice, data, ['en'])}: ${ours.seconds.toFixed(1)} s, bare engine ${bare.seconds.toFixed(1)} s, ratio ${(ours.seconds / bare.seconds).toFixed(2)} (target ${targets[choice.kind]})`,
      `  ours ${cpu(ours.cpuSeconds)}, ${errors(ours.texts)}; bare ${cpu(bare.cpuSeconds)}, ${errors(bare.texts)}; steps ${JSON.stringify(ours.steps)}`,
    ]
  })
}
