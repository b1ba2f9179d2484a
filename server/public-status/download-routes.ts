import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { z } from 'zod'
import { id } from '#contract/common.ts'
import { lookUpForm } from '#contract/public-status.ts'
import { OpisError } from '#kernel/errors.ts'
import type { AnswerInSteps } from '#platform/http/answer-in-steps.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import { readBytes } from '#platform/http/read-body.ts'
import type { Answer, Asked } from './answer-look-up.ts'
import type { SayProblem } from './answer-problem.ts'
import type { Downloads } from './downloads.ts'
import { readQuestion } from './look-up.ts'

const form = z.object({ ...lookUpForm.shape, record: id })
const bodyBytes = 4096

/**
 * The reply for who has the check value: asked for like the status itself, in a body and under the same limits, so that
 * there is no address that could be passed on.
 */
export function downloadRoutes(app: Hono<HttpEnv>, { answer, inSteps, downloads, say }: { answer: (asked: Asked) => Promise<Answer>; inSteps: AnswerInSteps; downloads: Downloads; say: SayProblem }): void {
  app.post('/status/download', async (c) => {
    const fields = new URLSearchParams((await readBytes(c.req.raw, bodyBytes)).toString('utf8'))
    const asked = form.safeParse(Object.fromEntries(fields))
    if (!asked.success) throw nothing()
    const { data } = asked
    return inSteps(async () => {
      const found = await answer({ ...data, address: c.get('clientAddress'), asker: 'page' })
      if (found.outcome === 'throttled') throw new OpisError('too-many-requests', `Too many wrong tries. Try again in ${found.retryAfterSeconds} seconds.`, { facts: { retryAfterSeconds: found.retryAfterSeconds } })
      if (found.outcome === 'not-found') throw nothing()
      const offer = (await downloads.offered(readQuestion(data))).find(({ record }) => record === data.record)
      const file = offer === undefined ? null : await downloads.open(offer.record)
      // Only who has the check value hears that the time of the offer is over, or that the house took it back.
      if (offer === undefined || file === null) return say(nothing(), c, 'notOffered')
      const name = `${offer.name.replace(/\.[a-z0-9]{2,5}$/i, '').replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}${file.extension}`
      return new Response(Readable.toWeb(file.stream) as ReadableStream, {
        headers: { 'content-type': file.mediaType, 'content-length': String(file.bytes), 'content-disposition': `attachment; filename="reply${file.extension}"; filename*=UTF-8''${encodeURIComponent(name)}` },
      })
    })
  })
}

const nothing = () => new OpisError('not-found', 'There is nothing to download with this number and this check value.')
