import { nothing } from 'lit'
import { describe, expect, test } from 'vitest'
import { define } from './base.ts'
import { WorkElement } from './work-element.ts'

/** Opens what a form keeps to itself. */
class TrialForm extends WorkElement {
  send<Answer>(call: () => Promise<Answer>): Promise<Answer | null> {
    return this.attempt(call)
  }

  save<Answer>(call: () => Promise<Answer>): Promise<Answer | null> {
    return this.work(call, 'Saved')
  }

  shown(): unknown {
    return this.problem()
  }
}

define('opis-trial-form', TrialForm)

const fail = () => Promise.reject(new Error('no line'))

describe('a form', () => {
  test('sends once, however often it is pressed', async () => {
    const form = new TrialForm()
    const { promise, resolve } = Promise.withResolvers<string>()
    const first = form.send(() => promise)
    let again = 0
    expect(form.busy).toBe(true)
    expect(await form.send(() => Promise.resolve(again++))).toBeNull()
    resolve('kept')
    expect(await first).toBe('kept')
    expect(again).toBe(0)
    expect(form.busy).toBe(false)
  })

  test('keeps what went wrong until the next try', async () => {
    const form = new TrialForm()
    expect(form.shown()).toBe(nothing)
    expect(await form.send(fail)).toBeNull()
    expect(form.busy).toBe(false)
    expect(form.error).toEqual(new Error('no line'))
    expect(form.shown()).not.toBe(nothing)
    await form.send(() => Promise.resolve())
    expect(form.shown()).toBe(nothing)
  })

  test('a press that is refused leaves the problem and the work as they are', async () => {
    const form = new TrialForm()
    const { promise, reject } = Promise.withResolvers<string>()
    const first = form.send(() => promise)
    await form.send(() => Promise.resolve())
    expect(form.busy).toBe(true)
    reject(new Error('no line'))
    expect(await first).toBeNull()
    expect(form.error).toEqual(new Error('no line'))
  })

  test('announces a change that was made, and none that failed', async () => {
    const form = new TrialForm()
    const heard: unknown[] = []
    form.addEventListener('changed', (event) => heard.push((event as CustomEvent<unknown>).detail))
    await form.save(fail)
    await form.save(() => Promise.resolve({ number: 7 }))
    expect(heard).toEqual([{ number: 7 }])
  })
})
