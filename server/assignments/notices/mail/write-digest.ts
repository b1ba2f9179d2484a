import type { NoticeKind } from '#contract/notices.ts'
import type { Language } from '#kernel/language.ts'
import { mailWords } from './words.ts'

export type Told = { kind: NoticeKind; card: string | null; assignment: string | null; facts: Readonly<Record<string, string | number>> }

const day = (iso: string): string => iso.split('-').reverse().join('.')

/** Letters of a number, without line breaks and control characters: the only free text of a mail. */
const clean = (text: string): string => text.replaceAll(/\p{Control}+/gu, ' ').slice(0, 100)

/**
 * The letter about some news, in the language of the person: kind, number of the document, due day and a link. `total`: how
 * many there are, where the list was cut; `url`: under which people reach the server, null where nobody said so.
 */
export function writeDigest(told: readonly Told[], of: { language: Language; total: number; url: string | null }): { subject: string; text: string } {
  const words = mailWords[of.language]
  const lines = told.flatMap(({ kind, card, assignment, facts }) => {
    const number = typeof facts['number'] === 'string' ? ` № ${clean(facts['number'])}` : ''
    const due = typeof facts['due'] === 'string' ? `, ${words.due} ${day(clean(facts['due']))}` : ''
    const path = assignment !== null ? `/tasks/${assignment}` : card !== null ? `/registry/cards/${card}` : null
    return [`• ${words.kinds[kind]}:${number}${due}`, ...(of.url === null || path === null ? [] : [`  ${new URL(path, of.url).href}`])]
  })
  const more = of.total > told.length ? [`${words.more} ${of.total - told.length}`] : []
  return { subject: `Opis: ${words.subject} (${of.total})`, text: [words.greeting, '', ...lines, ...more, '', words.footer, ''].join('\n') }
}
