import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Jobs } from '#platform/jobs/port.ts'

/** What every implementation of the jobs port keeps. `make` gives a fresh one, `end` clears what it used. */
export function jobsSuite(name: string, make: () => Promise<{ jobs: Jobs; end(): Promise<void> }>): void {
  describe(`jobs: ${name}`, () => {
    let jobs: Jobs
    let end: () => Promise<void>
    beforeEach(async () => ({ jobs, end } = await make()))
    afterEach(() => end())

    test('delivers every id, those handed in before anybody consumes too', async () => {
      const seen: string[] = []
      await jobs.deliver('early')
      jobs.consume(async (id) => void seen.push(id), 2)
      const ids = Array.from({ length: 50 }, (_, number) => `task-${number}`)
      for (const id of ids) await jobs.deliver(id)
      await expect.poll(() => seen.toSorted()).toEqual(['early', ...ids].toSorted())
    })

    test('keeps an id that already waits from being done twice', async () => {
      const gate = heldHandler()
      jobs.consume(gate.handle, 1)
      await jobs.deliver('first')
      await expect.poll(() => gate.running()).toEqual(['first'])
      for (let times = 0; times < 5; times += 1) await jobs.deliver('second')
      gate.open()
      await expect.poll(() => gate.done()).toEqual(['first', 'second'])
    })

    test('never handles one id in two places at once, and handles it again when it came again meanwhile', async () => {
      const gate = heldHandler()
      jobs.consume(gate.handle, 4)
      await jobs.deliver('same')
      await expect.poll(() => gate.running()).toEqual(['same'])
      await jobs.deliver('same')
      await jobs.deliver('other')
      await expect.poll(() => gate.running()).toEqual(['same', 'other'])
      gate.open()
      await expect.poll(() => gate.done().toSorted()).toEqual(['other', 'same', 'same'])
      expect(gate.mostOf('same')).toBe(1)
    })

    test('never runs more handlers at once than allowed', async () => {
      const gate = heldHandler()
      jobs.consume(gate.handle, 3)
      const ids = Array.from({ length: 12 }, (_, number) => `task-${number}`)
      for (const id of ids) await jobs.deliver(id)
      await expect.poll(() => gate.running()).toHaveLength(3)
      gate.open()
      await expect.poll(() => gate.done()).toHaveLength(12)
      expect(gate.most()).toBe(3)
    })

    test('takes an id again after it was done', async () => {
      const seen: string[] = []
      jobs.consume(async (id) => void seen.push(id), 1)
      for (const times of [1, 2, 3]) {
        await jobs.deliver('again')
        await expect.poll(() => seen).toHaveLength(times)
      }
    })

    test('closing waits for what runs and drops what waits', async () => {
      const gate = heldHandler()
      jobs.consume(gate.handle, 1)
      await jobs.deliver('running')
      await jobs.deliver('waiting')
      await expect.poll(() => gate.running()).toEqual(['running'])
      let closed = false
      const closing = jobs.close().then(() => (closed = true))
      await jobs.deliver('late')
      expect(closed).toBe(false)
      gate.open()
      await closing
      expect(gate.done()).toEqual(['running'])
    })
  })
}

/** A handler that holds every id until it is opened, and counts what runs at once. */
function heldHandler() {
  const running: string[] = []
  const done: string[] = []
  let most = 0
  const mostById = new Map<string, number>()
  const gate = Promise.withResolvers<void>()
  return {
    async handle(id: string): Promise<void> {
      running.push(id)
      most = Math.max(most, running.length)
      mostById.set(id, Math.max(mostById.get(id) ?? 0, running.filter((one) => one === id).length))
      await gate.promise
      // Another turn of the event loop, so that handlers overlap when they may.
      await new Promise((resolve) => setImmediate(resolve))
      running.splice(running.indexOf(id), 1)
      done.push(id)
    },
    open: () => gate.resolve(),
    running: () => [...running],
    done: () => [...done],
    most: () => most,
    mostOf: (id: string) => mostById.get(id) ?? 0,
  }
}
