import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { splitValues, toTemplates } from './catalogue.ts'
import { readMessages } from './read-messages.ts'

const ui = join(import.meta.dirname, '..')
const sources = globSync('**/*.ts', { cwd: ui }).filter((path) => !/(^|\/)(dist|dev)\/|\.test\.ts$/.test(path))
const wanted = [...new Set(sources.flatMap((path) => readMessages(readFileSync(join(ui, path), 'utf8'))))].sort()

function messageFile(language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(ui, 'text', `${language}.json`), 'utf8'))
}

describe.each(['uk', 'ro', 'ru', 'ka'])('message file %s', (language) => {
  const messages = messageFile(language)

  test('S3-07 has every text of the screens and nothing else', () => {
    expect(Object.keys(messages).sort()).toEqual(wanted)
  })

  test('uses the values of each text, each as often as it stands there', () => {
    const wrong = Object.entries(messages).filter(([source, target]) => splitValues(source).values.join() !== splitValues(target).values.toSorted().join())
    expect(wrong).toEqual([])
  })

  test('leaves no text empty', () => {
    expect(Object.entries(messages).filter(([, target]) => target.trim() === '')).toEqual([])
  })
})

test('a template keeps the order of its values in the translation', () => {
  const [template] = Object.values(toTemplates({ '{0} of {1}': '{1} / {0}' }))
  if (typeof template !== 'object' || !('strTag' in template)) throw new Error('not a template with values')
  expect([...template.strings]).toEqual(['', ' / ', ''])
  expect(template.values).toEqual([1, 0])
})

test('messages are read from all three kinds of quotes', () => {
  const source = "msg('a') msg(\"it's\") msg(str`Page ${one({ n: 1 })} of ${two}`)"
  expect(readMessages(source)).toEqual(['a', "it's", 'Page {0} of {1}'])
})
