import { z } from 'zod'
import { readRunFile } from '../../run-file.ts'
import { connect } from '../client.ts'
import { broken, doubtful, reasonOf, well, type CheckPart } from './check.ts'

const statusAnswer = z.object({ pagesWaiting: z.int(), pagesFailed: z.int(), tasksFailed: z.array(z.unknown()), search: z.string(), jobs: z.string() })

/** The running server as it sees itself: adapters, queues, steps that were given up. */
export const checkServer: CheckPart = async (config) => {
  if (!config.remote && !(await readRunFile(config.dataFolder))) return [doubtful('server', 'not running', 'Start it with: opis start')]
  try {
    const status = statusAnswer.parse(await (await connect()).get('/status'))
    const failed = status.pagesFailed + status.tasksFailed.length
    return [
      well('server', `search ${status.search}, jobs ${status.jobs}`),
      well('recognition', `${status.pagesWaiting} pages wait`),
      failed === 0 ? well('line', 'nothing was given up') : doubtful('line', `${failed} steps were given up`, 'Look at them with GET /api/status; the pages themselves are safe.'),
    ]
  } catch (error) {
    return [broken('server', reasonOf(error), 'Look at its log; start it again with: opis start')]
  }
}
