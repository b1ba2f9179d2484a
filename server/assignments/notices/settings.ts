import { noticeSettings, type NoticeSettings } from '#contract/notices.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { readSetting } from '#server/identity/units/mode.ts'
import { municipalitySetting } from '#server/identity/units/schema.ts'

const name = 'notices'

/** When people are reminded and who is told when a deadline passes; the ordinary days where nobody said otherwise. */
export async function readNoticeSettings(db: Db | Tx): Promise<NoticeSettings> {
  const kept = noticeSettings.safeParse(await readSetting(db, name))
  return kept.success ? kept.data : noticeSettings.parse({})
}

export async function saveNoticeSettings(db: Db, settings: NoticeSettings, by: { actor: string; name: string; now: Date }): Promise<void> {
  await db.transaction(async (tx) => {
    const set = { value: settings, changedBy: by.name === '' ? by.actor : by.name, changedAt: by.now }
    await tx.insert(municipalitySetting).values({ name, ...set }).onConflictDoUpdate({ target: municipalitySetting.name, set })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.change-notices', object: `setting:${name}`, details: settings }, by.now)
  })
}
