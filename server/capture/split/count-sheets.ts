/** What was fed behind a cover. */
export type FedBehindCover = {
  pages: number
  blanks: number
  /** A cover sheet lies in the pile; false: it was named or scanned by hand. */
  coverFed: boolean
  /** The back of the cover was fed and told by its print shining through: both sides are scanned. */
  coverBackSeen: boolean
  /** The first image behind the cover is blank: it may be its back. */
  blankFirst: boolean
}

/**
 * Whether as many sheets were fed as the cover announces. One side scanned: an image a sheet, blank
 * sheets counted or not. Both sides: two images a sheet. A blank image right behind the cover may be
 * its back or a sheet, so either count is accepted then, and likewise where no cover sheet was fed that
 * could tell whether both sides were scanned.
 */
export function sheetsFit(expectedSheets: number, fed: FedBehindCover): boolean {
  const images = fed.pages + fed.blanks
  if (fed.coverBackSeen) return images === expectedSheets * 2
  if (fed.pages === expectedSheets || images === expectedSheets) return true
  if (!fed.coverFed) return images === expectedSheets * 2
  return fed.blankFirst && images - 1 === expectedSheets * 2
}
