import type { CorrespondentBrief } from '../api/cards.ts'
import type { CounterOrder, ServiceView } from '../api/counter.ts'
import { filledFields } from '../registry/extra-fields.ts'

/** A file of the case: on its way, or there. `paper`: for which paper of the list, empty for another. */
export type DraftFile = { upload: string; name: string; paper: string }
/** What a clerk of the one window has filled in of a case that is not registered yet. */
export type CounterDraft = {
  /** Sent with it, so that sending twice registers once. */
  key: string
  service: string
  correspondent: CorrespondentBrief | null
  taken: string[]
  fields: Record<string, string>
  subject: string
  sheets: string
  /** Of the applicant: in which the receipt is printed. */
  language: string
  files: DraftFile[]
  /** Cover sheet that the barcode reader gave, for the pages of this case. */
  cover: string
}

export function emptyDraft(language: string): CounterDraft {
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { key, service: '', correspondent: null, taken: [], fields: {}, subject: '', sheets: '', language, files: [], cover: '' }
}

/** The draft of one person in this browser: it survives a reload and a lost line, and goes with the registration. */
export function counterStore(person: string, storage: Storage = localStorage) {
  const key = `opis.counter-draft.${person}`
  return {
    read(language: string): CounterDraft {
      try {
        const found: unknown = JSON.parse(storage.getItem(key) ?? '{}')
        return { ...emptyDraft(language), ...(typeof found === 'object' && found !== null ? found : {}) }
      } catch {
        return emptyDraft(language)
      }
    },
    /** A browser that keeps nothing keeps nobody from registering. */
    keep(draft: CounterDraft): void {
      try {
        storage.setItem(key, JSON.stringify(draft))
      } catch {
        return
      }
    },
    clear: () => storage.removeItem(key),
  }
}

/** Codes of required papers that are neither taken, nor attached as a file, nor in the house. */
export function missingPapers(service: Pick<ServiceView, 'papers'>, draft: Pick<CounterDraft, 'taken' | 'files'>, held: readonly { paper: string }[]): string[] {
  const there = new Set([...draft.taken, ...draft.files.map(({ paper }) => paper), ...held.map(({ paper }) => paper)])
  return service.papers.filter(({ code, required }) => required && !there.has(code)).map(({ code }) => code)
}

/** The draft as the server takes it; null while there is no service or no applicant. */
export function orderOf(service: ServiceView, draft: CounterDraft, awaitUntil: string | null): CounterOrder | null {
  if (draft.correspondent === null) return null
  const fields = filledFields([...service.fields, ...service.moreFields], draft.fields)
  const files = draft.files.map(({ upload, paper }) => ({ upload, ...(paper === '' ? {} : { paper }) }))
  return {
    ...{ service: service.code, correspondent: draft.correspondent.id, taken: draft.taken.filter((code) => service.papers.some((paper) => paper.code === code)), fields, files, language: draft.language as 'en' },
    ...(draft.subject.trim() === '' ? {} : { subject: draft.subject.trim() }),
    ...(/^\d+$/.test(draft.sheets.trim()) ? { sheets: Number(draft.sheets) } : {}),
    ...(awaitUntil === null ? {} : { awaitUntil }),
  }
}
