import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import { OpisError } from '#kernel/errors.ts'
import type { MarksAnswer, MarksQuestion } from './open-marks-reader.ts'
import { readPageMarks } from './read-page-marks.ts'

// Pages come once only, so that a cache of pictures would be memory for nothing; and one core is this thread's share.
sharp.cache(false)
sharp.concurrency(1)

/** The thread behind `openMarksReader`: one image after the other. */
parentPort?.on('message', (question: MarksQuestion) => {
  void answer(question).then((message) => parentPort?.postMessage(message))
})

async function answer({ number, file }: MarksQuestion): Promise<MarksAnswer> {
  try {
    return { number, marks: await readPageMarks(file) }
  } catch (error) {
    const code = error instanceof OpisError ? error.code : 'internal'
    const detail = error instanceof OpisError ? error.detail : 'The image could not be examined: scan the sheet again.'
    return { number, code, detail }
  }
}
