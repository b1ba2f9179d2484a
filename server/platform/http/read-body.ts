import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { agentHeaders } from '#contract/agent-signature.ts'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'

/** Reads a JSON body under the limit; anything but `application/json` is refused, never guessed. */
export async function readJson(request: Request, limitBytes: number = limits.jsonBytes): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new OpisError('bad-request', 'Send the body as application/json.')
  const bytes = await readBytes(request, limitBytes)
  // The signature of an agent covers the digest; here the digest is held against the bytes.
  const digest = request.headers.get(agentHeaders.digest)
  if (digest !== null && createHash('sha512').update(bytes).digest('hex') !== digest)
    throw new OpisError('checksum-mismatch', 'The body is not the one that was signed. Send it again.')
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new OpisError('bad-request', 'The body is not valid JSON.')
  }
}

/** Reads a whole body into memory; stops at the first byte over the limit. */
export async function readBytes(request: Request, limitBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bodyStream(request, limitBytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * The body as a stream that counts: it fails with `body-too-large` at the first byte over the limit
 * and with `upload-cut-off` when the sender goes away, whatever its headers said.
 */
export async function* bodyStream(request: Request, limitBytes: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () => new OpisError('body-too-large', `The body is larger than ${Math.floor(limitBytes / 1024)} KiB. Send a smaller file.`)
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge()
  if (!request.body) return
  let total = 0
  const stream = Readable.fromWeb(request.body as import('node:stream/web').ReadableStream)
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      total += chunk.byteLength
      if (total > limitBytes) throw tooLarge()
      yield chunk
    }
  } catch (error) {
    if (error instanceof OpisError) throw error
    throw new OpisError('upload-cut-off', 'The connection ended before the whole body arrived. Send it again.', { cause: error })
  }
}
