import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import type { PageCode } from '#contract/page-marks.ts'
import { parseCoverId } from '#kernel/cover-id.ts'
import { codeContrast } from './code-contrast.ts'
import { type GreyImage, shrink } from './grey-image.ts'
import { seenFromBehind } from './seen-from-behind.ts'

const mostCodes = 50
const longestText = 200
/** From 150 dpi to 100, where blurred and faded bars are read best. */
const secondLook = 2 / 3

/** Formats of our covers only: more would cost twice the time and find nothing that counts. */
const options: ReaderOptions = {
  formats: ['Code128', 'QRCode'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: false,
  maxNumberOfSymbols: mostCodes,
  /** Lines along a Code 128 that must say the same: bars under a blot are misread line by line. */
  minLineCount: 4,
  textMode: 'Plain',
}

/**
 * Every Code 128 and QR code on the page, in any orientation, ours and others'. `image` should be
 * about 150 dpi; what is not found there is looked for a second time at 100. Runs on the calling
 * thread, some tens of milliseconds without a pause: use it from a worker.
 */
export async function readCodes(image: GreyImage): Promise<PageCode[]> {
  await ready()
  const codes = await look(image)
  if (formats.every((format) => codes.some((code) => code.kind === 'cover' && code.format === format))) return codes
  const more = await look(await shrink(image, secondLook))
  return [...codes, ...more].filter(isFirstOfItsKind).slice(0, mostCodes)
}

const formats = ['code128', 'qr'] as const

function isFirstOfItsKind(code: PageCode, index: number, all: readonly PageCode[]): boolean {
  return all.findIndex((other) => other.text === code.text && other.format === code.format) === index
}

async function look(image: GreyImage): Promise<PageCode[]> {
  const results = (await readBarcodes(asPgm(image), options)).filter((result) => result.isValid).slice(0, mostCodes)
  const behind = seenFromBehind(results)
  return results.map((result) => toCode(result, image, behind))
}

function toCode(result: ReadResult, image: GreyImage, behind: boolean | null): PageCode {
  const format = result.format === 'Code128' ? 'code128' : 'qr'
  const parsed = parseCoverId(result.text)
  const text = parsed.kind === 'cover' ? parsed.id : clean(result.text)
  const mirrored = format === 'qr' ? result.isMirrored : behind
  const { contrast, box } = codeContrast(result.position, image)
  return { format, text, kind: parsed.kind, contrast, mirrored, box }
}

/** Scanners' texts hold control characters and halves of characters that no database takes. */
function clean(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '').slice(0, longestText).toWellFormed()
}

/** Netpbm's grey format: the reader decodes it at no cost, and a quarter of the memory of RGBA. */
function asPgm(image: GreyImage): Uint8Array {
  const head = new TextEncoder().encode(`P5 ${image.widthPx} ${image.heightPx} 255\n`)
  const whole = new Uint8Array(head.length + image.data.length)
  whole.set(head)
  whole.set(image.data, head.length)
  return whole
}

let preparing: Promise<unknown> | undefined

/** Loads the reader from the installed package; by itself it would fetch it from the network. */
function ready(): Promise<unknown> {
  preparing ??= prepareZXingModule({ overrides: { wasmBinary: readWasm() }, fireImmediately: true })
  return preparing
}

function readWasm(): ArrayBuffer {
  const file = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  return new Uint8Array(file).buffer
}
