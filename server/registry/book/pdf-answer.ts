import type { PaperDone } from '#platform/pdf/paper.ts'

/** A print that a browser shows and can save under a name. */
export function pdfAnswer({ bytes }: Pick<PaperDone, 'bytes'>, name: string): Response {
  const file = `${name.replaceAll(/[^\p{Letter}\p{Number}._-]+/gu, '-')}.pdf`
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file)}` } })
}
