import { and, asc, count, desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { TransferList, TransferState, TransferView } from '#contract/transfer.ts'
import type { Db } from '#platform/database.ts'
import { act, actLine } from '../acts/schema.ts'
import { readTransfer, type Found } from './lock-transfer.ts'
import { transfer, transferFile } from './schema.ts'

const shownFaults = 100
const mostShown = 500

/** A handing over as screens and programs see it. Errors: `no-such-act`. */
export async function viewTransfer(db: Db, id: string): Promise<TransferView> {
  const found = await readTransfer(db, id)
  const faults = await db
    .select({ path: transferFile.path, record: transferFile.record, fault: transferFile.fault })
    .from(transferFile)
    .where(and(eq(transferFile.act, id), isNotNull(transferFile.fault)))
    .orderBy(asc(transferFile.path))
    .limit(shownFaults)
  return { ...(await summaryOf(db, found)), faults: faults.flatMap(({ fault, ...row }) => (fault === null ? [] : [{ ...row, fault }])) }
}

/** All of them, the newest first. */
export async function listTransfers(db: Db): Promise<TransferList> {
  const rows = await db.select({ act, transfer }).from(transfer).innerJoin(act, eq(act.id, transfer.act)).orderBy(desc(act.drawnAt)).limit(mostShown)
  return { transfers: await Promise.all(rows.map((row) => summaryOf(db, row))) }
}

async function summaryOf(db: Db, { act: of, transfer: way }: Found): Promise<Omit<TransferView, 'faults'>> {
  const [lines] = await db.select({ count: count() }).from(actLine).where(eq(actLine.act, of.id))
  const [files] = await db
    .select({ total: count(), bytes: sql<number>`coalesce(sum(${transferFile.bytes}), 0)::float8`, faults: sql<number>`count(${transferFile.fault})::int` })
    .from(transferFile)
    .where(eq(transferFile.act, of.id))
  return {
    ...{ id: of.id, number: of.number, title: of.title, fonds: of.fonds, archive: way.archive, years: { from: way.yearFrom, to: way.yearTo } },
    ...{ actState: of.state, state: stateOf(of.state, way.state), drawnBy: of.drawnBy, drawnOn: of.drawnOn, lines: lines?.count ?? 0 },
    agreed: way.agreedDocument === null || way.agreedOn === null ? null : { document: way.agreedDocument, on: way.agreedOn },
    approved: way.approvedDocument === null || way.approvedOn === null ? null : { document: way.approvedDocument, on: way.approvedOn },
    packagedAt: way.packagedAt?.toISOString() ?? null,
    handedOverOn: way.handedOverOn,
    receipt: way.receiptAt === null ? null : { document: way.receiptDocument ?? '', at: way.receiptAt.toISOString(), unknownFiles: way.receiptUnknown },
    notBefore: way.notBefore?.toISOString() ?? null,
    files: files ?? { total: 0, bytes: 0, faults: 0 },
  }
}

/** The end of the local copy is the execution of the act. */
const stateOf = (ofAct: Found['act']['state'], state: TransferState): TransferState => (state === 'ending' && (ofAct === 'executed' || ofAct === 'executed-in-part') ? 'ended' : state)
