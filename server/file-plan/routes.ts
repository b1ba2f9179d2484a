import { z } from 'zod'
import { id, language } from '#contract/common.ts'
import { closing, fileList, fileQuery, fileView, newFile, newMember, renumber, reopening, retitle, takingOut, volumeClosing, volumeOpening } from '#contract/file-plan.ts'
import type { Access, Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { tableAnswer, tableFormat, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import { actorOf, recordFilter, seesHolds } from '#server/identity/permissions.ts'
import { closeFile, reopenFile } from './close-file.ts'
import type { FilePlanContext } from './context.ts'
import { factRoutes } from './fact-routes.ts'
import { filesTable } from './files-table.ts'
import { listFiles, seeFile } from './list-files.ts'
import { addRecord, takeOutRecord } from './members.ts'
import { openFile, renumberFile, retitleFile } from './open-file.ts'
import { paperRoutes } from './paper-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { planRoutes } from './plan-routes.ts'
import { isKeeper, keepers, seeSubject } from './see-subject.ts'
import { viewFile, type JudgementOfFiles } from './view-file.ts'
import { closeVolume, openVolume } from './volumes.ts'

const one = z.object({ id })
const spoken = z.object({ language: language.default('en') })

/** The file plan over HTTP. Who keeps files changes them; everybody signed in reads those of the own units and of the whole house. */
export function filePlanRoutes(api: Api, context: FilePlanContext, judgement: JudgementOfFiles): void {
  readingRoutes(api, context, judgement)
  changeRoutes(api, context, judgement)
  factRoutes(api, context)
  peopleRoutes(api, context)
  paperRoutes(api, context)
  planRoutes(api, context)
}

function readingRoutes(api: Api, context: FilePlanContext, judgement: JudgementOfFiles): void {
  api.route({ method: 'get', path: '/files', summary: 'Files of the file plan; with ?format= as a file', access: 'any-user', query: fileQuery.extend({ format: tableFormat }), answer: fileList, binaryAnswer: tableMediaTypes }, async ({ principal, query: { format, ...query } }) => {
    const filter = recordFilter(principal)
    if (query.record !== undefined && (await context.records.seen(context.db, filter, [query.record])).length === 0) return { files: [], next: null }
    if (format !== undefined) return tableAnswer(await filesTable(context, filter, query), format)
    const files = await listFiles(context, filter, query)
    return {
      files: files.map(({ id: file, class: code, number, title, state, openedOn, closedOn, records, volumes }) => ({ id: file, class: code, number, title, state, openedOn, closedOn, records, volumes })),
      next: files.length < query.limit ? null : (files.at(-1)?.id ?? null),
    }
  })
  api.route({ method: 'get', path: '/files/{id}', summary: 'A file with everything known of it', access: 'any-user', params: one, query: spoken, answer: fileView }, ({ principal, params, query }) =>
    viewed(context, judgement, principal, params.id, query.language),
  )
}

const viewed = (context: FilePlanContext, judgement: JudgementOfFiles, principal: Principal, file: string, spokenIn: string) =>
  viewFile(context, judgement, recordFilter(principal), file, { language: spokenIn, withPeople: isKeeper(principal), withHolds: seesHolds(principal) })

type Work<B> = (file: string, body: B, actor: string, principal: Principal) => Promise<unknown>

function changeRoutes(api: Api, context: FilePlanContext, judgement: JudgementOfFiles): void {
  const access: Access = keepers
  api.route({ method: 'post', path: '/files', summary: 'Open a file', access, query: spoken, body: newFile, answer: fileView, status: 201, problems: ['not-found', 'already-exists'] }, async ({ principal, query, body }) => {
    const file = await openFile(context, body, actorOf(principal))
    return viewed(context, judgement, principal, file, query.language)
  })
  const change = <S extends z.ZodType>(path: string, summary: string, body: S, work: Work<z.output<S>>) =>
    api.route({ method: 'post', path: `/files/{id}/${path}`, summary, access, params: one, query: spoken, body, answer: fileView, problems: ['not-found', 'not-in-this-state', 'already-exists'] }, async ({ principal, params, query, body: said }) => {
      await seeFile(context.db, recordFilter(principal), params.id)
      await work(params.id, said as z.output<S>, actorOf(principal), principal)
      return viewed(context, judgement, principal, params.id, query.language)
    })
  change('title', 'Give a file another title', retitle, (file, body, actor) => retitleFile(context, file, body.title, actor))
  change('number', 'Give a file another index; the history keeps the old one', renumber, (file, body, actor) => renumberFile(context, file, body.number, actor))
  change('close', 'Close a file', closing, (file, body, actor) => closeFile(context, file, body, actor))
  change('reopen', 'Reopen a closed file', reopening, (file, body, actor) => reopenFile(context, file, body.reason, actor))
  change('volumes', 'Begin the next volume', volumeOpening, (file, body, actor) => openVolume(context, file, body, actor))
  change('records', 'Put a record into a file', newMember, async (file, body, actor, principal) => {
    await seeSubject(context, principal, { kind: 'record', id: body.record })
    await addRecord(context, file, body, actor)
  })
  memberRoutes(api, context, judgement)
}

function memberRoutes(api: Api, context: FilePlanContext, judgement: JudgementOfFiles): void {
  const volume = z.object({ id, volume: z.coerce.number().int().min(1).max(10_000) })
  api.route({ method: 'post', path: '/files/{id}/volumes/{volume}/close', summary: 'Close a volume; the file stays open', access: keepers, params: volume, query: spoken, body: volumeClosing, answer: fileView, problems: ['not-found', 'not-in-this-state', 'already-exists'] }, async ({ principal, params, query, body }) => {
    await seeFile(context.db, recordFilter(principal), params.id)
    await closeVolume(context, params.id, params.volume, body, actorOf(principal))
    return viewed(context, judgement, principal, params.id, query.language)
  })
  api.route({ method: 'post', path: '/files/{id}/records/{record}/take-out', summary: 'Take a record out of a file', access: keepers, params: z.object({ id, record: id }), query: spoken, body: takingOut, answer: fileView, problems: ['not-found', 'not-in-this-state', 'already-exists'] }, async ({ principal, params, query, body }) => {
    await seeFile(context.db, recordFilter(principal), params.id)
    await takeOutRecord(context, params.id, params.record, body.reason, actorOf(principal))
    return viewed(context, judgement, principal, params.id, query.language)
  })
}
