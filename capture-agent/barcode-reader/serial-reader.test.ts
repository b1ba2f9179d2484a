import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newCoverId } from '#kernel/cover-id.ts'
import { freshFolder } from '#test/support/pile.ts'
import { serialLine, serialLineIsThere, type SerialLine } from '#test/support/serial-line.ts'
import { sleep } from '../http/back-off.ts'
import type { ReaderEvent } from './port.ts'
import { serialReader } from './serial-reader.ts'

/** The real serialport on a real pseudo-terminal. */
describe.skipIf(!serialLineIsThere)('a barcode reader on a serial line', () => {
  const ids = [3, 4, 5].map((seed) => newCoverId((count) => new Uint8Array(count).fill(seed)))
  const [first = '', second = '', third = ''] = ids
  const nowMs = () => performance.now()
  let folder: string
  let line: SerialLine
  let stop: AbortController
  let seen: ReaderEvent[]
  let ended: Promise<void>

  const codes = () => seen.flatMap((event) => (event.type === 'code' ? [event.text] : []))
  const notices = () => seen.flatMap((event) => (event.type === 'notice' ? [event.detail] : []))
  const noticed = (text: string, times = 1) => vi.waitUntil(() => notices().filter((one) => one.includes(text)).length >= times, { timeout: 30_000, interval: 10 })
  const coded = (count: number) => vi.waitUntil(() => codes().length >= count, { timeout: 30_000, interval: 2 })

  function listen(prefix = '', baudRate = 9600): void {
    const reader = serialReader({ path: line.path, baudRate, dataBits: 8, parity: 'none', stopBits: 1, form: { prefix, suffix: '' } }, { sleep, nowMs })
    ended = (async () => {
      for await (const event of reader.events(stop.signal)) seen.push(event)
    })()
  }

  beforeEach(async () => {
    folder = await freshFolder('reader')
    line = await serialLine(folder)
    stop = new AbortController()
    seen = []
    ended = Promise.resolve()
  })
  afterEach(async () => {
    stop.abort()
    await ended
    await line.unplug()
    await rm(folder, { recursive: true, force: true })
  })

  test('gives a code with its end or without', async () => {
    listen('', 115_200)
    await noticed('is ready')
    for (const [index, text] of [`${first}\r\n`, second, `\x02${third}\x03`].entries()) {
      await line.send(text)
      await coded(index + 1)
    }
    expect(codes()).toEqual(ids)
  })

  test('puts together what comes in pieces and takes apart what comes at once', async () => {
    listen()
    await noticed('is ready')
    for (const part of [first.slice(0, 3), first.slice(3, 11), `${first.slice(11)}\r${second}\n`, `${third}\r`]) await line.send(part)
    await coded(3)
    expect(codes()).toEqual(ids)
  })

  test('tells of noise once and goes on', async () => {
    listen('~')
    await noticed('is ready')
    await line.send(`garbage\r\xff\xfe\x01\r${'x'.repeat(500)}\r~${first}\r`)
    await coded(1)
    expect(codes()).toEqual([first])
    expect(notices().filter((one) => one.includes('dropped'))).toHaveLength(1)
  })

  test('is waited for, found again after it was unplugged, and loses no later code', async () => {
    await line.unplug()
    listen()
    await noticed('cannot be opened')
    for (const [round, id] of ids.entries()) {
      await line.plug()
      await noticed('is ready', round + 1)
      await line.send(`${id}\r`)
      await coded(round + 1)
      await line.send(id.slice(0, 8))
      await line.unplug()
      await noticed('is gone', round + 1)
    }
    expect(codes()).toEqual(ids)
  })
})
