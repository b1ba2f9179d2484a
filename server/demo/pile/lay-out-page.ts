import type { DemoPage } from '../texts/demo-text.ts'

/** Letters in a line; in DejaVu Serif of 54 pixels the widest of the five scripts then fits on A4 at 300 dpi. */
const columns = 62
/** A letter is about as wide as so many spaces. */
const spacesPerLetter = 1.8

/** Breaks a paragraph at spaces into lines of at most `columns` letters; the first line is indented. */
function breakLines(paragraph: string): string[] {
  const lines: string[] = []
  let line = '   '
  for (const word of paragraph.split(' ')) {
    const longer = line.trim() === '' ? line + word : `${line} ${word}`
    if (longer.length > columns && line.trim() !== '') {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

function centre(text: string): string {
  return ' '.repeat(Math.max(0, Math.round(((columns - text.length) / 2) * spacesPerLetter))) + text
}

/** A page of text as the lines that are drawn, one below the other. */
export function layOutPage(page: DemoPage): string[] {
  return [
    ...page.heading.map(centre),
    '',
    ...page.paragraphs.flatMap((paragraph) => [...breakLines(paragraph), '']),
    '',
    ...page.closing.flatMap((line) => [line, '']),
  ]
}
