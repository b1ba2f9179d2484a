import { and, eq, max } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { changeFile, refuseUnlessOpen } from './change-file.ts'
import type { FilePlanContext } from './context.ts'
import { refuseDateToCome } from './known-date.ts'
import { fileVolume } from './schema.ts'

/** Begins the next volume of an open file. */
export function openVolume(context: FilePlanContext, id: string, wanted: { on?: string | undefined }, actor: string): Promise<void> {
  return changeFile(context, id, actor, async (tx, found, { today }) => {
    refuseUnlessOpen(found)
    const openedOn = wanted.on ?? today
    refuseDateToCome(openedOn, today)
    const [last] = await tx.select({ volume: max(fileVolume.volume) }).from(fileVolume).where(eq(fileVolume.file, id))
    const volume = (last?.volume ?? 0) + 1
    await tx.insert(fileVolume).values({ file: id, volume, openedOn })
    return { change: 'volume-opened', action: 'file-plan.open-volume', details: { volume, on: openedOn } }
  })
}

/** Closes a volume, with the number of its sheets where they were counted. The file stays open: no term begins. */
export function closeVolume(context: FilePlanContext, id: string, volume: number, wanted: { on?: string | undefined; sheets?: number | undefined }, actor: string): Promise<void> {
  return changeFile(context, id, actor, async (tx, _found, { today }) => {
    const closedOn = wanted.on ?? today
    refuseDateToCome(closedOn, today)
    const one = and(eq(fileVolume.file, id), eq(fileVolume.volume, volume))
    const [known] = await tx.select().from(fileVolume).where(one)
    if (!known) throw refusal('no-such-volume', { volume }, `The file has no volume ${volume}.`)
    if (known.closedOn !== null) throw refusal('volume-closed', { volume }, `Volume ${volume} is closed already.`)
    const sheets = wanted.sheets ?? known.sheets
    await tx.update(fileVolume).set({ closedOn, sheets }).where(one)
    return { change: 'volume-closed', action: 'file-plan.close-volume', details: { volume, on: closedOn, sheets } }
  })
}
