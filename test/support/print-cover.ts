import { issuedCovers, type CoverOrder } from '#contract/capture.ts'
import { drawPdf } from '#platform/pdf/draw-pdf.ts'
import type { Caller } from './caller.ts'

/** Orders one cover sheet of the server; its id and its picture as a scanner would give it. */
export async function printCover(admin: Caller, order: Omit<CoverOrder, 'count'>): Promise<{ id: string; png: Uint8Array }> {
  const { covers, pdfBase64 } = await admin.get(issuedCovers, 'POST', '/api/covers', { json: { ...order, count: 1 } })
  const [cover] = covers
  for await (const { png } of drawPdf(Buffer.from(pdfBase64, 'base64'))) if (cover !== undefined) return { id: cover.id, png }
  throw new Error('the server printed no cover sheet')
}
