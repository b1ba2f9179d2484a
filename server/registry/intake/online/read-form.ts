import { limits } from '#kernel/limits.ts'
import type { Language } from '#kernel/language.ts'
import { sniffImageFormat } from '#platform/image/sniff-format.ts'
import { readBytes } from '#platform/http/read-body.ts'
import type { ServiceRow } from '../../services/read-service.ts'
import type { Refused } from './form-page.ts'
import { onlineTexts } from './online-texts.ts'
import type { OnlineFile, Submission } from './submit-online.ts'

/** Everything of one form, bytes. */
export const formBytesMax = 20 * 1024 * 1024 + 256 * 1024
const filesMax = 20

/** `trap`: a program filled in what no person sees. */
export type ReadForm = { kind: 'good'; submission: Submission } | { kind: 'refused'; refused: Refused } | { kind: 'trap' }

/** Reads a form as a browser sends it, under a limit; the first byte over it is `body-too-large`. */
export async function readForm(request: Request, service: ServiceRow, language: Language): Promise<ReadForm> {
  const bytes = await readBytes(request, formBytesMax)
  const data = await new Response(new Uint8Array(bytes), { headers: { 'content-type': request.headers.get('content-type') ?? '' } }).formData().catch(() => new FormData())
  const text = onlineTexts[language]
  const values = Object.fromEntries([...data].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim().slice(0, 2000)] as const] : [])))
  if ((values['website'] ?? '') !== '') return { kind: 'trap' }
  const faults: Refused['faults'][number][] = []
  const need = (name: string, isRequired: boolean, fits: (value: string) => boolean = () => true) => {
    const value = values[name] ?? ''
    if (value === '' ? isRequired : !fits(value)) faults.push({ field: name, sentence: value === '' ? text.missing : text.wrong })
    return value
  }
  const name = need('name', true, (value) => value.length <= 300)
  const address = need('address', true, (value) => value.length <= 500)
  const email = need('email', false, (value) => /^[^\s@]{1,64}@[^\s@]{1,189}$/.test(value))
  const phone = need('phone', false, (value) => value.length <= 60)
  const message = need('message', true)
  const fits = { text: () => true, number: (value: string) => Number.isFinite(Number(value)), date: (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value) }
  const fields = Object.fromEntries(
    service.fields.flatMap((one) => {
      const value = need(`f.${one.code}`, one.required, one.type === 'choice' ? (chosen) => (one.choices ?? []).includes(chosen) : fits[one.type])
      return value === '' ? [] : [[one.code, value] as const]
    }),
  )
  const files = await readFiles(data, service)
  for (const file of files.unread) faults.push({ field: '', sentence: text.badFile(file) })
  const form = values['form'] ?? ''
  if (!/^[\w-]{43}$/.test(form)) faults.push({ field: '', sentence: text.wrong })
  if (faults.length > 0) return { kind: 'refused', refused: { values, faults } }
  return { kind: 'good', submission: { form, language, name, email: email === '' ? null : email, phone, address, message, fields, files: files.good } }
}

/** Files by the code of their paper; what they are is told by their first bytes, whatever they are called. */
async function readFiles(data: FormData, service: ServiceRow): Promise<{ good: OnlineFile[]; unread: string[] }> {
  const good: OnlineFile[] = []
  const unread: string[] = []
  for (const [field, value] of data) {
    if (typeof value === 'string' || value.size === 0) continue
    const bytes = new Uint8Array(await value.arrayBuffer())
    const format = sniffImageFormat(bytes)
    const mediaType = format === null ? (Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-' ? 'application/pdf' : null) : `image/${format}`
    const name = [...value.name.replaceAll(/[\p{C}/\\]/gu, '_')].slice(0, limits.fileNameChars).join('')
    const paper = field.startsWith('p.') ? service.papers.find(({ code }) => code === field.slice(2))?.code : undefined
    if (mediaType === null || good.length >= filesMax) unread.push(name)
    else good.push({ name, mediaType, paper, bytes })
  }
  return { good, unread }
}
