import { describe, expect, test } from 'vitest'
import { languages } from '#kernel/language.ts'
import { pageTexts } from '#test/support/page-texts.ts'
import { commonShare, findLanguage } from './find-language.ts'

const seen = (text: string, confidence = 90) => text.split(/\s+/).filter((word) => word !== '').map((word) => ({ text: word, confidence }))

describe('finding the language', () => {
  test.each(languages)('of a paragraph: %s', (language) => {
    expect(findLanguage(seen(pageTexts[language].join(' ')))).toMatchObject({ language, sure: true })
  })

  test('Ukrainian read with the Russian model is still Ukrainian', () => {
    const misread = 'Ваше звернення зареестровано, його буде розглянуто протягом тридцяти днв з дня надходження. Вулицю буде закрито через ремонтн роботи'
    expect(findLanguage(seen(misread, 83))).toMatchObject({ language: 'uk', sure: true })
  })

  test('Russian read with the Ukrainian model is still Russian', () => {
    const misread = 'Ваше обращениє зарегистрировано и будет рассмотрено в течениє тридцати дней со дня поступления. Список лиц, которьіе нуждаются'
    expect(findLanguage(seen(misread, 91), 'uk')).toMatchObject({ language: 'ru' })
  })

  test('Romanian read with the English model is still Romanian', () => {
    const misread = 'Consiliul orasenesc a hotarat ca strada va fi inchisa pentru lucrari, iar cererea dumneavoastra a fost inregistrata si va fi examinata'
    expect(findLanguage(seen(misread, 89))).toMatchObject({ language: 'ro', sure: true })
  })

  test('cedilla and comma forms count alike', () => {
    expect(findLanguage(seen('şi ţara și țara către'))).toMatchObject({ language: 'ro' })
  })

  test('words without confidence are no evidence', () => {
    expect(findLanguage(seen(pageTexts.en.join(' '), 30))).toMatchObject({ language: null, sure: false })
  })

  test('figures have no language', () => {
    expect(findLanguage(seen('1987 37 14.03.2021 12,5'))).toEqual({ language: null, sure: false, scriptShare: 0 })
  })

  test('a name alone is a guess, and what is known from elsewhere decides it', () => {
    expect(findLanguage(seen('Popescu Ion'), 'ro')).toMatchObject({ language: 'ro', sure: false })
    expect(findLanguage(seen('Шевченко Тарас'), 'uk')).toMatchObject({ language: 'uk', sure: false })
    expect(findLanguage(seen('Шевченко Тарас'), 'ro').language).not.toBe('ro')
  })

  test('running text has many frequent words, garbage none', () => {
    for (const language of languages) expect(commonShare(language, pageTexts[language].join(' ').split(' '))).toBeGreaterThan(0.12)
    expect(commonShare('ro', ['W0D', 'V90VLI01', 'IMIOUŢ'])).toBe(0)
  })
})
