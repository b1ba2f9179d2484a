import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readHandbook } from './read-handbook.ts'

test('reads headings, paragraphs, lists and bold words', () => {
  expect(readHandbook('# T\n\n## H\n\none\ntwo **b**\n\n- a\n  more\n- b')).toEqual([
    { kind: 'title', spans: [{ text: 'T', strong: false }] },
    { kind: 'heading', spans: [{ text: 'H', strong: false }] },
    { kind: 'text', spans: [{ text: 'one two ', strong: false }, { text: 'b', strong: true }] },
    { kind: 'list', items: [[{ text: 'a more', strong: false }], [{ text: 'b', strong: false }]] },
  ])
})

test('the handbooks have the same parts in both languages', () => {
  const [en, uk] = ['en', 'uk'].map((language) => readHandbook(readFileSync(join(import.meta.dirname, `${language}.md`), 'utf8')).map(({ kind }) => kind))
  expect(uk).toEqual(en)
})
