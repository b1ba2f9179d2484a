import type { CorrespondentBrief, NewCard, NewRelation } from '../api/cards.ts'
import { readDay } from './read-day.ts'

/** What a clerk has typed of a document that is not registered yet. Days are as they were typed. */
export type CardDraft = {
  /** Sent with it, so that sending twice registers once. */
  key: string
  register: string
  kind: string
  channel: string
  receivedOn: string
  correspondent: CorrespondentBrief | null
  theirNumber: string
  theirDate: string
  subject: string
  sheets: string
  annexSheets: string
  paper: 'none' | 'kept' | 'returned'
  paperPlace: string
  restricted: boolean
  fields: Record<string, string>
  relations: (NewRelation & { number: string })[]
}

/** What is usual for the person and stays from one document to the next. */
export type Usual = Pick<CardDraft, 'register' | 'kind' | 'channel' | 'paper' | 'paperPlace'>

export const firstUsual: Usual = { register: '', kind: '', channel: 'counter', paper: 'kept', paperPlace: '' }

export function emptyDraft(usual: Usual): CardDraft {
  return { key: newKey(), ...usual, receivedOn: '', correspondent: null, theirNumber: '', theirDate: '', subject: '', sheets: '', annexSheets: '', restricted: false, fields: {}, relations: [] }
}

/** A key that nobody else has: 128 random bits. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export type DraftFault = 'register' | 'kind' | 'subject' | 'theirDate' | 'receivedOn'

/** The form as the server takes it, and the relations that are told afterwards; or the first field at fault. */
export function readDraft(draft: CardDraft, today: string): { card: NewCard; relations: NewRelation[] } | { fault: DraftFault } {
  const missing = (['register', 'kind', 'subject'] as const).find((name) => draft[name].trim() === '')
  if (missing !== undefined) return { fault: missing }
  const [theirDate, receivedOn] = [readDay(draft.theirDate, today), readDay(draft.receivedOn, today)]
  if (theirDate === null) return { fault: 'theirDate' }
  if (receivedOn === null) return { fault: 'receivedOn' }
  const said = <T>(name: string, value: T, is: boolean): Record<string, T> => (is ? { [name]: value } : {})
  const relationTo = (relation: string): string | undefined => draft.relations.find((one) => one.relation === relation)?.to
  const [replyTo, repeatOf] = [relationTo('reply-to'), relationTo('repeat-of')]
  const fields = Object.fromEntries(Object.entries(draft.fields).filter(([, value]) => value.trim() !== ''))
  const card = {
    ...{ register: draft.register, kind: draft.kind, subject: draft.subject.trim(), channel: draft.channel, paper: draft.paper, restricted: draft.restricted, fields },
    ...said('correspondent', draft.correspondent?.id, draft.correspondent !== null),
    ...said('theirNumber', draft.theirNumber.trim(), draft.theirNumber.trim() !== ''),
    ...said('theirDate', theirDate, theirDate !== ''),
    ...said('receivedOn', receivedOn, receivedOn !== ''),
    ...said('sheets', Number(draft.sheets), /^\d+$/.test(draft.sheets.trim())),
    ...said('annexSheets', Number(draft.annexSheets), /^\d+$/.test(draft.annexSheets.trim())),
    ...said('paperPlace', draft.paperPlace.trim(), draft.paper === 'kept' && draft.paperPlace.trim() !== ''),
    ...said('replyTo', replyTo, replyTo !== undefined),
    ...said('repeatOf', repeatOf, repeatOf !== undefined),
  } as NewCard
  const rest = draft.relations.filter((one) => !(one.relation === 'reply-to' && one.to === replyTo) && !(one.relation === 'repeat-of' && one.to === repeatOf))
  return { card, relations: rest.map(({ relation, to }) => ({ relation, to })) }
}

/** The draft and what is usual, kept in this browser for one person, so that a reload loses nothing. */
export function draftStore(person: string, storage: Storage = localStorage) {
  const draftKey = `opis.card-draft.${person}`
  const usualKey = `opis.card-usual.${person}`
  const usual = (): Usual => ({ ...firstUsual, ...read(storage, usualKey) })
  return {
    usual,
    draft: (): CardDraft => ({ ...emptyDraft(usual()), ...read(storage, draftKey) }),
    keep: (draft: CardDraft) => write(storage, draftKey, draft),
    /** After a document was registered: the next one begins with what is usual. */
    next(draft: CardDraft): CardDraft {
      const { register, kind, channel, paper, paperPlace } = draft
      write(storage, usualKey, { register, kind, channel, paper, paperPlace })
      storage.removeItem(draftKey)
      return emptyDraft(usual())
    },
  }
}

function read(storage: Storage, key: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? '{}')
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** A full or forbidden storage keeps nobody from registering. */
function write(storage: Storage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value))
  } catch {
    storage.removeItem(key)
  }
}
