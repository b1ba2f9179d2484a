import { languages } from '#kernel/language.ts'
import type { Language } from '#kernel/language.ts'
import { commonWords, comparable } from './common-words/index.ts'
import { countLetters, countScripts, ownEndings, ownLetters, scriptOf } from './letters.ts'
import type { Script } from './letters.ts'

/** `language` null: no letters of a known script. `sure`: the letters and words leave no doubt. */
export type LanguageFinding = { language: Language | null; sure: boolean; scriptShare: number }

/** Words in which the engine has no trust are no evidence. */
const leastConfidence = 50
/** A letter that only one language has weighs less than a word: engines misread single letters. */
const letterWeight = 0.5
const endingWeight = 0.6

/**
 * Which of the five languages a text is in. Confidence does not tell (Ukrainian read with the Russian model still
 * has 75 to 85), so: the script first, then words that only this language of the script uses, and letters
 * and endings that only it has. `prior` breaks a tie and decides when there is no evidence.
 */
export function findLanguage(words: readonly { text: string; confidence: number }[], prior?: Language | null): LanguageFinding {
  const trusted = words.filter((word) => word.confidence >= leastConfidence).map((word) => word.text)
  const text = trusted.join(' ')
  const counts = countScripts(text)
  const letters = countLetters(text)
  const scripts: Script[] = ['georgian', 'cyrillic', 'latin']
  const script = scripts.reduce((best, next) => (counts[next] > counts[best] ? next : best))
  if (counts[script] === 0) return { language: null, sure: false, scriptShare: 0 }
  const scriptShare = counts[script] / letters
  const candidates = languages.filter((language) => scriptOf[language] === script)
  const scored = candidates
    .map((language) => ({ language, score: score(language, candidates, trusted) }))
    .sort((a, b) => b.score - a.score)
  const [best, second] = scored
  if (best === undefined) return { language: null, sure: false, scriptShare }
  if (second === undefined) return { language: best.language, sure: letters >= 8 && scriptShare > 0.6, scriptShare }
  const tie = best.score - second.score < 1
  const preferred = tie && prior !== undefined && prior !== null && candidates.includes(prior) ? prior : best.language
  const sure = best.score >= 3 && best.score >= second.score * 2.5 && scriptShare > 0.6
  return { language: preferred, sure, scriptShare }
}

function score(language: Language, candidates: readonly Language[], words: readonly string[]): number {
  const rivals = candidates.filter((other) => other !== language)
  const letters = ownLetters[language]
  const endings = ownEndings[language]
  let sum = 0
  for (const word of words) {
    const plain = comparable(word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    if (plain === '') continue
    if (commonWords[language].has(plain) && !rivals.some((rival) => commonWords[rival].has(plain))) sum += 1
    else if (endings?.test(plain) === true) sum += endingWeight
    if (letters !== undefined) sum += Math.min(2, word.match(letters)?.length ?? 0) * letterWeight
  }
  return sum
}

/** Share of the words that are frequent in the language, 0..1: running text has 0.2 to 0.5, garbage next to none. */
export function commonShare(language: Language, words: readonly string[]): number {
  const plain = words.map((word) => comparable(word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))).filter((word) => word !== '')
  return plain.length === 0 ? 0 : plain.filter((word) => commonWords[language].has(word)).length / plain.length
}
