import type { ProblemCode } from '#kernel/errors.ts'

/** What goes between `drawPdf` and its process. The document comes first, then a question for each page, from 0. */
export type ToDrawer = { document: Uint8Array } | { page: number }

export type DrawnPage = { png: Uint8Array; widthPx: number; heightPx: number; dpi: number }
export type FromDrawer = { pages: number } | { page: DrawnPage } | { fault: ProblemCode; detail: string }
