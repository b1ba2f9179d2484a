import sharp from 'sharp'
import { languages } from '#kernel/language.ts'
import { blur, coverUp, emptySheet, fade, grain, overlay, showThrough, stamp, streak, turn, type Scan } from '#test/support/damage-paper.ts'
import type { EsclSheet } from '#test/support/escl-scanner.ts'
import { textLines } from '#test/support/page-texts.ts'
import { renderPage } from '#test/support/render-page.ts'

/** Pages behind each cover: with twelve covers sixty sheets. */
export const pagesEach = 4
/** A4 at 300 dpi. */
const sheetPx = { width: 2480, height: 3508 }

type Damage = (scan: Scan, seed: number) => Scan | Promise<Scan>

/** What happens to a page of text in a cellar and in a feeder; each leaves most of its words readable. */
const pageDamages: readonly Damage[] = [
  (scan) => streak(streak(scan, 60, { level: 40 }), 151, { level: 120, widthMm: 0.8 }),
  (scan) => stamp(scan, { xMm: 160, yMm: 60 }, 22),
  (scan) => coverUp(scan, { xMm: 180, yMm: 0, widthMm: 30, heightMm: 40 }, 0),
  (scan) => fade(scan, 0.45),
  (scan, seed) => grain(scan, 40, seed),
  (scan) => turn(scan, 180),
  (scan) => turn(scan, 2.2),
  async (scan) => overlay(scan, await showThrough(scan, 0.25)),
  (scan) => blur(scan, 1.1),
  async (scan, seed) => grain(await turn(streak(scan, 100, { level: 60 }), 181.5), 20, seed),
]

/** A cover is handled worse than what lies behind it, yet is printed to bear it. */
const coverDamages: readonly Damage[] = [
  (scan) => streak(streak(scan, 40, { level: 0 }), 120, { level: 90, widthMm: 1 }),
  (scan) => stamp(scan, { xMm: 105, yMm: 150 }, 24),
  (scan) => coverUp(scan, { xMm: 0, yMm: 257, widthMm: 70, heightMm: 40 }, 0),
  async (scan) => fade(await turn(scan, 180), 0.5),
  async (scan, seed) => grain(await turn(scan, 3), 40, seed),
  async (scan) => overlay(scan, await showThrough(scan, 0.3)),
]

/** The pages of each record, damaged once; covers are printed by each server that the pile is fed to. */
export async function damagedPages(records: number): Promise<EsclSheet[][]> {
  const pile: EsclSheet[][] = []
  for (let record = 0; record < records; record++) {
    const language = languages[record % languages.length] ?? 'ro'
    const pages: EsclSheet[] = []
    for (let page = 0; page < pagesEach; page++) {
      const number = record * pagesEach + page
      const { png } = await renderPage({ lines: textLines(language, 5, 3000 + number, 40), fontSizePx: 54, seed: number })
      pages.push(await damaged(png, pageDamages, number))
    }
    pile.push(pages)
  }
  return pile
}

/** The picture of a printed cover as the scanner sees it after its damage; `number` says which damage. */
export function damagedCover(png: Uint8Array, number: number): Promise<EsclSheet> {
  return damaged(png, coverDamages, number)
}

async function damaged(png: Uint8Array, damages: readonly Damage[], number: number): Promise<EsclSheet> {
  const { data, info } = await sharp(png).resize({ ...sheetPx, fit: 'fill' }).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  const scan = { data: Uint8Array.from(data), widthPx: info.width, heightPx: info.height }
  const worn = (await damages[number % damages.length]?.(scan, number)) ?? emptySheet()
  const raw = { width: worn.widthPx, height: worn.heightPx, channels: 1 as const }
  return { front: await sharp(worn.data, { raw }).toColourspace('b-w').jpeg({ quality: 80 }).toBuffer() }
}
