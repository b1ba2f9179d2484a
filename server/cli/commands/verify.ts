import { join } from 'node:path'
import { fileSystemStore } from '#server/storage/file-system-store.ts'
import { readConfig } from '../../config.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { progressBar } from '../progress-bar.ts'

export const verify: Command = {
  name: 'verify',
  usage: '[--full]',
  summary: 'Check every stored object; --full reads and hashes every byte',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { full: { type: 'boolean' } }, 'verify')
    const store = await fileSystemStore(join(readConfig().dataFolder, 'store'))
    const answer = { objects: 0, files: 0, bytes: 0, bad: [] as { record: string; file: string; fault: string }[] }
    const ids = await Array.fromAsync(store.list())
    const bar = progressBar('verify')
    for (const id of ids) {
      answer.objects += 1
      for (const fault of await store.verify(id, { full: values.full ?? false })) answer.bad.push({ record: id.replace(/^urn:opis:record:/, ''), ...fault })
      const state = await store.state(id).catch(() => null)
      answer.files += state?.files.length ?? 0
      answer.bytes += state?.files.reduce((total, file) => total + file.bytes, 0) ?? 0
      bar.step(answer.objects, ids.length)
    }
    bar.end()
    printResult(answer, asJson, (done) => [...done.bad.map((one) => `bad: ${one.record} ${one.file}: ${one.fault}`), `${done.objects} objects, ${done.files} files, ${done.bytes} bytes, ${done.bad.length} faults`].join('\n'))
    return answer.bad.length > 0 ? 6 : 0
  },
}
