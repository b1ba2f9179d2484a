import { Readable } from 'node:stream'
import { z } from 'zod'
import { id, language } from '#contract/common.ts'
import { candidateList, candidateQuery, handedOver, newTransfer, receiptQuery, transferDrawn, transferList, transferPaper, transferView } from '#contract/transfer.ts'
import type { Api } from '#platform/http/api.ts'
import { readBytes } from '#platform/http/read-body.ts'
import { tableAnswer, tableFormat, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import { writeTar } from '#platform/tar/write-tar.ts'
import { personOf } from '../acts/person-of.ts'
import type { DestructionContext } from '../destruction/context.ts'
import { pdfAnswer } from '../forms/routes.ts'
import { actReaders, refuseUnseenActs } from '../acts/see-acts.ts'
import { asFileQuery } from '../lists/list-table.ts'
import { transfersTable } from '../lists/summary-tables.ts'
import { inventoryTable, writeInventory } from '../forms/write-inventory.ts'
import { agreeInventory, approveInventory } from './agree-inventory.ts'
import { countCandidates } from './candidates.ts'
import type { TransferContext } from './context.ts'
import { drawUpTransfer } from './draw-up-transfer.ts'
import { handOver, recordReceipt } from './hand-over.ts'
import { loadInventory } from './load-inventory.ts'
import { orderEnding } from './order-ending.ts'
import { packageTransfer } from './package-transfer.ts'
import { listTransfers, viewTransfer } from './view-transfer.ts'

const keepers = { roles: ['administrator', 'archivist', 'records-manager'] } as const
/** Who records that others agreed or approved; the use cases refuse whoever drew the inventory up. */
const approvers = { roles: ['records-manager', 'head'] } as const
const one = z.object({ id })
/** Some 300,000 files. */
const longestReceiptBytes = 64 * 1024 * 1024
const changed = ['not-found', 'not-in-this-state'] as const

/** From the inventory of permanent files to the receipt of the state archive. */
export function transferRoutes(api: Api, context: TransferContext, destruction: DestructionContext): void {
  const { db } = context.records
  api.route({ method: 'get', path: '/transfers/candidates', summary: 'Permanent files that wait for an inventory, by fonds and year', access: actReaders, query: candidateQuery, answer: candidateList }, async ({ principal, query }) => {
    await refuseUnseenActs(context, principal)
    return countCandidates(db, query)
  })
  api.route({ method: 'get', path: '/transfers', summary: 'Inventories and handings over; with ?format= as a file', access: actReaders, query: asFileQuery, answer: transferList, binaryAnswer: tableMediaTypes }, async ({ principal, query: { format, language } }) => {
    await refuseUnseenActs(context, principal)
    const list = await listTransfers(db)
    return format === undefined ? list : tableAnswer(transfersTable(list.transfers, language), format)
  })
  api.route({ method: 'post', path: '/transfers', summary: 'Draw up the inventory of the permanent files of some years', access: keepers, body: newTransfer, answer: transferDrawn, status: 201, problems: ['not-in-this-state'] }, ({ principal, body }) => drawUpTransfer(context, body, personOf(principal)))
  api.route({ method: 'get', path: '/transfers/{id}', summary: 'A handing over, with the files of which the receipt does not agree', access: actReaders, params: one, answer: transferView, problems: ['not-found'] }, async ({ principal, params }) => {
    await refuseUnseenActs(context, principal)
    return viewTransfer(db, params.id)
  })
  inventoryRoutes(api, context)
  handingRoutes(api, context, destruction)
}

function inventoryRoutes(api: Api, context: TransferContext): void {
  const { db } = context.records
  api.route({ method: 'get', path: '/transfers/{id}/inventory.pdf', summary: 'The inventory as PDF/A', access: actReaders, params: one, query: z.object({ language: language.default('en') }), binaryAnswer: 'application/pdf', problems: ['not-found'] }, async ({ principal, params, query }) => {
    await refuseUnseenActs(context, principal)
    const document = await loadInventory(context, params.id, query.language)
    return pdfAnswer(await writeInventory(document, query.language), `inventory-${document.number}`)
  })
  api.route(
    { method: 'get', path: '/transfers/{id}/inventory', summary: 'The inventory for a spreadsheet', access: actReaders, params: one, query: z.object({ language: language.default('en'), format: tableFormat.default('csv') }), binaryAnswer: tableMediaTypes, problems: ['not-found'] },
    async ({ principal, params, query }) => {
      await refuseUnseenActs(context, principal)
      return tableAnswer(inventoryTable(await loadInventory(context, params.id, query.language), query.language), query.format)
    },
  )
  api.route({ method: 'post', path: '/transfers/{id}/agree', summary: 'Record that the expert commission agreed to the inventory', access: approvers, params: one, body: transferPaper, answer: transferView, problems: changed }, async ({ principal, params, body }) => {
    await agreeInventory(context, params.id, body, personOf(principal))
    return viewTransfer(db, params.id)
  })
  api.route({ method: 'post', path: '/transfers/{id}/approve', summary: 'Record that the state archive approved the inventory', access: approvers, params: one, body: transferPaper, answer: transferView, problems: changed }, async ({ principal, params, body }) => {
    await approveInventory(context, params.id, body, personOf(principal))
    return viewTransfer(db, params.id)
  })
}

function handingRoutes(api: Api, context: TransferContext, destruction: DestructionContext): void {
  const { db } = context.records
  api.route({ method: 'post', path: '/transfers/{id}/package', summary: 'The package for the archive: a bag as one tar archive', access: keepers, params: one, binaryAnswer: 'application/x-tar', problems: changed }, async ({ principal, params }) => {
    const { name, files } = await packageTransfer(context, params.id, personOf(principal))
    const headers = { 'content-type': 'application/x-tar', 'content-disposition': `attachment; filename="${name}.tar"` }
    return new Response(Readable.from(writeTar(files), { objectMode: false }) as unknown as ReadableStream, { headers })
  })
  api.route({ method: 'post', path: '/transfers/{id}/handed-over', summary: 'Say that the archive has the package', access: keepers, params: one, body: handedOver, answer: transferView, problems: changed }, async ({ principal, params, body }) => {
    await handOver(context, params.id, body, personOf(principal))
    return viewTransfer(db, params.id)
  })
  api.route({ method: 'post', path: '/transfers/{id}/receipt', summary: 'Record the receipt of the archive and compare its checksums', access: keepers, params: one, query: receiptQuery, binaryBody: true, answer: transferView, problems: [...changed, 'body-too-large'] }, async ({ c, principal, params, query }) => {
    const receipt = (await readBytes(c.req.raw, longestReceiptBytes)).toString('utf8')
    await recordReceipt(context, params.id, { document: query.document, receipt }, personOf(principal))
    return viewTransfer(db, params.id)
  })
  api.route({ method: 'post', path: '/transfers/{id}/end', summary: 'Approve that the local copy ends', access: { roles: ['head'] }, params: one, answer: transferView, problems: changed }, async ({ principal, params }) => {
    await orderEnding(destruction, params.id, personOf(principal))
    return viewTransfer(db, params.id)
  })
}
