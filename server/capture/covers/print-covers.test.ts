import { PDFiumLibrary } from '@hyzyla/pdfium'
import { expect, test } from 'vitest'
import { newCoverId } from '#kernel/cover-id.ts'
import { languages } from '#kernel/language.ts'
import { coverTexts } from './cover-texts.ts'
import { printCovers } from './print-covers.ts'

const id = newCoverId((count) => new Uint8Array(count).fill(7))

async function texts(pdf: Uint8Array): Promise<{ text: string; widthPt: number; heightPt: number }[]> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  const pages = [...document.pages()].map((page) => {
    const { originalWidth, originalHeight } = page.getOriginalSize()
    return { text: page.getText().replaceAll(/\s+/gu, ' '), widthPt: originalWidth, heightPt: originalHeight }
  })
  document.destroy()
  library.destroy()
  return pages
}

test.each(languages)('a cover in %s says what people need', async (language) => {
  const archiveName = 'Arhiva — Архів — არქივი'
  const pdf = await printCovers([
    { id, class: { code: 'acts', title: 'Рішення' }, file: '02-15/2024', sheets: 24, date: '2024-03-05', language: 'uk' },
  ], { language, archiveName })
  const [page] = await texts(pdf)
  for (const words of [id, archiveName, 'acts', 'Рішення', '02-15/2024', '24', '2024', ...Object.values(coverTexts[language]).flat()]) {
    expect(page?.text).toContain(words)
  }
  expect([page?.widthPt, page?.heightPt].map((side) => Math.round((side ?? 0) / 72 * 25.4))).toEqual([210, 297])
})

test('one page a cover, in order, however long the words are', async () => {
  const ids = [1, 2, 3].map((seed) => newCoverId((count) => new Uint8Array(count).fill(seed)))
  const long = 'nesfârșit '.repeat(100)
  const covers = ids.map((one) => ({ id: one, file: long, class: { code: 'x', title: long }, date: '1998' }))
  const pages = await texts(await printCovers(covers, { language: 'ro', archiveName: long }))
  expect(pages.map((page) => /OPIS-\w+-\w+/u.exec(page.text)?.[0])).toEqual(ids)
  expect(pages[0]?.text).toContain('1998')
})

test('none and too many are refused', async () => {
  const options = { language: 'en', archiveName: 'Archive' } as const
  await expect(printCovers([], options)).rejects.toMatchObject({ code: 'bad-request' })
  await expect(printCovers(Array.from({ length: 1001 }, () => ({ id })), options)).rejects.toMatchObject({ code: 'bad-request' })
})
