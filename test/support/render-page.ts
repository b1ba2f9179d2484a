import { drawPage } from '#server/demo/draw-page.ts'
import type { DrawnPage, PageDrawing } from '#server/demo/draw-page.ts'

/** A page of print for tests; see `drawPage`. */
export function renderPage(drawing: PageDrawing): Promise<DrawnPage> {
  return drawPage(drawing)
}
