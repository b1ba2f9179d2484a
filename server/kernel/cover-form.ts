/**
 * The form of a cover sheet, in millimetres from the upper left of an upright A4 page. What prints
 * covers and what reads them share it: a sheet whose codes are beyond reading is still known as a
 * cover by its marks.
 */
export const coverForm = {
  widthMm: 210,
  heightMm: 297,
  /**
   * Code 128 whose bars run across the feed ("ladder"; paper is fed short edge first), because dust
   * on the glass draws streaks along the feed: a streak then crosses every bar and hides none.
   */
  ladder: { xMm: 15, yMm: 54, barMm: 28, moduleMm: 0.7 },
  /** Far from the ladder, so that one stamp, fold or tear does not take both. */
  qr: { xMm: 147, yMm: 218, moduleMm: 1.8, modules: 25 },
  markDiameterMm: 7,
  /** Solid discs, each in a column of its own; the figure fits itself in one position only. */
  marks: [
    { xMm: 122, yMm: 16 },
    { xMm: 150, yMm: 16 },
    { xMm: 196, yMm: 16 },
    { xMm: 14, yMm: 281 },
    { xMm: 38, yMm: 281 },
    { xMm: 86, yMm: 281 },
  ],
} as const
