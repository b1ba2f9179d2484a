import { asc, eq } from 'drizzle-orm'
import type { Language } from '#kernel/language.ts'
import { actLine } from '../acts/schema.ts'
import { ownerOf } from '../forms/load-act-document.ts'
import type { InventoryDocument } from '../forms/write-inventory.ts'
import type { TransferContext } from './context.ts'
import { readTransfer } from './lock-transfer.ts'

/** The inventory of an act of transfer as it is printed. Errors: `no-such-act`. */
export async function loadInventory(context: TransferContext, id: string, language: Language): Promise<InventoryDocument> {
  const { act, transfer } = await readTransfer(context.records.db, id)
  const lines = await context.records.db.select().from(actLine).where(eq(actLine.act, id)).orderBy(asc(actLine.line))
  const listed = lines.filter(({ state }) => state !== 'void' && state !== 'kept')
  const years = Array.from({ length: transfer.yearTo - transfer.yearFrom + 1 }, (_, index) => transfer.yearFrom + index)
  return {
    number: act.number,
    ...(await ownerOf(context, act.fonds, language)),
    years,
    lines: listed.map(({ line, fileNumber, title, dateFirst, dateLast, sheets }) => ({ number: line, index: fileNumber, title, dateFirst, dateLast, sheets, remark: null })),
    preparedBy: act.drawnBy,
    agreed: paperOf(transfer.agreedDocument, transfer.agreedOn),
    approved: paperOf(transfer.approvedDocument, transfer.approvedOn),
    madeAt: act.drawnAt,
  }
}

const paperOf = (document: string | null, date: string | null) => (document === null || date === null ? null : { document, date })
