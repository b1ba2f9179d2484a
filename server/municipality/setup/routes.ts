import { z } from 'zod'
import { stringify } from 'yaml'
import { configuration, profileList, setupQuery, setupResult } from '#contract/configuration.ts'
import type { Api } from '#platform/http/api.ts'
import { readBytes } from '#platform/http/read-body.ts'
import { appendAudit } from '#server/audit/append.ts'
import { byOf } from '../by.ts'
import type { MunicipalityContext } from '../context.ts'
import { parseWorkbook } from '../workbook/parse-workbook.ts'
import { workbookLimits } from '../workbook/read-workbook.ts'
import { setupTemplate } from '../workbook/template.ts'
import { applySetup } from './apply-setup.ts'
import { exportConfiguration } from './export-configuration.ts'
import { parseConfiguration } from './parse-configuration.ts'
import { profileNames, readProfile } from './profiles.ts'

const organisers = { roles: ['administrator'] } as const
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The set-up of a municipality in and out: template, import, export, profiles. */
export function setupRoutes(api: Api, context: MunicipalityContext): void {
  api.route({ method: 'get', path: '/municipality/template.xlsx', summary: 'The workbook that a municipality fills in', access: organisers, binaryAnswer: workbookType }, async () => file(setupTemplate(), workbookType, 'opis-municipality.xlsx'))
  api.route({ method: 'post', path: '/municipality/import', summary: 'Bring in a filled-in workbook or a configuration file: all of it, or nothing; a dry run tells what would happen', access: organisers, query: setupQuery, binaryBody: true, answer: setupResult, problems: ['body-too-large'] }, async ({ c, principal, query }) => {
    const bytes = await readBytes(c.req.raw, workbookLimits.fileBytes)
    const isArchive = bytes.subarray(0, 2).toString('latin1') === 'PK'
    const read = isArchive ? await parseWorkbook(bytes) : parseConfiguration(bytes.toString('utf8'))
    return applySetup(context, read, { dryRun: query.dryRun === 'true' }, byOf(principal))
  })
  api.route({ method: 'get', path: '/municipality/configuration', summary: 'The set-up for another municipality: no people, no documents', access: organisers, query: z.object({ format: z.enum(['json', 'yaml']).default('json') }), answer: configuration, binaryAnswer: 'application/yaml' }, async ({ principal, query }) => {
    const made = await exportConfiguration(context.db)
    await context.db.transaction((tx) => appendAudit(tx, { actor: byOf(principal).actor, action: 'organisation.export', object: 'municipality', details: {} }, context.clock.now()))
    return query.format === 'json' ? made : file(Buffer.from(stringify(made)), 'application/yaml', 'opis-configuration.yaml')
  })
  api.route({ method: 'get', path: '/municipality/profiles', summary: 'Profiles of municipalities that come with the program', access: organisers, answer: profileList }, async () => {
    const profiles = await Promise.all(
      (await profileNames()).map(async (name) => {
        const { setup } = await readProfile(name)
        const house = setup.house?.value
        return { name, title: house?.name ?? {}, jurisdiction: house?.jurisdiction ?? null, language: house?.language ?? null, units: setup.units.length, registers: setup.registers.length, kinds: setup.kinds.length }
      }),
    )
    return { profiles }
  })
  api.route({ method: 'post', path: '/municipality/profiles/{name}', summary: 'Begin with a profile', access: organisers, params: z.object({ name: z.string().regex(/^[a-z0-9-]{1,64}$/) }), query: setupQuery, answer: setupResult, problems: ['not-found'] }, async ({ principal, params, query }) =>
    applySetup(context, await readProfile(params.name), { dryRun: query.dryRun === 'true' }, byOf(principal)),
  )
}

function file(bytes: Uint8Array, mediaType: string, name: string): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': mediaType, 'content-disposition': `attachment; filename="${name}"` } })
}
