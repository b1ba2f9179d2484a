import { readFileSync } from 'node:fs'
import { globSync } from 'node:fs'
import { join } from 'node:path'

export type NamedTest = { file: string; name: string; rows: readonly string[] }

/** A title may stand on the line after `test.each(…)(`. */
const title = /\b(?:test|it|describe)(?:\.(?:skipIf|runIf|each|concurrent|sequential|for)\b(?:\([^\n]*?\))?)*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g
const eachTitle = /\]\s*(?:as const)?\s*\)\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g
const identifier = /\bS[0-4]-(?:A\d|\d{2})\b/g

/** The tests whose names say which row they show, in the order of the files. */
export function findTests(root: string): NamedTest[] {
  const files = globSync('{server,capture-agent,ui,test,appliance}/**/*.test.ts', { cwd: root }).sort()
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const titles = [...text.matchAll(title), ...text.matchAll(eachTitle)].map((found) => found[2] ?? '')
    return titles.flatMap((name) => {
      const rows = [...new Set(name.match(identifier) ?? [])]
      return rows.length === 0 ? [] : [{ file, name, rows }]
    })
  })
}
