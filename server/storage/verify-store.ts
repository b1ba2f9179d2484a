import type { ContentStore } from './content-store.ts'

/** `record`: id of the record, or the whole id of an object that is none. */
export type StoreVerdict = { objects: number; files: number; bytes: number; bad: { record: string; file: string; fault: string }[] }

/** Checks every object of the store, `full` every byte, telling after each how far it is. */
export async function* verifyStore(store: ContentStore, options: { full: boolean }): AsyncGenerator<{ done: number; total: number }, StoreVerdict> {
  const verdict: StoreVerdict = { objects: 0, files: 0, bytes: 0, bad: [] }
  let total = 0
  for await (const _ of store.list()) total += 1
  for await (const id of store.list()) {
    verdict.objects += 1
    for (const fault of await store.verify(id, options)) verdict.bad.push({ record: id.replace(/^urn:opis:record:/, ''), ...fault })
    const state = await store.state(id).catch(() => null)
    verdict.files += state?.files.length ?? 0
    verdict.bytes += state?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0
    yield { done: verdict.objects, total: Math.max(total, verdict.objects) }
  }
  return verdict
}
