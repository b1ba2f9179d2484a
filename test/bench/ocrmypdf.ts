import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import PdfDocument from 'pdfkit'
import { measured } from './cpu.ts'

const version = '17.13.0'
const debianData = '/usr/share/tesseract-ocr/5/tessdata'
const folder = resolve(import.meta.dirname, '../../.cache/ocrmypdf')
const program = resolve(folder, 'bin/ocrmypdf')
/** What it runs, and the languages of an archive like ours. */
const packages = ['ghostscript', 'unpaper', 'poppler-utils', 'tesseract-ocr', ...['eng', 'ron', 'ukr', 'rus', 'kat', 'osd'].map((name) => `tesseract-ocr-${name}`)]
const programs = ['gs', 'unpaper', 'pdftotext', 'tesseract'].map((name) => `/usr/bin/${name}`)

/** Finds OCRmyPDF or brings it where this user may; null: ready, else the sentence that says what is missing. */
export function bringOcrMyPdf(): string | null {
  if (programs.some((path) => !existsSync(path)) && process.getuid?.() === 0) {
    spawnSync('apt-get', ['install', '-y', '-qq', ...packages], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  }
  if (!existsSync(program)) {
    spawnSync('python3', ['-m', 'venv', folder])
    spawnSync(resolve(folder, 'bin/python'), ['-m', 'pip', 'install', '-q', `ocrmypdf==${version}`])
  }
  const missing = [...programs, program].filter((path) => !existsSync(path))
  return missing.length === 0 ? null : `not measured, missing: ${missing.join(', ')}`
}

/** Versions of all that takes part. */
export function ocrMyPdfVersions(): string {
  const said = (path: string, ...args: string[]) => spawnSync(path, args, { encoding: 'utf8' }).stdout.split('\n')[0]?.trim() ?? ''
  return `ocrmypdf ${said(program, '--version')}, Ghostscript ${said('/usr/bin/gs', '--version')}, unpaper ${said('/usr/bin/unpaper', '--version')}, ${said('/usr/bin/tesseract', '--version')}`
}

/** Page images as one PDF, A4 each. */
export async function writePdf(images: readonly string[], path: string): Promise<void> {
  const pdf = new PdfDocument({ autoFirstPage: false, compress: false })
  const file = pdf.pipe(createWriteStream(path))
  for (const image of images) pdf.addPage({ size: 'A4', margin: 0 }).image(await readFile(image), 0, 0, { width: 595.28, height: 841.89 })
  pdf.end()
  await finished(file)
}

/** Lays what its Tesseract needs beside the models into a folder of language data, so that it reads with the same models as we do. */
export async function completeDataFolder(dataFolder: string): Promise<void> {
  for (const name of ['configs', 'pdf.ttf', 'osd.traineddata']) await symlink(resolve(debianData, name), resolve(dataFolder, name))
}

/** Runs it on a PDF and gives the text of each page as pdftotext sees it. Without `dataFolder` it reads with Debian's models. */
export async function runOcrMyPdf(args: readonly string[], input: string, output: string, dataFolder = debianData): Promise<{ seconds: number; cpuSeconds: number; texts: string[] }> {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: folder, TESSDATA_PREFIX: dataFolder }
  const { seconds, cpuSeconds } = await measured(async () => {
    const child = spawn(program, ['--quiet', ...args, input, output], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0) throw new Error(`ocrmypdf ${args.join(' ')} ended with ${code}`)
  })
  const text = spawnSync('/usr/bin/pdftotext', [output, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 }).stdout
  return { seconds, cpuSeconds, texts: text.split('\f') }
}
