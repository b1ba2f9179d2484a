import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { eq } from 'drizzle-orm'
import type { TarFile } from '#platform/tar/write-tar.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { Person } from '../acts/draw-up.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import { ownerOf } from '../forms/load-act-document.ts'
import type { TransferContext } from './context.ts'
import { lockTransfer, readTransfer } from './lock-transfer.ts'
import { planPackage, type PackedFile } from './plan-package.ts'
import { transfer, transferFile } from './schema.ts'

const manifestName = 'manifest-sha512.txt'

/** Name of the bag's folder: `transfer-4-2026`. */
export const packageName = (number: string): string => `transfer-${number.replaceAll('/', '-')}`

/**
 * The package of an approved inventory: one bag of RFC 8493 as the files of a tar archive. Which bytes went in is written down
 * first; the receipt of the archive is held against that. It may be made anew until the receipt agrees, and needs a new receipt
 * then. Errors: `no-such-act`, `act-went-on`; the stream breaks with `integrity` when a stored byte is wrong.
 */
export async function packageTransfer(context: TransferContext, id: string, by: Person): Promise<{ name: string; files: AsyncGenerator<TarFile> }> {
  const { db } = context.records
  const found = await readTransfer(db, id)
  const files = await planPackage(context, found)
  const now = context.clock.now()
  await db.transaction(async (tx) => {
    await lockTransfer(tx, id, ['approved'], ['inventory', 'packaged', 'transfer-pending'])
    await tx.delete(transferFile).where(eq(transferFile.act, id))
    const rows = files.map(({ path, record, sha512, bytes }) => ({ act: id, path, record, sha512, bytes }))
    for (let start = 0; start < rows.length; start += pieceSize) await tx.insert(transferFile).values(rows.slice(start, start + pieceSize))
    await tx.update(transfer).set({ state: 'packaged', packagedAt: now, handedOverOn: null, handedOverDocument: null, receiptAt: null, receiptDocument: null, receiptUnknown: 0 }).where(eq(transfer.act, id))
    await appendAudit(tx, { actor: by.actor, action: 'transfer.package', object: `act:${id}`, details: { act: found.act.number, files: files.length, manifest: sha512Of(manifestOf(files)) } }, now)
  })
  const name = packageName(found.act.number)
  const { body } = await ownerOf(context, found.act.fonds, 'en')
  const day = formatCivilDate(civilDateAt(now.getTime(), context.timeZone))
  return { name, files: bag(context, name, files, { organisation: body, number: found.act.number, title: found.act.title, day }) }
}

const pieceSize = 1000

type Said = { organisation: string; number: string; title: string; day: string }

async function* bag({ records: { store } }: TransferContext, name: string, files: readonly PackedFile[], said: Said): AsyncGenerator<TarFile> {
  const octets = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const info = { 'Source-Organization': said.organisation, 'External-Identifier': said.number, 'External-Description': said.title, 'Bagging-Date': said.day, 'Payload-Oxum': `${octets}.${files.length}`, 'Bag-Software-Agent': 'Opis' }
  const tags = {
    'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    'bag-info.txt': Object.entries(info).map(([label, value]) => `${label}: ${value.replaceAll(/[\r\n]+/g, ' ')}\n`).join(''),
    [manifestName]: manifestOf(files),
  }
  for (const [path, text] of Object.entries(tags)) yield whole(`${name}/${path}`, Buffer.from(text))
  yield whole(`${name}/tag${manifestName}`, Buffer.from(Object.entries(tags).map(([path, text]) => `${sha512Of(text)}  ${path}\n`).join('')))
  for (const { path, bytes, content } of files) {
    if (content instanceof Uint8Array) yield whole(`${name}/${path}`, content)
    else yield { path: `${name}/${path}`, bytes, content: (await store.open(content.object, content.path)).stream }
  }
}

/** RFC 8493, 2.1.3: line ends and the per cent sign in paths are encoded. */
const manifestOf = (files: readonly PackedFile[]): string => files.map(({ path, sha512 }) => `${sha512}  ${path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D')}\n`).join('')
const sha512Of = (text: string): string => createHash('sha512').update(text).digest('hex')
const whole = (path: string, bytes: Uint8Array): TarFile => ({ path, bytes: bytes.byteLength, content: Readable.from([bytes]) })
