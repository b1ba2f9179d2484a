import type { PageMarks } from '#contract/page-marks.ts'
import sharp from 'sharp'
import { openMarksReader, type MarksReader } from '../covers/open-marks-reader.ts'

/** Finds covers and blanks on spooled images, away from the thread that feeds. */
export type Looker = { look(path: string): Promise<PageMarks>; close(): Promise<void> }

const timeLimitMs = 60_000
const attempts = 2

/**
 * Looks with that many threads. An image that cannot be looked at (a crash, no end) gets marks that make
 * the server ask a person: a cover that was overlooked would put pages into another record.
 */
export function openLooker(threads: number, sleep: (ms: number, signal: AbortSignal) => Promise<void>): Looker {
  let reader = openMarksReader({ threads })
  const once = async (path: string): Promise<PageMarks | null> => {
    const used: MarksReader = reader
    const done = new AbortController()
    const late = sleep(timeLimitMs, done.signal).then(() => null)
    try {
      const marks = await Promise.race([used.read(path), late])
      if (marks === null && used === reader) {
        reader = openMarksReader({ threads })
        await used.close()
      }
      return marks
    } catch {
      return null
    } finally {
      done.abort()
    }
  }
  return {
    async look(path) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const marks = await once(path)
        if (marks !== null) return marks
      }
      return unreadableMarks(path)
    },
    close: () => reader.close(),
  }
}

async function unreadableMarks(path: string): Promise<PageMarks> {
  const size = await sharp(path, { limitInputPixels: false }).metadata().catch(() => ({ width: 1, height: 1 }))
  const unknown: PageMarks['codes'][number] = {
    format: 'code128', text: '', kind: 'damaged', contrast: 1, mirrored: null, box: [0, 0, 1, 1],
  }
  return { widthPx: size.width, heightPx: size.height, codes: [unknown], coverForm: 'none', blank: false, inkShare: 1, components: 0 }
}
