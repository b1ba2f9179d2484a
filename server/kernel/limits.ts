/** Limits on everything that comes from outside (design: invariant 8). Changing one is a decision. */
export const limits = {
  /** One image or imported file, bytes. An A3 colour page at 600 dpi as TIFF is 210 MB. */
  fileBytes: 256 * 1024 * 1024,
  /** JSON bodies, bytes. A dense page of words with boxes is about 150 kB. */
  jsonBytes: 8 * 1024 * 1024,
  imageSidePx: 20_000,
  imagePixels: 200_000_000,
  /** Shorter sides cannot hold a line of print. */
  imageSideMinPx: 50,
  pagesPerFile: 2_000,
  /** Of all pages of a file together: 2,000 pages of A4 at 300 dpi are 17 thousand million. */
  pixelsPerFile: 20_000_000_000,
  imagesPerBatch: 10_000,
  wordsPerPage: 20_000,
  textPerPageChars: 200_000,
  fileNameChars: 255,
  queryChars: 500,
  queryTerms: 32,
  searchLimit: 200,
  passwordBytes: 1024,
} as const
