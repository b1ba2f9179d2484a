import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take long, the longest first: begun last, one of them would run on alone when the rest is done.
 * Files that start Elasticsearch do not stand side by side. One that is not named here follows after these.
 */
const long = [
  'test/integration/faults.test.ts',
  'test/integration/api-fuzz.test.ts',
  'test/integration/bad-input-capture.test.ts',
  'test/integration/elasticsearch.test.ts',
  'test/integration/kill-server.test.ts',
  'server/platform/move-database/move-database.test.ts',
  'test/integration/destruction-traces.test.ts',
  'test/integration/destruction-kill.test.ts',
  'test/integration/bad-pile.test.ts',
  'test/integration/damaged-pile.test.ts',
  'server/search/elasticsearch/elasticsearch-index.test.ts',
  'ui/counter/send-file.test.ts',
  'test/integration/sixty-sheets.test.ts',
  'test/integration/existing-postgres.test.ts',
  'server/storage/crash-points.test.ts',
  'capture-agent/recognition/recognise-page.test.ts',
  'test/e2e/town-hall.test.ts',
  'server/assignments/drafts/drafts.test.ts',
  'test/integration/intake-sources.test.ts',
  'test/integration/scanner.test.ts',
  'test/integration/redis.test.ts',
  'test/integration/destruction.test.ts',
  'test/integration/elasticsearch-secured.test.ts',
  'test/e2e/every-screen.test.ts',
  'test/e2e/retention-cycle.test.ts',
  'capture-agent/station/kill-station.test.ts',
  'server/search/mirror/mirror.test.ts',
  'test/e2e/counter.test.ts',
  'test/integration/destruction-faults.test.ts',
  'test/integration/scan-command.test.ts',
  'test/integration/rights.test.ts',
  'test/integration/public-status.test.ts',
  'test/integration/proof-commands.test.ts',
  'server/demo/pile/make-pile.test.ts',
  'test/integration/audit.test.ts',
  'server/file-plan/file-plan.test.ts',
  'capture-agent/station/scan-pile.test.ts',
  'test/integration/appliance-start.test.ts',
  'server/platform/task-runner.test.ts',
  'test/integration/cover-sheets.test.ts',
  'test/integration/intake-routing.test.ts',
  'test/simulation/working-days.test.ts',
  'capture-agent/scanner/sane/sane-scanner.test.ts',
  'server/platform/embedded-postgres.test.ts',
  'test/e2e/drafts.test.ts',
  'test/e2e/tasks.test.ts',
  'test/e2e/schedules.test.ts',
  'test/integration/holds.test.ts',
  'server/registry/counter/counter.test.ts',
  'test/e2e/paper-to-answer.test.ts',
  'server/cli/doctor/doctor.test.ts',
  'test/integration/municipality-commands.test.ts',
]

/** Files apart first, so that a process of the others is not ended between them; within each part the longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) => {
      const at = long.indexOf(relative(this.ctx.config.root, moduleId))
      return (project.config.isolate ? 0 : long.length + 1) + (at < 0 ? long.length : at)
    }
    return [...files].sort((one, other) => place(one) - place(other))
  }
}
