import { expect, test } from 'vitest'
import { coalesce } from './coalesce.ts'

test('one run at a time; who asks meanwhile shares the next; a failure is told to those who asked and stops nothing', async () => {
  const begun: { end(error?: Error): void }[] = []
  const run = coalesce(() => new Promise<void>((resolve, reject) => begun.push({ end: (error) => (error === undefined ? resolve() : reject(error)) })))
  const first = run()
  await expect.poll(() => begun.length).toBe(1)
  const second = run()
  expect(run()).toBe(second)
  expect(begun).toHaveLength(1)
  begun[0]?.end(new Error('broken'))
  await expect(first).rejects.toThrow('broken')
  await expect.poll(() => begun.length).toBe(2)
  const third = run()
  begun[1]?.end()
  await second
  await expect.poll(() => begun.length).toBe(3)
  begun[2]?.end()
  await third
})
