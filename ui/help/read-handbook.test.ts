import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { languages } from '#kernel/language.ts'
import { readHandbook } from './read-handbook.ts'

test('reads headings, paragraphs, lists and bold words', () => {
  expect(readHandbook('# T\n\n## H\n\none\ntwo **b**\n\n- a\n  more\n- b')).toEqual([
    { kind: 'title', spans: [{ text: 'T', strong: false }] },
    { kind: 'heading', spans: [{ text: 'H', strong: false }] },
    { kind: 'text', spans: [{ text: 'one two ', strong: false }, { text: 'b', strong: true }] },
    { kind: 'list', items: [[{ text: 'a more', strong: false }], [{ text: 'b', strong: false }]] },
  ])
})

test('reads a picture on a line of its own', () => {
  expect(readHandbook('![What it shows](search.png)\n\ntext')).toMatchObject([{ kind: 'picture', name: 'search.png', alt: 'What it shows' }, { kind: 'text' }])
})

const handbook = (language: string) => readHandbook(readFileSync(join(import.meta.dirname, `${language}.md`), 'utf8'))

test.each(languages)('the handbook in %s has the parts of the English one, and its pictures are there', (language) => {
  const shape = (code: string) => handbook(code).map((block) => (block.kind === 'list' ? `list of ${block.items.length}` : block.kind))
  expect(shape(language)).toEqual(shape('en'))
  const pictures = handbook(language).flatMap((block) => (block.kind === 'picture' ? [block.name] : []))
  expect(pictures).toEqual(['search.png', 'page.png', 'batch.png'])
  for (const name of pictures) expect(existsSync(join(import.meta.dirname, 'pictures', name))).toBe(true)
})
