import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Rows that no test shows, with the reason, as decision 0036 lists them: `- **S4-02** reason`. */
export function readReasons(root: string): Map<string, string> {
  const text = readFileSync(join(root, 'server/decisions/0036-rows-without-a-test.md'), 'utf8')
  return new Map(Array.from(text.matchAll(/^- \*\*(S[0-4]-(?:A\d|\d{2}))\*\* (.+)$/gm), (found) => [found[1] ?? '', found[2] ?? '']))
}
