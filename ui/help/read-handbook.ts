/** A block of the handbook. The files use headings, paragraphs, lists, pictures on lines of their own and **bold** words only. */
export type Block =
  | { kind: 'title' | 'heading' | 'text'; spans: Span[] }
  | { kind: 'list'; items: Span[][] }
  /** `name`: a file of `pictures/`. */
  | { kind: 'picture'; name: string; alt: string }
export type Span = { text: string; strong: boolean }

/** Reads the small part of Markdown that the handbook is written in. */
export function readHandbook(source: string): Block[] {
  return source
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(readBlock)
}

function readBlock(block: string): Block {
  if (block.startsWith('## ')) return { kind: 'heading', spans: readSpans(block.slice(3)) }
  if (block.startsWith('# ')) return { kind: 'title', spans: readSpans(block.slice(2)) }
  if (block.startsWith('- ')) return { kind: 'list', items: block.split(/\n(?=- )/).map((item) => readSpans(joined(item.slice(2)))) }
  const [, alt, name] = /^!\[([^\]]*)\]\(([\w.-]+)\)$/.exec(block) ?? []
  if (alt !== undefined && name !== undefined) return { kind: 'picture', name, alt }
  return { kind: 'text', spans: readSpans(joined(block)) }
}

function joined(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ')
}

function readSpans(text: string): Span[] {
  return text
    .split(/\*\*(?!\*)/)
    .map((part, index) => ({ text: part, strong: index % 2 === 1 }))
    .filter(({ text: part }) => part !== '')
}
