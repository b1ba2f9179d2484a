import { transpose } from './find-ink.ts'
import type { Ink } from './find-ink.ts'
import { countLetters } from './letters.ts'
import type { Turn } from './prepare-image.ts'

/** The image is cut into so many bands across, so that a page that leans by some degrees still shows its lines. */
const bands = 8
/** How much stronger one direction must be to count; print upright gives 1.5 to 4. */
const clear = 1.2

/**
 * Whether lines of text run along the rows or the columns of the stored image. Ink of a line gathers in few rows
 * of a band, so the sum of squares over rows is larger than over columns.
 */
export function findLineDirection(ink: Ink): 'rows' | 'columns' | 'unsure' {
  const ratio = gathering(ink) / gathering(transpose(ink))
  if (ratio > clear) return 'rows'
  return ratio < 1 / clear ? 'columns' : 'unsure'
}

function gathering(ink: Ink): number {
  const bandPx = Math.ceil(ink.widthPx / bands)
  let gathered = 0
  let total = 0
  for (let band = 0; band < bands; band++) {
    let sum = 0
    let squares = 0
    for (let y = 0; y < ink.heightPx; y++) {
      let row = 0
      for (let x = band * bandPx; x < Math.min(ink.widthPx, (band + 1) * bandPx); x++) row += ink.marks[y * ink.widthPx + x] ?? 0
      sum += row
      squares += row * row
    }
    if (sum === 0) continue
    gathered += (squares / sum) * ink.heightPx
    total += sum
  }
  return total === 0 ? 1 : gathered / total
}

/** What a quick look at one turn saw. */
export type Look = { turn: Turn; words: readonly { text: string; confidence: number }[] }

/** Upside-down print reads with 15 to 60, upright print with 80 and more; noisy print from 70. */
const convincing = 70
const leastLetters = 12

/** Confidence 0..100 of the words, each weighing as many letters as it has. */
export function lookConfidence(look: Look): number {
  let letters = 0
  let sum = 0
  for (const word of look.words) {
    const count = countLetters(word.text)
    letters += count
    sum += count * word.confidence
  }
  return letters === 0 ? 0 : sum / letters
}

/** Whether this look alone shows that the page stands upright at its turn. */
export function isConvincing(look: Look): boolean {
  return lookConfidence(look) >= convincing && countLetters(look.words.map((word) => word.text).join('')) >= leastLetters
}

/** The turns in the order in which they are worth trying. */
export function turnsToTry(direction: 'rows' | 'columns' | 'unsure'): readonly Turn[] {
  return direction === 'columns' ? [90, 270, 0, 180] : [0, 180, 90, 270]
}

/**
 * The best of several looks. `sure` when it convinces or beats every other turn clearly; a page of figures,
 * handwriting or a photograph convinces at no turn and is left as it lies.
 */
export function chooseTurn<Seen extends Look>(looks: readonly Seen[]): { look: Seen | null; sure: boolean } {
  const ranked = [...looks].sort((a, b) => rank(b) - rank(a))
  const [best] = ranked
  if (best === undefined) return { look: null, sure: false }
  if (isConvincing(best)) return { look: best, sure: true }
  const rival = ranked.find((look) => look.turn !== best.turn)
  const sure = rival !== undefined && rank(best) >= 45 && rank(best) > rank(rival) * 1.4
  return { look: sure ? best : looks.find((look) => look.turn === 0) ?? best, sure }
}

function rank(look: Look): number {
  const letters = countLetters(look.words.map((word) => word.text).join(''))
  return lookConfidence(look) * Math.min(1, letters / leastLetters)
}
