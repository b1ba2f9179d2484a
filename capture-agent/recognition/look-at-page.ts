import type { Language } from '#kernel/language.ts'
import { findInk, transpose } from './find-ink.ts'
import { findLanguage } from './find-language.ts'
import { findTextWindows } from './find-text-window.ts'
import { chooseTurn, findLineDirection, isConvincing, turnsToTry } from './find-turn.ts'
import type { EngineWord, OcrEngine } from './ocr-engine.ts'
import { cutOut, shrinkPage } from './prepare-image.ts'
import type { OpenPage, Region, Turn } from './prepare-image.ts'

/**
 * `blank`: no ink that could be print. Otherwise the turn that a quick look found, whether it is sure, and the words it saw.
 */
export type FirstSight = { blank: true } | { blank: false; turn: Turn; sure: boolean; words: readonly EngineWord[] }

/**
 * One model a script is enough to tell upright from upside down and the scripts apart; the Romanian, Russian and
 * Georgian ones are the smallest. Words of the other two languages stay recognisable.
 */
const lookModels: readonly Language[] = ['ro', 'ru', 'ka']

type SeenLook = { turn: Turn; words: EngineWord[] }

/**
 * Reads about four lines of the page, half a page wide, before all of it: finds out how the page lies and in which script
 * it is for a tenth of the price of a wrong full reading. Further windows and turns are tried only while
 * nothing convinces. Pages of a pile are mostly alike: with a `hint` its model alone looks first, for a third of
 * the price, and is believed only when turn and language are beyond doubt.
 */
export async function lookAtPage(engine: OcrEngine, page: OpenPage, hint: Language | null, signal: AbortSignal): Promise<FirstSight> {
  const ink = findInk(await shrinkPage(page))
  const pagePx = Math.max(page.widthPx, page.heightPx)
  const alongRows = findTextWindows(ink, pagePx)
  if (alongRows.length === 0) return { blank: true }
  const alongColumns = findTextWindows(transpose(ink), pagePx).map(flip)
  const looks: SeenLook[] = []
  const turns = turnsToTry(findLineDirection(ink))
  const [turn, region] = [turns[0], alongRows[0]]
  if (hint !== null && turn === 0 && region !== undefined) {
    const words = await readRegion(engine, page, region, turn, [hint], signal)
    const found = findLanguage(words)
    if (isConvincing({ turn, words }) && found.sure && found.language === hint) return { blank: false, turn, sure: true, words }
  }
  for (const pair of [turns.slice(0, 2), turns.slice(2)]) {
    for (const n of [0, 1]) {
      for (const turn of pair) {
        const region = (turn === 0 || turn === 180 ? alongRows : alongColumns)[n]
        if (region === undefined) continue
        const look = { turn, words: await readRegion(engine, page, region, turn, lookModels, signal) }
        if (isConvincing(look)) return { blank: false, turn, sure: true, words: look.words }
        looks.push(look)
      }
    }
  }
  const { look, sure } = chooseTurn(looks)
  return { blank: false, turn: look?.turn ?? 0, sure, words: look?.words ?? [] }
}

/** The words of a region but for those that its edge may have cut. */
async function readRegion(engine: OcrEngine, page: OpenPage, region: Region, turn: Turn, models: readonly Language[], signal: AbortSignal): Promise<EngineWord[]> {
  const image = await cutOut(page, turn, region)
  const { words } = await engine.recognise(image, { languages: models, layout: 'block' }, signal)
  const sideways = turn === 90 || turn === 270
  const widthPx = sideways ? region.height * page.heightPx : region.width * page.widthPx
  const heightPx = sideways ? region.width * page.widthPx : region.height * page.heightPx
  return words.filter(({ box: [x, y, width, height] }) => x > 3 && y > 3 && x + width < widthPx - 3 && y + height < heightPx - 3)
}

function flip(region: Region): Region {
  return { x: region.y, y: region.x, width: region.height, height: region.width }
}
