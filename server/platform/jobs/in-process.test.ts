import { jobsSuite } from '#test/suites/jobs.ts'
import { inProcessJobs } from './in-process.ts'

jobsSuite('in process', async () => {
  const jobs = inProcessJobs()
  return { jobs, end: () => jobs.close() }
})
