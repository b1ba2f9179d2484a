import type { ActSummary } from '#contract/acts.ts'
import type { ErasureSummary } from '#contract/erasure-requests.ts'
import type { HoldView } from '#contract/holds.ts'
import type { TransferList } from '#contract/transfer.ts'
import type { Language } from '#kernel/language.ts'
import type { Table } from '#platform/spreadsheet/table.ts'
import { listTable } from './list-table.ts'

/** Holds with what they reach by and how they stand. */
export function holdsTable(holds: readonly HoldView[], language: Language): Table {
  return listTable(
    'holds',
    [
      ['number', 'text', ({ number }) => number],
      ['reason', 'text', ({ reason }) => reason],
      ['authority', 'text', ({ authority }) => authority],
      ['covers', 'text', ({ scopes }) => scopes.map(({ kind, name }) => `${kind}: ${name}`).join('; ')],
      ['from', 'date', ({ from }) => from],
      ['by', 'text', ({ placedBy }) => placedBy],
      ['reviewOn', 'date', ({ reviewOn }) => reviewOn],
      ['releasedOn', 'date', ({ released }) => released?.on],
    ],
    holds,
    language,
  )
}

/** Acts of destruction and of transfer, a row each. */
export function actsTable(acts: readonly ActSummary[], language: Language): Table {
  return listTable(
    'acts',
    [
      ['number', 'text', ({ number }) => number],
      ['kind', 'text', ({ kind }) => kind],
      ['title', 'text', ({ title }) => title],
      ['fonds', 'text', ({ fonds }) => fonds],
      ['from', 'date', ({ drawnOn }) => drawnOn],
      ['by', 'text', ({ drawnBy }) => drawnBy],
      ['lines', 'number', ({ lines }) => Object.values(lines).reduce((sum, count) => sum + count, 0)],
      ['state', 'text', ({ state }) => state],
      ['id', 'text', ({ id }) => id],
    ],
    acts,
    language,
  )
}

/** Inventories and handings over to the archive. */
export function transfersTable(transfers: TransferList['transfers'], language: Language): Table {
  return listTable(
    'transfers',
    [
      ['number', 'text', ({ number }) => number],
      ['title', 'text', ({ title }) => title],
      ['fonds', 'text', ({ fonds }) => fonds],
      ['from', 'number', ({ years }) => years.from],
      ['until', 'number', ({ years }) => years.to],
      ['archive', 'text', ({ archive }) => archive],
      ['lines', 'number', ({ lines }) => lines],
      ['by', 'text', ({ drawnBy }) => drawnBy],
      ['state', 'text', ({ state }) => state],
      ['id', 'text', ({ id }) => id],
    ],
    transfers,
    language,
  )
}

/** Requests to erase personal data. */
export function erasureRequestsTable(requests: readonly ErasureSummary[], language: Language): Table {
  return listTable(
    'erasure-requests',
    [
      ['number', 'text', ({ number }) => number],
      ['title', 'text', ({ requester }) => requester],
      ['reason', 'text', ({ basis }) => basis],
      ['from', 'date', ({ receivedOn }) => receivedOn],
      ['until', 'date', ({ dueOn }) => dueOn],
      ['items', 'number', ({ records }) => records],
      ['by', 'text', ({ receivedBy }) => receivedBy],
      ['state', 'text', ({ state }) => state],
    ],
    requests,
    language,
  )
}
