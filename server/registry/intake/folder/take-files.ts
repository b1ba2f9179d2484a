import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { IntakeNote } from '#contract/intake.ts'
import { newId } from '#kernel/ids.ts'
import { limits } from '#kernel/limits.ts'
import { syncFolder } from '#platform/durable-file.ts'
import type { UploadContext } from '../../uploads/receive-file.ts'
import { keepBytes, keepItem, plainFileName, type KeptFile } from '../keep-item.ts'
import { letterBytesMax, takeLetter, type LetterContext } from '../mail/take-letter.ts'

/** What is known of a file of the folder since the last look. */
type Seen = { bytes: number; changedMs: number; sinceMs: number }
export type FolderWatch = { seen: Map<string, Seen> }
export const newWatch = (): FolderWatch => ({ seen: new Map() })

/** A file counts as whole when nothing about it changed for so long. */
export const wholeAfterMs = 5000
const filesMax = 500
/** Into this folder beside the files, by day, goes what was taken. */
export const takenFolder = 'taken'
/** Names under which programs write a file until it is whole. */
const unfinished = /^[.~]|\.(part|partial|tmp|temp|crdownload|filepart|swp)$/i
const isToBeTaken = (name: string) => !unfinished.test(name) && name !== takenFolder

/**
 * Takes the files that lie whole in the folder: each becomes an item of the queue, and only when that is durable it is
 * moved aside, never deleted. Links and folders are left alone. Answers how many were taken.
 */
export async function takeFiles(context: LetterContext, folder: string, watch: FolderWatch, goesOn: () => boolean, told: (cause: unknown) => void): Promise<number> {
  const names = (await readdir(folder)).filter(isToBeTaken).toSorted()
  const nowMs = context.clock.now().getTime()
  for (const known of watch.seen.keys()) if (!names.includes(known)) watch.seen.delete(known)
  let taken = 0
  for (const name of names.slice(0, filesMax)) {
    if (!goesOn()) break
    try {
      if (!(await isWhole(folder, name, watch, nowMs))) continue
      await takeFile(context, folder, name)
      watch.seen.delete(name)
      taken += 1
    } catch (error) {
      told(error)
    }
  }
  return taken
}

/** Files that would be taken, with the instant of their last change; those that lie there long are stuck. Throws where the folder cannot be read. */
export async function lyingFiles(folder: string): Promise<{ name: string; changedMs: number }[]> {
  const lying: { name: string; changedMs: number }[] = []
  for (const name of (await readdir(folder)).filter(isToBeTaken)) {
    const found = await lstat(join(folder, name)).catch(() => null)
    if (found?.isFile() === true) lying.push({ name, changedMs: found.mtimeMs })
  }
  return lying
}

async function isWhole(folder: string, name: string, { seen }: FolderWatch, nowMs: number): Promise<boolean> {
  const found = await lstat(join(folder, name))
  if (!found.isFile() || found.size === 0) return false
  const before = seen.get(name)
  const same = before !== undefined && before.bytes === found.size && before.changedMs === found.mtimeMs
  if (!same) seen.set(name, { bytes: found.size, changedMs: found.mtimeMs, sinceMs: nowMs })
  return same && nowMs - before.sinceMs >= wholeAfterMs
}

async function takeFile(context: LetterContext, folder: string, name: string): Promise<void> {
  // A link put in the place of the file meanwhile is not followed.
  const handle = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW)
  let facts: { size: number; mtimeMs: number }
  try {
    facts = await handle.stat()
    if (/\.eml$/i.test(name) && facts.size <= letterBytesMax) await takeLetter(context, await handle.readFile(), { source: 'folder', tooLarge: false })
    else await takePaper(context, name, facts, facts.size > limits.fileBytes ? null : handle.createReadStream({ autoClose: false }))
  } finally {
    await handle.close()
  }
  await moveAside(context, folder, name)
}

/** One scan or file. The same file with the same time is the same item; laid there again later, it is another. */
async function takePaper(context: UploadContext, name: string, { size, mtimeMs }: { size: number; mtimeMs: number }, bytes: AsyncIterable<Uint8Array> | null): Promise<void> {
  const kept = bytes === null ? null : await keepBytes(context, name, bytes)
  if (kept !== null && kept.bytes !== size) {
    await context.uploads.remove(kept.id)
    throw new Error('a file of the folder changed while it was read')
  }
  const key = createHash('sha512').update(JSON.stringify([name, mtimeMs, size, kept?.sha512 ?? ''])).digest('hex')
  const files: KeptFile[] = kept === null ? [] : [kept]
  await keepItem(context, { source: 'folder', sourceKey: `folder:${key}`, title: plainFileName(name), sender: '', senderEmail: null, language: null, payload: {}, text: '', note: noteOf(kept), files })
}

const noteOf = (kept: KeptFile | null): IntakeNote | null => (kept === null ? 'too-large' : kept.mediaType === 'application/octet-stream' ? 'not-a-document' : null)

async function moveAside(context: UploadContext, folder: string, name: string): Promise<void> {
  const now = context.clock.now()
  const target = join(folder, takenFolder, now.toISOString().slice(0, 10))
  await mkdir(target, { recursive: true })
  await rename(join(folder, name), join(target, `${newId(now.getTime())}-${plainFileName(name)}`))
  await syncFolder(target)
  await syncFolder(folder)
}
