import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshFolder } from '#test/support/pile.ts'
import { systemClock } from '#kernel/clock.ts'
import { hashFile } from './durable-file.ts'
import { readJournal } from './journal.ts'
import { openSpool, type Spool } from './spool.ts'
import type { SpooledBatch } from './spooled-batch.ts'

let root = ''
let spool: Spool
beforeEach(async () => {
  root = await freshFolder('spool')
  spool = await openSpool({ folder: root, clock: systemClock, maxBytes: 1000, reserveBytes: 0 })
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function lay(batch: SpooledBatch, content: string, name = 'page.png') {
  const file = join(batch.feedFolder, 'delivered')
  await writeFile(file, content)
  const origin = { item: content, page: 1 }
  return batch.takeIn({ type: 'page', file, mediaType: 'image/png', name, number: 1, origin, lastOfItem: true })
}

async function filledBatch(): Promise<{ batch: SpooledBatch; journal: string; images: string }> {
  const batch = await spool.create({ kind: 'device', device: 'test' }, null)
  for (const content of ['one', 'two', 'three']) await lay(batch, content)
  const folder = join(root, batch.state.batch)
  return { batch, journal: join(folder, 'journal.jsonl'), images: join(folder, 'images') }
}

describe('a batch in the spool', () => {
  it('numbers pages in feed order and vouches for their bytes', async () => {
    const { batch, images } = await filledBatch()
    expect(batch.state.images.map(({ image, file }) => [image, file])).toEqual([[1, '000001.png'], [2, '000002.png'], [3, '000003.png']])
    for (const image of batch.state.images) expect(await hashFile(join(images, image.file))).toEqual({ sha512: image.sha512, bytes: image.bytes })
    await batch.release()
  })

  it('lets a page go only for the checksum of its own bytes', async () => {
    const { batch, images } = await filledBatch()
    await expect(batch.acknowledge(1, batch.state.images[1]?.sha512 ?? '')).rejects.toMatchObject({ code: 'checksum-mismatch' })
    expect(await readdir(images)).toHaveLength(3)
    await batch.acknowledge(1, batch.state.images[0]?.sha512 ?? '')
    expect(await readdir(images)).toEqual(['000002.png', '000003.png'])
    await batch.release()
  })

  it('is held by one process at a time', async () => {
    const { batch } = await filledBatch()
    expect(await spool.hold(batch.state.batch)).toBeNull()
    await batch.release()
    const again = await spool.hold(batch.state.batch)
    expect(again?.state).toEqual(batch.state)
    await again?.release()
  })

  it('survives a cut anywhere in its journal (every seventh byte tried): a beginning of the pages, each whole, and room for more', async () => {
    const { batch, journal, images } = await filledBatch()
    await batch.release()
    const whole = await readFile(journal)
    const files = await Promise.all((await readdir(images)).map(async (file) => ({ file, bytes: await readFile(join(images, file)) })))
    const opened = whole.indexOf(0x0a) + 1
    for (let bytes = opened; bytes <= whole.length; bytes += 7) {
      await writeFile(journal, whole)
      await truncate(journal, bytes)
      for (const { file, bytes: content } of files) await writeFile(join(images, file), content)
      const reopened = (await spool.hold(batch.state.batch)) ?? expect.fail('the batch is gone')
      const known = reopened.state.images.length
      expect(await readdir(images)).toEqual(files.slice(0, known).map(({ file }) => file))
      await lay(reopened, 'next')
      await reopened.release()
      expect(await readJournal(journal)).toHaveLength(1 + known + 1)
    }
  })

  it('is reported as damaged, and left as it is, when a line within the journal is damaged', async () => {
    const { batch, journal, images } = await filledBatch()
    await batch.release()
    await writeFile(journal, (await readFile(journal, 'utf8')).replace('"image":2', '"image":"two"'))
    expect(await spool.list()).toEqual([{ batch: batch.state.batch, state: null, detail: expect.stringContaining('damaged') }])
    await expect(spool.hold(batch.state.batch)).rejects.toMatchObject({ code: 'integrity' })
    expect(await readdir(images)).toHaveLength(3)
  })

  it('removes what no line vouches for and takes hostile names as data', async () => {
    const { batch, images } = await filledBatch()
    await writeFile(join(images, '000009.png'), 'half')
    await writeFile(join(batch.feedFolder, 'left'), 'half')
    await lay(batch, 'evil', `../../etc/\0passwd${'x'.repeat(500)}`)
    await batch.release()
    const reopened = (await spool.hold(batch.state.batch)) ?? expect.fail('the batch is gone')
    expect(await readdir(images)).toEqual(['000001.png', '000002.png', '000003.png', '000004.png'])
    expect(await readdir(reopened.feedFolder)).toEqual([])
    expect(reopened.state.images[3]?.name).toMatch(/^\.\.\/\.\.\/etc\/\ufffdpasswdx+…x+$/)
    expect(reopened.state.images[3]?.name).toHaveLength(255)
    await reopened.release()
  })

  it('leaves the spool when it was reported, except for pages that the server refused', async () => {
    const { batch } = await filledBatch()
    const [one, two, three] = batch.state.images
    for (const image of [one, two]) await batch.acknowledge(image?.image ?? 0, image?.sha512 ?? '')
    await batch.refuse(3, 'bad-image', 'Said by the test.')
    expect(three?.fate).toEqual({ refused: { code: 'bad-image', detail: 'Said by the test.' } })
    await batch.noteReported()
    await batch.release()
    expect(await readdir(join(root, batch.state.batch, 'refused'))).toEqual(['000003.png'])
    const other = await spool.create({ kind: 'device', device: 'test' }, null)
    await other.noteReported()
    await other.release()
    expect(await readdir(root)).toEqual([batch.state.batch])
  })

  it('says when it is full', async () => {
    const { batch } = await filledBatch()
    expect(await spool.fullBecause()).toBeNull()
    await appendFile(join(root, batch.state.batch, 'images', '000001.png'), 'x'.repeat(2000))
    await expect.poll(() => spool.fullBecause()).toContain('limit')
    const tight = await openSpool({ folder: root, clock: systemClock, maxBytes: 1e12, reserveBytes: Number.MAX_SAFE_INTEGER })
    expect(await tight.fullBecause()).toContain('disk')
    await batch.release()
  })
})
