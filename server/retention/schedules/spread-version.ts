import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { isId } from '#kernel/ids.ts'
import { syncFolder, writeDurably } from '#platform/durable-file.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import { followSchedules } from '../reevaluate-changed.ts'
import type { SchedulesContext } from './context.ts'
import type { VersionRow } from './find-version.ts'
import { scheduleVersion } from './schema.ts'

/**
 * What follows when a version is approved, changed in its file or withdrawn: a copy of its text for people, and every record
 * and file of the classes that it touches is judged again. Safe to run twice.
 */
export async function spreadVersion(context: SchedulesContext, id: string): Promise<void> {
  const { db, clock, live, folder, retention } = context
  const [row] = isId(id) ? await db.select().from(scheduleVersion).where(eq(scheduleVersion.id, id)) : []
  if (row === undefined) return
  await live.catchUp()
  if (row.origin === 'made' && row.state === 'approved') await writeForPeople(folder, row)
  await followSchedules(retention)
  await db.update(scheduleVersion).set({ reevaluatedAt: clock.now() }).where(eq(scheduleVersion.id, id))
  await lookOnFirstDay(context, row, formatCivilDate(civilDateAt(clock.now().getTime(), retention.timeZone)))
}

/** The nightly run judges anew on the first day of an announced version; acts that rest on the one before are looked at then. */
async function lookOnFirstDay({ db, outbox }: SchedulesContext, row: VersionRow, today: string): Promise<void> {
  if (row.state !== 'approved' || row.effectiveFrom === null || row.effectiveFrom <= today) return
  // Noon of UTC: by then the day has begun in nearly every zone.
  const due = new Date(`${row.effectiveFrom}T12:00:00Z`)
  await db.transaction((tx) => outbox.announceFor(tx, 'schedule.day-has-come', row.id, due))
}

/** `<folder>/<schedule>/<version>.yaml`, for people to read; the database is what answers. */
export async function writeForPeople(folder: string, { schedule, version, yaml }: Pick<VersionRow, 'schedule' | 'version' | 'yaml'>): Promise<void> {
  const into = join(folder, plainName(schedule))
  if ((await mkdir(into, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(folder)
  const target = join(into, `${plainName(version)}.yaml`)
  const written = await writeDurably((async function* () { yield Buffer.from(yaml, 'utf8') })(), target, `${target}.part`)
  await written.commit()
}

/** A name that every file system takes and that leads nowhere else. */
const plainName = (name: string): string => encodeURIComponent(name).replace(/^\.+/, (dots) => '%2E'.repeat(dots.length))
