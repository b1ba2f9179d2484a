import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { startProgram } from '../start-program.ts'
import type { ProgramEnd } from '../start-program.ts'
import { endsPage, parseHocr } from './parse-hocr.ts'
import type { EngineResult } from './ocr-engine.ts'
import { tesseractEnvironment } from './find-tesseract.ts'

/** How a process of the installed program is started; it keeps this for all its pages. */
export type NativeSetup = { program: string; dataFolder: string; models: string; segmentation: string; memoryMb: number; timeLimitMs: number }

/** One running program with one set of models. It reads one image at a time. */
export type NativeProcess = {
  /** Reads the file `name` of the work folder, which is taken away afterwards. Throws as `OcrEngine.recognise` says. */
  recognise(image: Uint8Array, name: string): Promise<EngineResult>
  /** It has ended; it must not be used again. */
  ended(): boolean
  stop(): void
  /** Fulfilled when the program is gone. */
  gone: Promise<unknown>
}

type Page = { output: string; done: (output: string | null) => void }

/** So much of what the program complains about is kept, for the cause of a fault. */
const complaintChars = 4_000

/**
 * Starts `tesseract` as a process that goes on from page to page: with `stream_filelist` it takes names of
 * image files from its standard input, one a line, and writes out each result at once (hOCR, because only that has a
 * mark at the end of a page). Starting it and loading models for each page would cost 30 to 240 ms. It ends by itself
 * when its standard input does, so also with us.
 */
export function startNativeProcess(setup: NativeSetup, workFolder: string): NativeProcess {
  let page: Page | null = null
  let end: ProgramEnd | null = null
  let complaints = ''
  let late = false
  const running = startProgram('/bin/sh', shellArguments(setup), {
    env: tesseractEnvironment,
    folder: workFolder,
    onText(stream, text) {
      if (stream === 'error') complaints = (complaints + text).slice(-complaintChars)
      else if (page !== null) {
        page.output += text
        if (endsPage(page.output)) page.done(page.output)
      }
    },
  })
  void running.ended.then((how) => {
    end = how
    page?.done(null)
  })

  async function answer(name: string): Promise<string | null> {
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<string | null>((done) => {
        page = { output: '', done }
        if (end !== null) return done(null)
        timer = setTimeout(() => {
          late = true
          running.stop()
        }, setup.timeLimitMs)
        running.write(`${name}\n`)
      })
    } finally {
      clearTimeout(timer)
      page = null
    }
  }

  return {
    ended: () => end !== null,
    stop: () => running.stop(),
    gone: running.ended,
    async recognise(image, name) {
      const path = join(workFolder, name)
      try {
        await writeImage(path, image)
        const output = await answer(name)
        if (output === null || lacksModel(complaints)) {
          if (lacksModel(complaints)) running.stop()
          throw faultOf(await running.ended, { complaints, late, imageThere: existsSync(path) }, setup)
        }
        complaints = ''
        return { words: parseHocr(output) }
      } finally {
        await rm(path, { force: true })
      }
    },
  }
}

/** The shell only sets the limit of memory and then becomes the program. No text of ours is read as shell. */
function shellArguments({ program, dataFolder, models, segmentation, memoryMb }: NativeSetup): string[] {
  const limited = 'ulimit -v "$1"; shift; exec "$@"'
  const settings = ['stream_filelist=1', 'tessedit_create_hocr=1', 'user_defined_dpi=300'].flatMap((setting) => ['-c', setting])
  return ['-c', limited, 'sh', String(memoryMb * 1024), program, '-', '-', '--tessdata-dir', dataFolder, '--oem', '1', '-l', models, '--psm', segmentation, ...settings]
}

async function writeImage(path: string, image: Uint8Array): Promise<void> {
  try {
    await writeFile(path, image, { mode: 0o600 })
  } catch (cause) {
    const full = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
    throw full ? new OpisError('storage-full', 'There is no room for the page in the work folder of the recogniser.', { cause })
      : new OpisError('internal', 'The page could not be written into the work folder of the recogniser.', { cause })
  }
}

/** With several models the program goes on without one that it cannot load, and would read worse in silence. */
function lacksModel(complaints: string): boolean {
  return /Failed loading language|Could not initialize tesseract|Error opening data file/.test(complaints)
}

type Circumstances = { complaints: string; late: boolean; imageThere: boolean }

function faultOf(end: ProgramEnd, { complaints, late, imageThere }: Circumstances, setup: NativeSetup): OpisError {
  const cause = new Error(`tesseract: ${JSON.stringify(end)} ${complaints}`)
  if (lacksModel(complaints)) return new OpisError('bad-configuration', `The language data for ${setup.models} is missing or damaged.`, { cause })
  // An image that somebody took away is no bad image.
  if (end.kind === 'exited' && imageThere && /cannot be read!/.test(complaints)) return new OpisError('bad-image', 'The recognition engine cannot decode this image.', { cause })
  if (late) return new OpisError('internal', `Recognition took longer than ${setup.timeLimitMs / 1000} s and was ended; the page is tried again.`, { cause })
  if (end.kind === 'stopped') return new OpisError('internal', 'Recognition was stopped; the page is tried again.', { cause })
  return new OpisError('internal', 'The recognition program ended unexpectedly; the page is tried again.', { cause })
}
