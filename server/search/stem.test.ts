import { describe, expect, test } from 'vitest'
import { foldToken } from '#kernel/fold.ts'
import type { Language } from '#kernel/language.ts'
import { stem, stems } from './stem.ts'

describe('inflected forms share a stem', () => {
  test.each<[Language, string]>([
    ['ro', 'hotărâre hotărârea hotărârii hotărâri hotărârile hotărârilor'],
    ['ro', 'document documentul documentului documente documentele documentelor'],
    ['ro', 'primărie primăria primăriei'],
    ['uk', 'рішення рішенням рішенню рішень рішеннях'],
    ['uk', 'документ документа документу документом документи документів документами документах'],
    ['uk', 'міський міського міському міським міська міської'],
    ['uk', 'область області областей областями'],
    ['ru', 'документ документа документов документами документах'],
    ['ru', 'решение решения решению решением решений решениями'],
    ['ru', 'городской городского городскому городская городские'],
    ['ka', 'დოკუმენტი დოკუმენტის დოკუმენტში დოკუმენტები დოკუმენტებს დოკუმენტების დოკუმენტით'],
    ['ka', 'საკრებულო საკრებულოს საკრებულოში საკრებულოსთვის'],
    ['en', 'decision decisions'],
    ['en', 'archive archives archived archiving'],
    ['en', 'city cities'],
  ])('%s: %s', (language, forms) => {
    expect([...new Set(forms.split(' ').map((form) => stem(foldToken(form), language)))]).toHaveLength(1)
  })
})

test('a page in a known language has one stem a word, a query has one for each language of its script', () => {
  expect(stems('рішення', 'uk')).toEqual([stem('рішення', 'uk')])
  expect(stems('документами', null)).toContain(stem('документами', 'ru'))
  expect(stems('decision', 'uk')).toEqual(stems('decision', null))
  expect(stems('12', 'uk')).toEqual([])
  expect(stem('12a', 'en')).toBe('12a')
})
