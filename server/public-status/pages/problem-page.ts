import type { ProblemCode } from '#kernel/errors.ts'
import type { Language } from '#kernel/language.ts'
import { html } from '#platform/xml/html.ts'
import { fillSentence } from '../fill-sentence.ts'
import { texts } from '../texts/choose-language.ts'
import { layout } from './layout.ts'

/** Where the code alone says too little: a file that is not offered, or not any more; an address at which nothing is. */
export type ProblemWords = 'notOffered' | 'noSuchPage'
export type Problem = { code: ProblemCode; words: ProblemWords | null; retryAfterSeconds: number | null }

const minuteSeconds = 60

/** The page that a person reads where a program gets a problem document: what happened and what to do, and the way back to the form. */
export function problemPage(page: { language: Language; house: string }, problem: Problem): string {
  const { language, house } = page
  const text = texts[language]
  const { title, sentence } = saying(language, problem)
  const content = html`<h1>${text.title}</h1>
<div class="note" role="alert"><h2>${title}</h2><p>${sentence}</p></div>
<p class="again"><a href="/status?lang=${language}">${text.toLookUp}</a></p>`
  return layout({ language, house, title, path: '/status' }, content)
}

function saying(language: Language, { code, words, retryAfterSeconds }: Problem): { title: string; sentence: string } {
  const text = texts[language]
  if (words !== null) return text.problems[words]
  switch (code) {
    case 'too-many-requests': return { title: text.waitTitle, sentence: fillSentence(text.wait, { minutes: String(Math.ceil((retryAfterSeconds ?? minuteSeconds) / minuteSeconds)) }) }
    case 'not-found': return { title: text.notFoundTitle, sentence: text.notFound }
    case 'insecure-transport': return { title: text.faultTitle, sentence: text.problems.insecure }
    case 'bad-request':
    case 'body-too-large':
    case 'upload-cut-off': return text.problems.notUnderstood
    default: return { title: text.faultTitle, sentence: text.fault }
  }
}
