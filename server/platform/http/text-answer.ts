import { Readable } from 'node:stream'

const chunkChars = 64 * 1024

/**
 * An answer that is written while it is made; what is not yet read is not yet made. Small pieces go
 * together, unless somebody waits for each (`gather: false`).
 */
export function textAnswer(mediaType: string, pieces: AsyncIterable<string>, { gather = true } = {}): Response {
  const body = Readable.from(gather ? gathered(pieces) : pieces, { objectMode: false })
  return new Response(body as unknown as ReadableStream, { headers: { 'content-type': mediaType } })
}

async function* gathered(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = ''
  for await (const piece of pieces) {
    chunk += piece
    if (chunk.length < chunkChars) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
