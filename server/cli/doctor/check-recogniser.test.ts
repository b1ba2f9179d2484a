import { afterEach, expect, test, vi } from 'vitest'
import { readConfig } from '../../config.ts'
import { checkRecogniser } from './check-recogniser.ts'

afterEach(() => vi.unstubAllEnvs())
const look = () => checkRecogniser(readConfig())

test('without an installed Tesseract the built-in engine is well, and the data of five languages is named', async () => {
  vi.stubEnv('OPIS_TESSERACT', '/nowhere/tesseract')
  const [engine, data] = await look()
  expect(engine).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^tesseract\.js \d.*is not installed$/) })
  expect(data).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^ro [0-9a-f]{12} from .*, uk .*, ru .*, ka .*, en [0-9a-f]{12} from npm$/) })
})

test('who asks for the installed one and has none is told what to do', async () => {
  vi.stubEnv('OPIS_TESSERACT', '/nowhere/tesseract')
  vi.stubEnv('OPIS_OCR_ENGINE', 'native')
  expect((await look())[0]).toMatchObject({ state: 'fail', advice: expect.stringContaining('tesseract-ocr') })
})

test('a faulty setting is one finding', async () => {
  vi.stubEnv('OPIS_OCR_ENGINE', 'abbyy')
  expect(await look()).toMatchObject([{ state: 'fail', detail: expect.stringContaining('OPIS_OCR_ENGINE') }])
})
