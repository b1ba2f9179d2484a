import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CoverOrder } from '#contract/capture.ts'
import type { DrawnWord } from '#server/demo/draw-page.ts'
import type { Caller } from './caller.ts'
import { printCover } from './print-cover.ts'
import { renderPage } from './render-page.ts'

export type PaperRecord = { order: Omit<CoverOrder, 'count'>; pages: { lines: string[]; turn?: 0 | 180; skewDegrees?: number; noise?: number }[] }

/** `pages`: what was drawn on each page, by image number. */
export type LaidPile = { sheets: number; covers: string[]; pages: Map<number, DrawnWord[]> }

/** Prints covers on the server, draws the pages behind them and lays all sheets into a folder in feed order. */
export async function layOutPile(server: { admin: Caller }, folder: string, records: readonly PaperRecord[]): Promise<LaidPile> {
  await mkdir(folder, { recursive: true })
  const covers: string[] = []
  const pages = new Map<number, DrawnWord[]>()
  let sheet = 0
  const lay = (png: Uint8Array) => writeFile(join(folder, `${String(++sheet).padStart(4, '0')}.png`), png)
  for (const { order, pages: drawings } of records) {
    const cover = await printCover(server.admin, order)
    covers.push(cover.id)
    await lay(cover.png)
    for (const drawing of drawings) {
      const { png, words } = await renderPage({ ...drawing, fontSizePx: 54, seed: sheet })
      await lay(png)
      pages.set(sheet, words)
    }
  }
  return { sheets: sheet, covers, pages }
}
