const latin = 'aceiopxyskABCEHIKMOPTXYSJj'
const cyrillic = 'асеіорхуѕкАВСЕНІКМОРТХУЅЈј'

const toCyrillic = new Map([...latin].map((char, at) => [char, [...cyrillic][at] ?? char]))
const toLatin = new Map([...cyrillic].map((char, at) => [char, [...latin][at] ?? char]))

/** Letters by which Roman numbers are typed on a Cyrillic keyboard, together with their Latin twins. */
const romanNumber = /^(?=.)[MМmм]{0,3}(?:[CС][MМ]|[CСcс]{0,3})(?:[XХ][CС]|[XХxх]{0,3})(?:[IІ][XХ]|[iі][xх]|[IІiі]{0,3})$/u

/**
 * Makes one script of a word in which Latin and Cyrillic are mixed by a keyboard or by recognition: the
 * script that has more letters without a twin wins, then the one with more letters, then Cyrillic.
 * Where every letter has a twin, a single letter (`12-а`), a word with digits (`77а`) and a Roman number
 * (`ХІХ`) become Latin. Case matters, because В looks like B while в does not look like b.
 */
export function unifyScripts(word: string): string {
  const count = { latin: 0, latinOnly: 0, cyrillic: 0, cyrillicOnly: 0 }
  let digits = 0
  for (const char of word) {
    if (/\p{Script=Latin}/u.test(char)) {
      count.latin += 1
      if (!toCyrillic.has(char)) count.latinOnly += 1
    } else if (/\p{Script=Cyrillic}/u.test(char)) {
      count.cyrillic += 1
      if (!toLatin.has(char)) count.cyrillicOnly += 1
    } else if (/\p{N}/u.test(char)) digits += 1
  }
  if (count.cyrillic === 0) return word
  if (count.latinOnly === 0 && count.cyrillicOnly === 0) {
    const short = count.latin + count.cyrillic === 1 || digits > 0 || romanNumber.test(word)
    if (short) return replace(word, toLatin)
  }
  if (count.latin === 0) return word
  const latinWins =
    count.latinOnly === count.cyrillicOnly ? count.latin > count.cyrillic : count.latinOnly > count.cyrillicOnly
  return latinWins ? replace(word, toLatin) : replace(word, toCyrillic)
}

function replace(word: string, table: ReadonlyMap<string, string>): string {
  return Array.from(word, (char) => table.get(char) ?? char).join('')
}
