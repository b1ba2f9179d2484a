import type { PageCode, PageMarks } from '#contract/page-marks.ts'
import { findForm } from './find-form.ts'
import { decodeGrey, halve, type ImageFile } from './grey-image.ts'
import { measurePage } from './measure-page.ts'
import { readCodes } from './read-codes.ts'

/** Print fainter than this may shine through from the other side. */
const faintContrast = 0.4

/**
 * Looks at one image file: codes, the form of our covers, blank or not. Blocks its thread for about
 * a tenth of a second; `openMarksReader` runs it in a worker. Throws `bad-image`.
 */
export async function readPageMarks(file: ImageFile): Promise<PageMarks> {
  const { grey, widthPx, heightPx } = await decodeGrey(file)
  const form = findForm(halve(grey))
  const codes = (await readCodes(grey)).map((code) => withSide(code, form))
  return { widthPx, heightPx, codes, coverForm: form, ...measurePage(grey, showThrough(codes, form)) }
}

/** The marks tell the side of the paper better than one code alone can. */
function withSide(code: PageCode, form: PageMarks['coverForm']): PageCode {
  return form === 'none' || code.kind === 'foreign' ? code : { ...code, mirrored: form === 'back' }
}

/** The contrast of codes of ours that are seen from behind, 0 if there are none. */
function showThrough(codes: readonly PageCode[], form: PageMarks['coverForm']): number {
  if (form === 'front') return 0
  const behind = codes.filter((code) => code.kind === 'cover' && (code.mirrored ?? code.contrast < faintContrast))
  return Math.max(0, ...behind.map((code) => code.contrast))
}
