import { readFile } from 'node:fs/promises'
import { transferList, transferView } from '#contract/transfer.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { writeNewFile } from '../write-new-file.ts'

const string = { type: 'string' } as const
const idOf = (positionals: string[]) => encodeURIComponent(needed(positionals[0], 'The id of the handing over'))

export const transferListCommand: Command = {
  name: 'transfer list',
  usage: '',
  summary: 'Inventories and handings over to the state archive, and how far each has come',
  async run(words, { asJson }) {
    parseWords(words, {}, 'transfer list')
    const answer = transferList.parse(await (await connect()).get('/transfers'))
    printResult(answer, asJson, ({ transfers }) => transfers.map((one) => `${one.id}  ${one.number}  ${one.state === 'inventory' ? one.actState : one.state}  ${one.lines} files  ${one.title}${one.files.faults > 0 ? `  ${one.files.faults} files do not agree` : ''}`).join('\n') || 'none')
    return 0
  },
}

export const transferPackage: Command = {
  name: 'transfer package',
  usage: 'ID --out FILE.tar',
  summary: 'The package of an approved inventory as a tar archive of one bag (RFC 8493)',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { out: string }, 'transfer package')
    const out = needed(values.out, '--out')
    const archive = await (await connect()).stream('POST', `/transfers/${idOf(positionals)}/package`)
    const { bytes } = await writeNewFile(archive, out)
    printResult({ bytes, file: out }, asJson, (done) => `${done.bytes} bytes in ${done.file}`)
    return 0
  },
}

export const transferReceipt: Command = {
  name: 'transfer receipt',
  usage: 'ID FILE --document NUMBER',
  summary: 'Hold the receipt of the archive (manifest or JSON) against the package; exit 6 if a file is missing or differs',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { document: string }, 'transfer receipt')
    const [id, receipt] = [idOf(positionals), await readFile(needed(positionals[1], 'The file with the receipt'))]
    const document = encodeURIComponent(needed(values.document, '--document'))
    const view = transferView.parse(await (await connect()).send(`/transfers/${id}/receipt?document=${document}`, receipt))
    printResult(view, asJson, (done) => [...done.faults.map(({ path, fault }) => `${fault}: ${path}`), `${done.state}: ${done.files.total - done.files.faults} of ${done.files.total} files agree`].join('\n'))
    return view.files.faults > 0 ? 6 : 0
  },
}
