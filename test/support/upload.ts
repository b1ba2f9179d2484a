import { uploadView } from '#contract/counter.ts'
import { openPaper } from '#platform/pdf/paper.ts'
import type { Caller } from './caller.ts'
import { sha512Of } from './run-server.ts'

/** A PDF of one page with that text. */
export async function onePagePdf(text: string): Promise<Buffer> {
  const paper = openPaper({ title: text, language: 'en', createdAt: new Date(0), watermark: null, footer: (page, pages) => `${page} / ${pages}` })
  paper.text(text)
  return Buffer.from((await paper.end()).bytes)
}

/** Sends a file up whole, for no case or draft yet; its identifier. */
export async function sendUpload(by: Caller, name: string, bytes: Buffer, mediaType = 'application/pdf'): Promise<string> {
  const { id } = await by.get(uploadView, 'POST', '/api/uploads', { json: { name, mediaType, bytes: bytes.byteLength, sha512: sha512Of(bytes) } })
  await by.get(uploadView, 'PATCH', `/api/uploads/${id}?offset=0`, { body: bytes })
  return id
}
