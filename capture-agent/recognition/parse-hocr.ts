import type { EngineWord } from './ocr-engine.ts'

/** A word has nothing around it in the lines of Tesseract's hOCR; its text may be marked bold or italic. */
const wordLine = /<span class='ocrx_word'[^>]* title='bbox (\d+) (\d+) (\d+) (\d+); x_wconf (\d+)[^']*'[^>]*>(.*?)<\/span>/
const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" }

/** Whether the output of one page is whole: everything inside a page is indented deeper than its own end. */
export function endsPage(output: string): boolean {
  return output.endsWith('\n  </div>\n')
}

/**
 * Reads one page of Tesseract's hOCR: blocks hold paragraphs, these hold lines, these hold words, each on a line of its own with its
 * box as left, top, right, bottom. Words of nothing but spaces are dropped.
 */
export function parseHocr(hocr: string): EngineWord[] {
  const words: EngineWord[] = []
  let line = -1
  let paragraph = -1
  let lineHasWord = true
  let paragraphHasWord = true
  for (const row of hocr.split('\n')) {
    if (row.startsWith("    <p class='ocr_par'")) paragraphHasWord = false
    else if (row.startsWith("     <span class='ocr")) lineHasWord = false
    const [, left, top, right, bottom, confidence, marked = ''] = wordLine.exec(row) ?? []
    const text = plainText(marked).trim()
    if (text === '') continue
    if (!lineHasWord) line++
    if (!paragraphHasWord) paragraph++
    lineHasWord = paragraphHasWord = true
    words.push({
      text,
      box: [Number(left), Number(top), Number(right) - Number(left), Number(bottom) - Number(top)],
      confidence: Math.min(100, Number(confidence)),
      line,
      paragraph,
    })
  }
  return words
}

function plainText(marked: string): string {
  return marked.replaceAll(/<\/?(?:strong|em)>/g, '').replaceAll(/&(?:lt|gt|amp|quot|#39);/g, (entity) => entities[entity] ?? entity)
}
