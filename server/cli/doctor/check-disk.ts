import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { broken, doubtful, well, type CheckPart } from './check.ts'

const lowGb = 5
/** A batch of colour pages may need as much while it is taken in and archived. */
const fullGb = 1

/** Room on the disk of the data folder, for a user without special rights. */
export const checkDisk: CheckPart = async (config) => {
  const { bavail, bsize, ffree, files } = await statfs(existsSync(config.dataFolder) ? config.dataFolder : '.')
  const freeGb = (bavail * bsize) / 1e9
  const detail = `${freeGb < 10 ? freeGb.toFixed(1) : Math.floor(freeGb)} GB free`
  const advice = 'Make room: when the disk is full, stations wait and nothing is archived.'
  if (freeGb < fullGb) return [broken('disk', detail, advice)]
  // Some file systems count no files; those that do can be full of small ones.
  if (files > 0 && ffree / files < 0.01) return [doubtful('disk', `${detail}, but hardly a file more can be made`, advice)]
  return [freeGb >= lowGb ? well('disk', detail) : doubtful('disk', detail, advice)]
}
