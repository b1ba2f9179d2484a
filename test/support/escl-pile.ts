import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { EsclSheet } from './escl-scanner.ts'

/** The images of a folder in name order as A4 sheets of one side, each a grey JPEG of that resolution as a scanner would send it. */
export async function sheetsFromFolder(folder: string, dpi: number): Promise<EsclSheet[]> {
  const px = (mm: number): number => Math.round((mm / 25.4) * dpi)
  const sheets: EsclSheet[] = []
  for (const name of (await readdir(folder)).sort()) {
    const image = sharp(await readFile(join(folder, name))).resize(px(210), px(297), { fit: 'fill' })
    sheets.push({ front: await image.toColourspace('b-w').jpeg({ quality: 90 }).toBuffer() })
  }
  return sheets
}
