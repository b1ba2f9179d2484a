import type { EngineWord } from './ocr-engine.ts'

/**
 * Reads Tesseract's TSV: columns level, page, block, paragraph, line, word, left, top, width, height,
 * confidence, text; level 5 is a word. Words of nothing but spaces are dropped.
 */
export function parseTsv(tsv: string): EngineWord[] {
  const words: EngineWord[] = []
  const lines = new Map<string, number>()
  const paragraphs = new Map<string, number>()
  for (const row of tsv.split('\n')) {
    const [level, , block = '', paragraph = '', line = '', , left, top, width, height, confidence, ...rest] = row.split('\t')
    const text = rest.join('\t').trim()
    if (level !== '5' || text === '') continue
    words.push({
      text,
      box: [Number(left), Number(top), Number(width), Number(height)],
      confidence: Math.min(100, Math.max(0, Number(confidence))),
      line: numberOf(lines, `${block}/${paragraph}/${line}`),
      paragraph: numberOf(paragraphs, `${block}/${paragraph}`),
    })
  }
  return words
}

function numberOf(known: Map<string, number>, key: string): number {
  const number = known.get(key) ?? known.size
  known.set(key, number)
  return number
}
