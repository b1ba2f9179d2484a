import { eq, inArray, sql } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { languages, type Language } from '#kernel/language.ts'
import type { Db } from '#platform/database.ts'
import { notice } from '../../schema.ts'
import { mailOut } from '../schema.ts'
import { writeDigest } from './write-digest.ts'

/** News older than this is not mailed any more: whoever sets mail up today is not flooded with last year. */
const freshHours = 24
const linesAtMost = 40
const langOf = (code: string | null): Language => languages.find((one) => one === code) ?? 'en'

/**
 * Makes one letter for each person with an address out of the news that no letter took along yet, and notes that in the
 * same transaction. `url`: where people reach the server; `language`: of those who chose none.
 */
export async function queueMails(db: Db, at: { now: Date; url: string | null; language?: Language }): Promise<number> {
  const since = new Date(at.now.getTime() - freshHours * 3_600_000).toISOString()
  const people = await db.execute<{ name: string; email: string; language: string | null }>(sql`
    select u.name, u.email, u.language from user_account u
    where u.active and u.email is not null and u.email <> '' and u.name in (select distinct person from notice where not mailed and made_at > ${since}::timestamptz)`)
  let queued = 0
  for (const { name, email, language } of people.rows) {
    await db.transaction(async (tx) => {
      const told = await tx.execute<{ id: string }>(sql`select id from notice where not mailed and person = ${name} and made_at > ${since}::timestamptz and kind <> 'mail-bounced' order by made_at, id for update skip locked`)
      if (told.rows.length === 0) return
      const shown = await tx.select().from(notice).where(inArray(notice.id, told.rows.slice(0, linesAtMost).map(({ id }) => id))).orderBy(notice.madeAt, notice.id)
      const letter = writeDigest(shown, { language: langOf(language ?? at.language ?? null), total: told.rows.length, url: at.url })
      const id = newId(at.now.getTime())
      await tx.insert(mailOut).values({ id, person: name, address: email, language: langOf(language), subject: letter.subject, body: letter.text, state: 'queued', nextTryAt: at.now, madeAt: at.now })
      for (let from = 0; from < told.rows.length; from += chunk) await tx.update(notice).set({ mailed: true, mail: id }).where(inArray(notice.id, told.rows.slice(from, from + chunk).map((row) => row.id)))
      queued += 1
    })
  }
  return queued
}

const chunk = 1000

/** Sends a letter again that failed or came back. */
export async function queueAgain(db: Db, id: string, now: Date): Promise<boolean> {
  const done = await db.update(mailOut).set({ state: 'queued', attempts: 0, nextTryAt: now }).where(sql`${eq(mailOut.id, id)} and ${mailOut.state} <> 'queued'`).returning({ id: mailOut.id })
  return done.length > 0
}
