import type { Context, Hono } from 'hono'
import { lookUpAnswer, lookUpForm } from '#contract/public-status.ts'
import { OpisError } from '#kernel/errors.ts'
import type { AnswerInSteps } from '#platform/http/answer-in-steps.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import { openApiDocument, type RouteDescription } from '#platform/http/openapi.ts'
import { problemAnswer } from '#platform/http/problem-answer.ts'
import { readBytes, readJson } from '#platform/http/read-body.ts'
import type { Log } from '#platform/logger.ts'
import type { Answer, Asked } from './answer-look-up.ts'
import { embedScript } from './embed/embed-script.ts'
import type { Downloads } from './downloads.ts'
import { readQuestion } from './look-up.ts'
import { judgeOrigin } from './origins.ts'
import { statusPage, type Shown } from './pages/status-page.ts'
import { chooseLanguage } from './texts/choose-language.ts'

export type LookUpDeps = { answer: (asked: Asked) => Promise<Answer>; inSteps: AnswerInSteps; origins: readonly string[]; house: string; version: string; log: Log; offered?: Downloads['offered'] | undefined }

/** A form of two short fields, or their JSON. */
const bodyBytes = 4096

/** Page and form for people: complete without script. Number and check value are in the body, never in an address. */
export function pageRoutes(app: Hono<HttpEnv>, { answer, inSteps, house, offered }: LookUpDeps): void {
  const languageOf = (c: Context<HttpEnv>) => chooseLanguage(c.req.query('lang'), c.req.header('accept-language'))
  app.get('/status', (c) => c.html(statusPage({ language: languageOf(c), house, typed: null }, { kind: 'form' })))
  app.post('/status', async (c) => {
    const fields = new URLSearchParams((await readBytes(c.req.raw, bodyBytes)).toString('utf8'))
    const form = lookUpForm.safeParse({ number: fields.get('number') ?? '', check: fields.get('check') ?? '' })
    const typed = form.success ? form.data : null
    const say = (shown: Shown, status: 200 | 400 | 404 | 429 | 503) => c.html(statusPage({ language: languageOf(c), house, typed }, shown), status)
    if (typed === null) return say({ kind: 'incomplete' }, 400)
    return inSteps(async () => {
      try {
        const found = await answer({ ...typed, address: c.get('clientAddress'), asker: 'page' })
        if (found.outcome === 'throttled') c.header('retry-after', String(found.retryAfterSeconds))
        const offers = found.outcome === 'found' && offered !== undefined ? await offered(readQuestion(typed)) : []
        return await say({ kind: 'answer', answer: found, offers }, statusOf[found.outcome])
      } catch {
        return say({ kind: 'fault' }, 503)
      }
    })
  })
}

const statusOf = { 'found': 200, 'not-found': 404, 'throttled': 429 } as const

const route: RouteDescription = { method: 'post', path: '/lookup', summary: 'Status of a document by its number and check value', access: 'public', body: lookUpForm, answer: lookUpAnswer, problems: ['not-found', 'forbidden', 'unreachable'] }

/** The same for programs and for the embedded element, which pages of the listed origins may carry. */
export function jsonRoutes(app: Hono<HttpEnv>, deps: LookUpDeps): void {
  const script = embedScript()
  const document = openApiDocument([route], deps.version, '/status/api')
  const refused = (c: Context<HttpEnv>, error: OpisError, headers: Record<string, string>) => {
    const problem = problemAnswer(error, c, deps.log)
    for (const [name, value] of Object.entries(headers)) problem.headers.set(name, value)
    return problem
  }
  app.get('/status/api/openapi.json', (c) => c.json(document))
  app.get('/status/embed.js', (c) =>
    c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=3600', 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' }),
  )
  app.use('/status/api/lookup', async (c, next) => {
    const origin = c.req.header('origin')
    const asking = judgeOrigin(origin, c.req.header('host'), deps.origins)
    if (asking === 'refused') throw new OpisError('forbidden', 'This web site may not ask here. The house names the sites that may in OPIS_STATUS_ORIGINS.')
    await next()
    c.header('vary', 'Origin')
    if (asking !== 'allowed' || origin === undefined) return
    c.header('access-control-allow-origin', origin)
    c.header('access-control-expose-headers', 'retry-after')
    c.header('cross-origin-resource-policy', 'cross-origin')
  })
  app.options('/status/api/lookup', (c) => c.body(null, 204, { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type', 'access-control-max-age': '600' }))
  app.post('/status/api/lookup', async (c) => {
    const form = lookUpForm.safeParse(await readJson(c.req.raw, bodyBytes))
    if (!form.success) throw new OpisError('bad-request', 'Give number (at most 100 characters) and check (at most 64).')
    const { data } = form
    return deps.inSteps(async () => {
      const found = await deps.answer({ ...data, address: c.get('clientAddress'), asker: data.from ?? 'json' })
      if (found.outcome === 'found') return c.json({ documents: found.documents })
      if (found.outcome === 'not-found') throw new OpisError('not-found', 'There is no document with this number and this check value.')
      return refused(c, new OpisError('too-many-requests', `Too many wrong tries. Try again in ${found.retryAfterSeconds} seconds.`), { 'retry-after': String(found.retryAfterSeconds) })
    })
  })
  app.all('/status/api/lookup', (c) => refused(c, new OpisError('wrong-method', 'Use POST: number and check value stand in the body.'), { allow: 'POST, OPTIONS' }))
}
