import { OpisError } from '#kernel/errors.ts'
import type { ContentStore, ObjectState } from '#server/storage/content-store.ts'
import { batchForm, batchPath, type BatchDescription } from '../batch-form.ts'
import { objectIdOf } from '../context.ts'
import { batchObjectIdOf } from '../pictures.ts'
import { unsaid } from '../describe-record.ts'
import { descriptionPath, recordForm, type RecordDescription } from '../record-form.ts'
import { accessPath, type ObjectContent } from '../record-rows.ts'
import { readTextFile, textPath, type TextPage } from '../text-file.ts'

/**
 * What the object of a record tells of it, checked: the forms of its files, and that every file it
 * names is there. Errors: `integrity`, with what is wrong.
 */
export async function readRecordObject(store: ContentStore, id: string): Promise<ObjectContent> {
  const object = objectIdOf(id)
  const state = await soundState(store, object)
  const paths = new Set(state.files.map((file) => file.path))
  const description = await readForm(store, object, descriptionPath, (bytes) => completed(recordForm.parse(JSON.parse(textOf(bytes))), state))
  if (description.id !== id) throw new OpisError('integrity', `${descriptionPath} is that of the record ${description.id}.`)
  const missing = [...description.originals, ...description.pages].find(({ path }) => path !== null && !paths.has(path))
  if (missing) throw new OpisError('integrity', `The file ${missing.path ?? ''} is missing.`)
  const text = paths.has(textPath) ? await readForm(store, object, textPath, readTextFile) : null
  if (text === null && description.pages.some((page) => page.path === null)) throw new OpisError('integrity', `It has pages of text but no ${textPath}.`)
  return { description: { ...description, language: description.language ?? languageOfMost(text ?? []) }, text, files: state.files }
}

/** The same for the object of a batch. */
export async function readBatchObject(store: ContentStore, id: string): Promise<BatchDescription> {
  const object = batchObjectIdOf(id)
  await soundState(store, object)
  const found = await readForm(store, object, batchPath, (bytes) => batchForm.parse(JSON.parse(textOf(bytes))))
  if (found.batch !== id) throw new OpisError('integrity', `${batchPath} is that of the batch ${found.batch}.`)
  return found
}

async function soundState(store: ContentStore, object: string): Promise<ObjectState> {
  const [fault] = await store.verify(object, { full: false })
  const state = fault ? null : await store.state(object)
  if (state) return state
  throw new OpisError('integrity', fault ? `${fault.file}: ${fault.fault}` : 'The object is not there.')
}

async function readForm<T>(store: ContentStore, object: string, path: string, read: (bytes: Uint8Array) => T): Promise<T> {
  const bytes = await store.read(object, path)
  try {
    return read(bytes)
  } catch (error) {
    throw new OpisError('integrity', `${path} is not in a form that this version reads.`, { cause: error })
  }
}

/** As `finishReading` finds it, for descriptions of form 1. */
function languageOfMost(pages: readonly TextPage[]): string | null {
  const counts = Map.groupBy(pages.flatMap((page) => page.language ?? []), (one) => one)
  return [...counts].sort(([a, of], [b, than]) => than.length - of.length || (a < b ? -1 : 1))[0]?.[0] ?? null
}

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

const mediaTypes: Record<string, string> = { jpg: 'image/jpeg', png: 'image/png', tif: 'image/tiff', webp: 'image/webp', pdf: 'application/pdf', txt: 'text/plain; charset=utf-8' }
const typeOf = (path: string) => mediaTypes[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

/** A description of form 1 with what it left to be found in the object. */
function completed(description: RecordDescription, state: ObjectState): RecordDescription {
  if (description.format !== 'opis-record/1') return description
  const { id, date, cover, source, createdAt } = description
  const access = state.files.some((file) => file.path === accessPath)
  return {
    ...description,
    readAt: access ? state.updatedAt.toISOString() : null,
    originals: state.files.filter(({ path }) => path.startsWith('original/')).map(({ path }) => ({ path, mediaType: typeOf(path) })),
    pages: description.pages.map((page) => ({ ...page, mediaType: page.path === null ? null : typeOf(page.path) })),
    events: date ? [{ ...unsaid, id, event: 'record.date', date, evidence: cover ?? source, recordedBy: cover ? 'cover' : 'system', recordedAt: createdAt }] : [],
  }
}
