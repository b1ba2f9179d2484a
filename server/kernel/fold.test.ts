import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldToken, tokenise } from './fold.ts'

describe('two spellings of one word fold to the same', () => {
  test.each([
    ['Romanian comma and cedilla', 'ședință', 'şedinţă'],
    ['Romanian with and without diacritics', 'Hotărâre', 'hotarare'],
    ['Romanian î and Î', 'ÎNTOCMIT', 'intocmit'],
    ['Romanian decomposed', 's\u0326edint\u0326a\u0306', 'ședință'],
    ['Russian ё', 'Отчётъ', 'отчет'],
    ['Russian before 1918', 'дѣло', 'дело'],
    ['Ukrainian ґ', 'ґанок', 'ганок'],
    ['Ukrainian typewriter apostrophe', "об'єкт", 'об’єкт'],
    ['Ukrainian letter apostrophe', 'обʼєкт', 'об`єкт'],
    ['Ukrainian prime, acute', 'об′єкт', 'об´єкт'],
    ['Ukrainian apostrophe left out', "м'яч", 'мяч'],
    ['Ukrainian stress mark', 'рі́шення', 'РІШЕННЯ'],
    ['decomposed й', 'и\u0306ого', 'ЙОГО'],
    ['decomposed ї', 'і\u0308жак', 'їжак'],
    ['Latin i, c, o inside Cyrillic', 'рiшення', 'рішення'],
    ['Latin capitals inside Cyrillic', 'HАКАЗ', 'наказ'],
    ['Latin B for В', 'Bідділ', 'відділ'],
    ['Cyrillic а, е, о inside Latin', 'hotаrarе', 'hotărâre'],
    ['house number with either letter', '77а', '77a'],
    ['single letter', 'А', 'A'],
    ['Roman number from a Cyrillic keyboard', 'ХІХ', 'XIX'],
    ['Roman number, mixed', 'XІV', 'xiv'],
    ['Georgian capitals (Mtavruli)', 'ᲓᲝᲙᲣᲛᲔᲜᲢᲘ', 'დოკუმენტი'],
    ['Georgian Asomtavruli', 'ႣႭႩႳႫႤႬႲႨ', 'დოკუმენტი'],
    ['Georgian Nuskhuri', 'ⴃⴍⴉⴓⴋⴄⴌⴒⴈ', 'დოკუმენტი'],
    ['soft hyphen', 'docu\u00ADment', 'document'],
    ['zero-width space and joiners', 'до\u200Bку\u200Dмент\uFEFF', 'документ'],
    ['ligature', 'ﬁle', 'file'],
    ['full width', 'ＦＩＬＥ１', 'file1'],
    ['German and Polish', 'Straße Łódź', 'strasse lodz'],
  ])('%s: %s = %s', (_, one, other) => {
    expect(foldToken(one)).toBe(foldToken(other))
  })
})

describe('different words stay different', () => {
  test.each([['кит', 'кіт'], ['її', 'іі'], ['мий', 'мии'], ['сон', 'coh'], ['год', 'гід'], ['лист', 'лить']])('%s, %s', (one, other) => {
    expect(foldToken(one)).not.toBe(foldToken(other))
  })
})

describe('a text is cut into words', () => {
  test.each<[string, string, string[]]>([
    ['marks separate', 'Про затвердження (нова ред.), №5', ['про', 'затвердження', 'нова', 'ред', '5']],
    ['a register number has parts', 'nr. 12/2014-a', ['nr', '12', '2014', 'a']],
    ['letters and digits that touch are one word', 'буд. 12а', ['буд', '12a']],
    ['compound words have parts', 'жовто-блакитний', ['жовто', 'блакитний']],
    ['apostrophes that quote are no letters', "'слово' ‘word’ it's", ['слово', 'word', 'its']],
    ['an apostrophe after a digit separates', "5'10", ['5', '10']],
    ['a broken word is joined', 'рі-\nшення', ['рішення']],
    ['with spaces and a carriage return', 'hotă- \r\n  râre', ['hotarare']],
    ['with a soft hyphen', 'доку\u00AD\nмент', ['документ']],
    ['in capitals', 'РІ-\nШЕННЯ', ['рішення']],
    ['Georgian', 'დოკუ-\nმენტი', ['დოკუმენტი']],
    ['in three parts', 'непере-\nдба-\nчений', ['непередбачений']],
    ['a name after a hyphen stays a word', 'Івано-\nФранківськ', ['івано', 'франківськ']],
    ['numbers are not joined', '2014-\n2015', ['2014', '2015']],
    ['a dash is no hyphen', 'слово -\nдруге', ['слово', 'друге']],
    ['an empty line ends the word', 'рі-\n\nшення', ['рі', 'шення']],
    ['nothing', '  …—!\n', []],
  ])('%s', (_, text, expected) => {
    expect(tokenise(text).map((found) => found.token)).toEqual(expected)
  })

  test('offsets point at the original, both parts of a broken word included', () => {
    const text = '— Об’єкт «рі-\nшення» 12/2014'
    expect(tokenise(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Об’єкт', 'рі-\nшення', '12', '2014'])
  })
})

describe('laws', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'aâșţеёіїґАВСᲓⴃ12-\n’\u00AD\u0301 \u200B'), maxLength: 40 }),
  )
  test('folding twice changes nothing', () => {
    fc.assert(fc.property(anyText, (text) => tokenise(text).every(({ token }) => foldToken(token) === token)), { numRuns: 2000 })
  })
  test('the short way for plain words gives what the long way gives', () => {
    const letters = fc.constantFrom(...'abcмісхрадъьяєїийщАВДРԱაბგქ019')
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 2, maxLength: 8 }), (word) => {
        expect(foldToken(word)).toBe(foldToken(`${word.slice(0, 1)}\u200B${word.slice(1)}`))
      }),
      { numRuns: 5000 },
    )
  })
  test('tokens come in order, inside the text, and never overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0
        for (const { token, start, end } of tokenise(text)) {
          expect(token).not.toBe('')
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        expect(last).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 2000 },
    )
  })
})
