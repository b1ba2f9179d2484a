import type { Context, Hono } from 'hono'
import type { Language } from '#kernel/language.ts'
import { numberKey } from '#kernel/number-key.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import { createTryGuard } from '#platform/http/guard-tries.ts'
import { html, type Markup } from '#platform/xml/html.ts'
import type { ReplyList } from '#contract/counter.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { cardByCheck, repliesOf, wasOffered } from '../../counter/replies.ts'
import { layout, type OnlinePage } from './layout.ts'
import type { OnlineContext } from './mount-online.ts'
import { onlineTexts } from './online-texts.ts'

type House = Pick<OnlinePage, 'house' | 'test'>
type Asked = { number: string; check: string }

/** Buttons that download what was offered; the secret travels in the body, never in an address. */
function replyList(language: Language, asked: Asked, replies: ReplyList['replies']): Markup {
  const text = onlineTexts[language]
  if (replies.length === 0) return html`<p>${text.noReplies}</p>`
  return html`${replies.map(({ record, name }) => html`<form method="post" action="/apply/reply?lang=${language}"><input type="hidden" name="number" value="${asked.number}"><input type="hidden" name="check" value="${asked.check}"><button name="record" value="${record}">${name}</button></form>`)}`
}

/** The question for number and check value, and what there is to download. `asked` null: nothing was asked yet; `isGone`: something was offered and is not any more. */
function replyPage(house: House, language: Language, asked: Asked | null, replies: ReplyList['replies'] | null, isGone = false): string {
  const text = onlineTexts[language]
  const gone = isGone ? html`<p class="warn" role="alert">${text.goneReply}</p>` : null
  const form = html`<form method="post" action="/apply/reply?lang=${language}"><label for="number">${text.number}</label><input id="number" name="number" maxlength="100" autocomplete="off" required value="${asked?.number ?? ''}"><label for="check">${text.check}</label><input id="check" name="check" maxlength="40" autocomplete="off" required><button>${text.ask}</button></form>`
  return layout({ ...house, language, title: text.replies, path: '/apply/reply' }, html`${gone}${asked === null || (isGone && (replies ?? []).length === 0) ? null : replyList(language, asked, replies ?? [])}${form}`)
}

/**
 * Downloads of replies by number and check value. An unknown number, a wrong value and nothing offered look alike and leave in
 * the same steps; wrong ones are limited as on the status pages (`createTryGuard`), also for one number from many addresses.
 */
export function replyPages(app: Hono<HttpEnv>, context: OnlineContext, parts: { house(): Promise<House>; language(c: Context<HttpEnv>): Language; throttle(address: string): void; tooOften(c: Context<HttpEnv>, retryAfterSeconds: number): Promise<Response> }): void {
  const guard = createTryGuard(() => context.clock.now().getTime())
  app.get('/reply', async (c) => c.html(replyPage(await parts.house(), parts.language(c), null, null)))
  app.post('/reply', async (c) => {
    parts.throttle(c.get('clientAddress'))
    const body = await c.req.parseBody()
    const said = (name: string) => (typeof body[name] === 'string' ? body[name].slice(0, 100) : '')
    const asked = { number: said('number'), check: said('check') }
    return context.inSteps(async () => {
      const tried = await guard({ address: c.get('clientAddress'), number: numberKey(asked.number) }, () => cardByCheck(context.db, asked.number, asked.check), (found) => found === null)
      if (tried.kind === 'throttled') return parts.tooOften(c, tried.retryAfterSeconds)
      const card = tried.value
      const replies = card === null ? [] : await repliesOf(context.db, card, dayIn(context.timeZone, context.clock.now()))
      const chosen = replies.find(({ record }) => record === said('record'))
      if (card === null || chosen === undefined) {
        // Only who has the check value hears that there was something.
        const isGone = card !== null && (said('record') !== '' || replies.length === 0) && (await wasOffered(context.db, card))
        return c.html(replyPage(await parts.house(), parts.language(c), asked, replies, isGone))
      }
      const answer = await context.openReply(chosen.record)
      await context.db.transaction((tx) => appendAudit(tx, { actor: 'nobody', action: 'registry.download-reply', object: `card:${card}`, details: { record: chosen.record } }, context.clock.now()))
      return answer
    })
  })
}
