import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import type { FeedEvent, FeedJob, Scanner } from '#agent/scanner/port.ts'

/** A scanner with a pile of `pages` good pages in it (at least 4) and the options it is to be fed with. */
export type LoadedScanner = {
  scanner: Scanner
  job: Omit<FeedJob, 'folder' | 'delivered'>
  pages: number
  /** A device id of the same kind that is not there. */
  missingDevice: string
  /** Lays the same pile in again, where feeding uses it up. */
  reload?: () => Promise<void>
  close(): Promise<void>
}

/** What every implementation of the scanner port must do; `load` gives a freshly loaded scanner each time. */
export function scannerSuite(name: string, load: () => Promise<LoadedScanner>): void {
  describe(`scanner port: ${name}`, () => {
    const closing: (() => Promise<void>)[] = []
    afterEach(async () => {
      for (const close of closing.splice(0)) await close()
    })

    async function loaded() {
      const one = await load()
      const folder = await mkdtemp(join(tmpdir(), 'opis-feed-'))
      closing.push(one.close, () => rm(folder, { recursive: true, force: true }))
      return { ...one, job: { ...one.job, folder, delivered: [] } }
    }

    it('lists the device and says what it can do', async () => {
      const { scanner, job } = await loaded()
      expect((await scanner.list()).map((device) => device.id)).toContain(job.device)
      const answer = await scanner.capabilities(job.device)
      expect(answer.ok).toBe(true)
    })

    it('answers with values where the device is not there', async () => {
      const { scanner, job, missingDevice } = await loaded()
      expect(await scanner.capabilities(missingDevice)).toMatchObject({ ok: false, detail: expect.stringMatching(/./) })
      const events = await collect(scanner.feed({ ...job, device: missingDevice }, new AbortController().signal))
      expect(events).toHaveLength(1)
      expect(events[0]).toMatchObject({ type: 'ended', reason: 'device-gone', detail: expect.stringMatching(/./) })
    })

    it('feeds every page once, in order, as a whole image in the folder of the job, and says that the feeder is empty', async () => {
      const { scanner, job, pages } = await loaded()
      const events = await collect(scanner.feed(job, new AbortController().signal))
      const fed = events.filter((event) => event.type === 'page')
      expect(fed.map((page) => page.number)).toEqual(Array.from({ length: pages }, (_, index) => index + 1))
      for (const page of fed) {
        expect(dirname(page.file)).toBe(job.folder)
        const { format } = await sharp(page.file).metadata()
        expect(`image/${format}`).toBe(page.mediaType)
        await sharp(page.file).stats()
      }
      expect(events.at(-1)).toMatchObject({ type: 'ended', reason: 'feeder-empty' })
      expect(events.filter((event) => event.type === 'ended')).toHaveLength(1)
    })

    it('leaves each page to the reader, who may take it away while the feeder runs on', async () => {
      const { scanner, job, pages } = await loaded()
      const taken = join(job.folder, 'taken')
      await mkdir(taken)
      let count = 0
      for await (const event of scanner.feed(job, new AbortController().signal)) {
        if (event.type !== 'page') continue
        count += 1
        await rename(event.file, join(taken, String(count)))
      }
      expect(count).toBe(pages)
    })

    it('stops when asked, keeps what was fed, and can be used again', async () => {
      const { scanner, job, reload } = await loaded()
      const stop = new AbortController()
      const events: FeedEvent[] = []
      for await (const event of scanner.feed(job, stop.signal)) {
        events.push(event)
        if (event.type === 'page' && event.number === 2) stop.abort()
      }
      expect(events.at(-1)).toMatchObject({ type: 'ended', reason: 'stopped' })
      for (const event of events) if (event.type === 'page') await access(event.file)
      await reload?.()
      for await (const event of scanner.feed(job, new AbortController().signal)) {
        expect(event.type === 'ended' ? event.reason : 'page').not.toBe('device-busy')
        break
      }
    })

    it('goes on after what was delivered, where it can', async () => {
      const { scanner, job, pages } = await loaded()
      const answer = await scanner.capabilities(job.device)
      if (!answer.ok || !answer.capabilities.resumable) return
      const first = (await collect(scanner.feed(job, new AbortController().signal))).filter((event) => event.type === 'page')
      const delivered = first.slice(0, 2).map(({ origin, lastOfItem }) => ({ ...origin, lastOfItem }))
      for (const page of first) await rm(page.file)
      const rest = (await collect(scanner.feed({ ...job, delivered }, new AbortController().signal))).filter((event) => event.type === 'page')
      expect(rest.map((page) => page.origin)).toEqual(first.slice(2).map((page) => page.origin))
      expect(rest).toHaveLength(pages - 2)
    })
  })
}

async function collect(events: AsyncIterable<FeedEvent>): Promise<FeedEvent[]> {
  const all: FeedEvent[] = []
  for await (const event of events) all.push(event)
  return all
}
