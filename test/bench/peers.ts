import { join } from 'node:path'
import { chooseEngine } from '#agent/recognition/choose-engine.ts'
import { gatherLanguageData, modelNames } from '#agent/recognition/language-data.ts'
import { languages, type Language } from '#kernel/language.ts'
import { runBareEngine } from './bare-engine.ts'
import { describeEngine } from './describe-engine.ts'
import { meanErrorRate } from './error-rate.ts'
import { runLine } from './line-run.ts'
import { bringOcrMyPdf, completeDataFolder, ocrMyPdfVersions, runOcrMyPdf, writePdf } from './ocrmypdf.ts'

type Row = { name: string; seconds: number; cpuSeconds: number; texts: readonly string[] }

/**
 * Feed to searchable with the installed Tesseract against the plain program and against OCRmyPDF on the same page images: as it
 * comes, and as an archive with five languages runs it. First English pages, then pages in five languages by turns.
 */
export async function benchPeers(count: number): Promise<string[]> {
  const missing = bringOcrMyPdf()
  if (missing !== null) return [`peers: ${missing}`]
  return [`peers: ${ocrMyPdfVersions()}`, ...(await comparePile(count, ['en'])), ...(await comparePile(count, languages))]
}

async function comparePile(count: number, spoken: readonly Language[]): Promise<string[]> {
  const choice = await chooseEngine('native', 'tesseract')
  return runLine(count, spoken, 'native', async (line, folder) => {
    const data = await gatherLanguageData(join(folder, 'language-data'))
    const images = line.pages.map(({ path }) => path)
    await writePdf(images, join(folder, 'in.pdf'))
    const rows: Row[] = [{ name: 'ours, feed to searchable', ...line }]
    rows.push({ name: 'plain tesseract, right model each', ...(await runBareEngine('native', line.pages, data)) })
    const names = (all: readonly Language[]) => all.map((language) => modelNames[language]).join('+')
    const [input, output] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')]
    await completeDataFolder(data.folder)
    const plain = `-l ${names(spoken)} --jobs 2`
    rows.push({ name: `ocrmypdf ${plain}, the same data`, ...(await runOcrMyPdf(plain.split(' '), input, output, data.folder)) })
    const archive = `--jobs 2 --deskew --clean --rotate-pages -l ${names(languages)}`
    rows.push({ name: `ocrmypdf ${archive}, Debian's data`, ...(await runOcrMyPdf(archive.split(' '), input, output)) })
    const head = `${count} dense pages (${spoken.join(' ')}), ${describeEngine(choice, data, spoken)}:`
    return [head, ...rows.map((row) => describe(row, line.seconds, line.pages.map(({ truth }) => truth)))]
  })
}

function describe({ name, seconds, cpuSeconds, texts }: Row, ourSeconds: number, truths: readonly string[]): string {
  const errors = meanErrorRate(truths.map((truth, index) => ({ read: texts[index], truth })))
  const perMinute = ((60 * truths.length) / seconds).toFixed(1)
  return `  ${name}: ${seconds.toFixed(1)} s, ${perMinute} pages/min, ${(cpuSeconds / truths.length).toFixed(1)} s of processor a page, ${errors.toFixed(2)} % characters wrong, ours is ${(seconds / ourSeconds).toFixed(2)} × as fast`
}
