import { Hono, type Context } from 'hono'
import { OpisError } from '#kernel/errors.ts'
import { inLanguage, languages, type Language } from '#kernel/language.ts'
import { newSecret } from '#kernel/ids.ts'
import type { AnswerInSteps } from '#platform/http/answer-in-steps.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import { createThrottle } from '#platform/http/throttle.ts'
import { html } from '#platform/xml/html.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { listServices } from '../../services/list-services.ts'
import { inForceOn, versionsOf } from '../../services/read-service.ts'
import type { UploadContext } from '../../uploads/receive-file.ts'
import { formPage, servicesPage } from './form-page.ts'
import { layout, style } from './layout.ts'
import { onlineTexts } from './online-texts.ts'
import { readForm } from './read-form.ts'
import { receiptPage, submissionPage } from './receipt-page.ts'
import { replyPages } from './reply-pages.ts'
import { readSubmission, submitOnline } from './submit-online.ts'

const tenMinutesMs = 600_000

/** `house`: name above the pages. `openReply`: the bytes of a record that was offered for download. `inSteps`: for answers to guesses of a check value. */
export type OnlineContext = UploadContext & { house: string; inSteps: AnswerInSteps; openReply: (record: string) => Promise<Response> }

/**
 * The public pages of submission: choose a service, fill in, get a provisional receipt; ask what became of it. Without
 * script, throttled for each address, and for the whole house where many addresses come at once.
 */
export function mountOnline(context: OnlineContext): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  const now = () => context.clock.now().getTime()
  const throttles = {
    send: createThrottle({ tries: 10, windowMs: tenMinutesMs, now }),
    sendAll: createThrottle({ tries: 500, windowMs: tenMinutesMs, now }),
    ask: createThrottle({ tries: 30, windowMs: tenMinutesMs, now }),
  }
  const house = async () => ({ house: context.house, timeZone: context.timeZone, test: await isTestMode(context.db) })
  const today = () => dayIn(context.timeZone, context.clock.now())
  const offered = async () => (await listServices(context.db, { q: '', all: false }, today())).filter(({ online }) => online)
  const offer = async (c: Context<HttpEnv>) => (await offered()).find(({ code }) => code === c.req.param('service'))
  const failed = async (c: Context<HttpEnv>, status: 404 | 413 | 429, sentence: string, retryAfterSeconds = 0) => {
    const language = languageOf(c)
    if (retryAfterSeconds > 0) c.header('retry-after', String(retryAfterSeconds))
    return c.html(layout({ ...(await house()), language, title: onlineTexts[language].title, path: '/apply' }, html`<p class="warn" role="alert">${sentence}</p>`), status)
  }

  app.onError(async (error, c) => {
    const text = onlineTexts[languageOf(c)]
    if (!(error instanceof OpisError)) throw error
    const known: Partial<Record<OpisError['code'], () => Promise<Response>>> = { 'too-many-requests': () => failed(c, 429, text.busy, Number(error.facts?.retryAfterSeconds ?? 0)), 'body-too-large': () => failed(c, 413, text.tooLarge) }
    const answer = known[error.code]
    if (answer === undefined) throw error
    return answer()
  })
  app.get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }))
  app.get('/', async (c) => c.html(servicesPage(await house(), languageOf(c), await offered())))
  app.post('/status', async (c) => {
    throttles.ask(c.get('clientAddress'))
    const code = (await c.req.parseBody())['code']
    return c.html(submissionPage(await house(), languageOf(c), await readSubmission(context.db, typeof code === 'string' ? code.slice(0, 40) : '')))
  })
  app.get('/status', async (c) => c.redirect(`/apply?lang=${languageOf(c)}`))
  replyPages(app, context, { house, language: languageOf, throttle: throttles.ask, tooOften: (c, seconds) => failed(c, 429, onlineTexts[languageOf(c)].wrongTries(Math.ceil(seconds / 60)), seconds) })
  app.get('/:service', async (c) => {
    const service = await offer(c)
    if (service === undefined) return failed(c, 404, onlineTexts[languageOf(c)].none)
    return c.html(formPage(await house(), languageOf(c), service, newSecret(), null))
  })
  app.post('/:service', async (c) => {
    throttles.send(c.get('clientAddress'))
    throttles.sendAll('house')
    const language = languageOf(c)
    const service = await offer(c)
    const row = service === undefined ? null : inForceOn(await versionsOf(context.db, service.code), today())
    if (service === undefined || row === null) return failed(c, 404, onlineTexts[language].none)
    const read = await readForm(c.req.raw, row, language)
    if (read.kind === 'trap') return c.html(formPage(await house(), language, service, newSecret(), { values: {}, faults: [{ field: '', sentence: onlineTexts[language].trap }] }), 422)
    if (read.kind === 'refused') return c.html(formPage(await house(), language, service, newSecret(), read.refused), 422)
    const kept = await submitOnline(context, row, read.submission)
    if (kept.kind === 'busy') return failed(c, 429, onlineTexts[language].busy)
    return c.html(receiptPage(await house(), language, kept.item, kept.code, inLanguage(service.name, language)), 201)
  })
  return app
}

/** The language asked for by the address, else the first that the browser names and we have. */
function languageOf(c: Context<HttpEnv>): Language {
  const wanted = [c.req.query('lang') ?? '', ...(c.req.header('accept-language') ?? '').split(',').map((one) => one.trim().slice(0, 2))]
  return wanted.map((one) => languages.find((known) => known === one)).find((one) => one !== undefined) ?? 'en'
}
