import { createHash } from 'node:crypto'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import { csvFile } from '#platform/spreadsheet/csv.ts'
import { objectIdOf } from '#server/records/context.ts'
import { membersOf } from '../acts/bound-to.ts'
import { actLine } from '../acts/schema.ts'
import { chooseLayout } from '../forms/choose-layout.ts'
import { inventoryTable, writeInventory } from '../forms/write-inventory.ts'
import type { TransferContext } from './context.ts'
import { loadInventory } from './load-inventory.ts'
import type { Found } from './lock-transfer.ts'

/** A file of the payload: made here (`bytes`), or lying in the store (`stored`). Paths are those in the bag. */
export type PackedFile = { path: string; record: string | null; sha512: string; bytes: number; content: Uint8Array | { object: string; path: string } }

/**
 * The payload of the package, laid out after E-ARK CSIP 2 as far as folders go (there is no METS file): the inventory as PDF/A,
 * CSV and JSON, and every record with all its files and its own description. A record in two files of the inventory comes
 * once. Errors: `not-in-this-state` when a record has no object in the store.
 */
export async function planPackage(context: TransferContext, { act }: Found): Promise<PackedFile[]> {
  const { language } = chooseLayout(context, act.schedule, {})
  const inventory = await loadInventory(context, act.id, language)
  const files = await filesOfAct(context, act.id)
  const listed = { number: act.number, title: act.title, fonds: inventory.fonds, body: inventory.body, agreed: inventory.agreed, approved: inventory.approved, files }
  const records = [...new Set(files.flatMap((file) => file.records))]
  return [
    made('data/documentation/inventory.pdf', (await writeInventory(inventory, language)).bytes),
    made('data/metadata/descriptive/inventory.csv', csvFile(inventoryTable(inventory, language))),
    made('data/metadata/descriptive/inventory.json', Buffer.from(`${JSON.stringify(listed, null, 2)}\n`)),
    ...(await Promise.all(records.map((record) => filesOfRecord(context, record)))).flat(),
  ]
}

function made(path: string, content: Uint8Array): PackedFile {
  return { path, record: null, sha512: createHash('sha512').update(content).digest('hex'), bytes: content.byteLength, content }
}

/** The files of the inventory in its order, each with the records that lie in it now. */
async function filesOfAct({ records: { db } }: TransferContext, id: string) {
  const lines = await db
    .select()
    .from(actLine)
    .where(and(eq(actLine.act, id), inArray(actLine.state, ['agreed', 'executing', 'transferred'])))
    .orderBy(asc(actLine.line))
  const members = await membersOf(db, lines.map(({ subject }) => subject))
  return lines.map(({ line, subject, fileNumber, title, dateFirst, dateLast, class: code }) => ({ number: line, file: subject, class: code, index: fileNumber, title, dateFirst, dateLast, records: [...(members.get(subject) ?? [])] }))
}

async function filesOfRecord({ records: { store } }: TransferContext, record: string): Promise<PackedFile[]> {
  const object = objectIdOf(record)
  const state = await store.state(object)
  if (state === null) throw new OpisError('not-in-this-state', `The record ${record} is not in the store yet. Try again when it is archived.`)
  return state.files.map(({ path, sha512, bytes }) => ({ path: `data/representations/original/data/${record}/${path}`, record, sha512, bytes, content: { object, path } }))
}
