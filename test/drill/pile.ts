import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { languages } from '#kernel/language.ts'
import type { Caller } from '#test/support/caller.ts'
import { textLines } from '#test/support/page-texts.ts'
import { printCover } from '#test/support/print-cover.ts'
import { renderPage } from '#test/support/render-page.ts'

/** Pages behind each cover: with twelve covers sixty sheets, some leaning, some upside down. */
const pagesEach = 4

/** A4 at 200 dpi: large enough to be read, small enough for ninety rounds in an hour. */
const sheet = { widthPx: 1654, heightPx: 2339, marginPx: 100, fontSizePx: 36 }

/** The content pages are drawn once; each round lays them behind new covers, as a cover is used once. */
export type Paper = { records: { class: string; pages: string[] }[] }

/** Draws the pages of `sheets` sheets (covers counted) into a folder. */
export async function drawPaper(folder: string, sheets: number): Promise<Paper> {
  await mkdir(folder, { recursive: true })
  const records: Paper['records'] = []
  for (let record = 0; record < sheets / (pagesEach + 1); record++) {
    const language = languages[record % languages.length] ?? 'ro'
    const pages: string[] = []
    for (let page = 0; page < pagesEach; page++) {
      const number = record * pagesEach + page
      const { png } = await renderPage({ lines: textLines(language, 3, 900 + number, 40), ...sheet, skewDegrees: (number % 3) * 0.5, turn: number % 9 === 4 ? 180 : 0, seed: number })
      const file = join(folder, `${number}.png`)
      await writeFile(file, png)
      pages.push(file)
    }
    records.push({ class: record % 2 === 0 ? 'correspondence' : 'decisions', pages })
  }
  return { records }
}

/** Prints new covers and lays all sheets into a folder in feed order; gives the number of sheets. */
export async function layOut(admin: Caller, paper: Paper, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  let sheet = 0
  const next = () => join(folder, `${String(++sheet).padStart(4, '0')}.png`)
  for (const record of paper.records) {
    const { png } = await printCover(admin, { class: record.class, date: '2020-05-17', sheets: record.pages.length })
    await writeFile(next(), png)
    for (const page of record.pages) await copyFile(page, next())
  }
  return sheet
}
