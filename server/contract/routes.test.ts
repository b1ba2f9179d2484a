import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createApi } from '#platform/http/api.ts'
import { draftRoutes } from '#server/assignments/drafts/routes.ts'
import { reportRoutes } from '#server/assignments/reports/routes.ts'
import { filingRoutes } from '#server/assignments/filing/routes.ts'
import { assignmentRoutes } from '#server/assignments/routes.ts'
import { auditRoutes } from '#server/audit-routes.ts'
import type { Access } from '#platform/http/access.ts'
import { filePlanRoutes } from '#server/file-plan/routes.ts'
import { captureRoutes } from '#server/capture/routes.ts'
import { noticeRoutes } from '#server/assignments/notices/routes.ts'
import { authorise } from '#server/identity/permissions.ts'
import { identityRoutes } from '#server/identity/routes.ts'
import { unitRoutes } from '#server/identity/units/routes.ts'
import { municipalityRoutes } from '#server/municipality/routes.ts'
import { recognitionRoutes } from '#server/recognition/routes.ts'
import { batchRoutes } from '#server/records/batch-routes.ts'
import { cardPaperRoutes } from '#server/records/cards/routes.ts'
import { pictureRoutes } from '#server/records/picture-routes.ts'
import { recordRoutes } from '#server/records/routes.ts'
import { registryRoutes } from '#server/registry/routes.ts'
import { storeRoutes } from '#server/records/store-routes.ts'
import { erasureRoutes } from '#server/retention/erasure-requests/routes.ts'
import { actRoutes } from '#server/retention/acts/routes.ts'
import { holdRoutes } from '#server/retention/holds/routes.ts'
import { destructionRoutes } from '#server/retention/destruction/routes.ts'
import { explainRoutes } from '#server/retention/explain-routes.ts'
import { nightlyRoutes } from '#server/retention/nightly/routes.ts'
import { formRoutes } from '#server/retention/forms/routes.ts'
import { overviewRoutes } from '#server/retention/overview/routes.ts'
import { retentionRoutes } from '#server/retention/routes.ts'
import { scheduleRoutes } from '#server/retention/schedules/routes.ts'
import { transferRoutes } from '#server/retention/transfer/routes.ts'
import { searchRoutes } from '#server/search/routes.ts'
import { inProcessJobs } from '#platform/jobs/in-process.ts'
import { lineRoutes } from '#server/line-routes.ts'
import { statusRoutes } from '#server/status-routes.ts'

/** Declaring a route touches none of its parts; only a request would. */
const unused = { records: {} } as never

function declaredRoutes() {
  const api = createApi(authorise)
  identityRoutes(api, unused)
  unitRoutes(api, unused)
  municipalityRoutes(api, unused)
  captureRoutes(api, unused, 'Opis')
  batchRoutes(api, unused)
  storeRoutes(api, unused)
  recordRoutes(api, unused, unused, unused, unused)
  cardPaperRoutes(api, unused)
  filePlanRoutes(api, unused, unused)
  pictureRoutes(api, unused, unused)
  recognitionRoutes(api, unused)
  retentionRoutes(api, unused)
  overviewRoutes(api, unused)
  explainRoutes(api, unused)
  nightlyRoutes(api, unused)
  destructionRoutes(api, unused)
  scheduleRoutes(api, unused)
  holdRoutes(api, unused)
  actRoutes(api, unused)
  formRoutes(api, unused)
  transferRoutes(api, unused, unused)
  registryRoutes(api, unused)
  noticeRoutes(api, unused)
  erasureRoutes(api, unused)
  searchRoutes(api, unused, unused)
  statusRoutes(api, unused, inProcessJobs(), unused, unused)
  lineRoutes(api, unused)
  assignmentRoutes(api, unused)
  draftRoutes(api, unused)
  reportRoutes(api, unused)
  filingRoutes(api, unused, unused)
  auditRoutes(api, unused)
  return api.routes.map(({ method, path, access }) => `${method.toUpperCase()} ${path} | ${whoMay(access)}`)
}

/** The words of routes.md for who may call. */
function whoMay(access: Access): string {
  if (access === 'public') return 'anybody'
  if (access === 'any-user') return 'signed in'
  if (access === 'any-user-even-with-one-time-password') return 'signed in, one-time password too'
  return [...(access.roles ?? []), ...(access.agent ?? [])].join(', ')
}

test('routes.md names every route of the capabilities and who may call it', () => {
  const text = readFileSync(new URL('./routes.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| ((?:GET|POST|PUT|PATCH|DELETE) \S+) \| ([^|]+) \|/gm)].map(([, route, who]) => `${route} | ${who?.trim()}`)
  expect(rows.toSorted()).toEqual(declaredRoutes().toSorted())
})
