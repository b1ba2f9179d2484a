import type { CardPapers, HandOverPaper, PaperForm, PaperRole, PaperWhere } from '#contract/card-papers.ts'
import type { OfferedList } from '#contract/counter.ts'
import { garbledCode, offlineCode, readProblem, UiError } from './ui-error.ts'
import { apiPath, request } from './request.ts'

export type { CardPaper, CardPapers, PaperWhere } from '#contract/card-papers.ts'
export type Offers = OfferedList['offers']

export const readCardPapers = (card: string, signal?: AbortSignal) => request<CardPapers>('GET', `/cards/${card}/papers`, { signal })
export const assignCover = (card: string, code: string) => request<{ cover: string; record: string | null }>('PUT', `/cards/${card}/cover`, { body: { code } })
export const handOver = (order: Partial<HandOverPaper> & { code: string }) => request<PaperWhere>('POST', '/papers/hand-over', { body: order })
export const readMissing = (signal?: AbortSignal) => request<{ total: number; papers: PaperWhere[] }>('GET', '/papers/missing', { signal })

/** Lays a file to a card, as its bytes are. */
export async function attachFile(card: string, file: File, how: { role: PaperRole; form: PaperForm; paper?: string; replaces?: string }): Promise<{ record: string; pages: number }> {
  const answer = await send(apiPath(`/cards/${card}/papers`, { ...how, name: file.name }), file)
  return (await answer.json()) as { record: string; pages: number }
}

/** A fresh cover sheet for a card, as a PDF. */
export async function printCoverSheet(card: string, language: string): Promise<Blob> {
  return (await send(apiPath(`/cards/${card}/cover-sheet`, { language }), null)).blob()
}

/** What the public page offers of a card now. */
export const readOffers = async (card: string, signal?: AbortSignal): Promise<Offers> => (await request<OfferedList>('GET', `/cards/${card}/replies`, { signal })).offers
/** Takes an offer back at once. */
export const withdrawReply = (card: string, record: string): Promise<unknown> => request('POST', `/cards/${card}/replies/withdraw`, { body: { record } })
/** Whoever knows number and check value of the card may download this record of it from now on. */
export const offerReply = (card: string, record: string, name: string): Promise<unknown> => request('POST', `/cards/${card}/replies`, { body: { record, name: name.slice(0, 200) } })

async function send(url: string, body: Blob | null): Promise<Response> {
  const answer = await fetch(url, { method: 'POST', ...(body === null ? {} : { body, headers: { 'content-type': 'application/octet-stream' } }) }).catch(() => {
    throw new UiError({ type: offlineCode, title: '', status: 0, detail: '' })
  })
  if (answer.ok) return answer
  const problem: unknown = await answer.json().catch(() => null)
  throw readProblem(problem, answer.status) ?? new UiError({ type: garbledCode, title: '', status: answer.status, detail: '' })
}
