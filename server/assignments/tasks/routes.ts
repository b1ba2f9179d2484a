import { z } from 'zod'
import { executorList, moveForm, subtasksForm, taskPage, taskQuery, taskView } from '#contract/assignments.ts'
import { id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { readReader } from '../reader.ts'
import { divideTask } from '../resolutions/divide-task.ts'
import { listExecutors } from './list-executors.ts'
import { listTasks } from './list-tasks.ts'
import { moveTask } from './move-task.ts'
import { openTask } from './open-task.ts'

const one = z.object({ id })
const access = 'any-user'

/** Tasks: lists, one task, what people do with it. Everybody signed in has tasks; what he sees follows from the cards. */
export function taskRoutes(api: Api, context: RegistryContext): void {
  const today = () => dayIn(context.timeZone, context.clock.now())
  api.route({ method: 'get', path: '/tasks', summary: 'Tasks that have not ended, the soonest due first', access, query: taskQuery, answer: taskPage }, async ({ principal, query }) => {
    const reader = await readReader(context.db, principal, today())
    return { today: today(), ...(await listTasks(context.db, reader, query, today())) }
  })
  api.route({ method: 'get', path: '/tasks/executors', summary: 'Units and people that a task can be given to', access, query: z.object({ q: z.string().trim().max(100).default('') }), answer: executorList }, ({ query }) => listExecutors(context.db, query.q, today()))
  api.route({ method: 'get', path: '/tasks/{id}', summary: 'A task; the first look of its executor is noted', access, params: one, answer: taskView }, ({ principal, params }) => openTask(context, principal, params.id))
  api.route({ method: 'post', path: '/tasks/{id}/moves', summary: 'Do something with a task', access, params: one, body: moveForm, answer: taskView, problems: ['not-in-this-state', 'bad-request'] }, async ({ principal, params, body }) => {
    await moveTask(context, principal, params.id, body)
    return openTask(context, principal, params.id)
  })
  api.route({ method: 'post', path: '/tasks/{id}/subtasks', summary: 'Give parts of a task to others', access, params: one, body: subtasksForm, answer: taskView, problems: ['not-in-this-state', 'bad-request'] }, async ({ principal, params, body }) => {
    await divideTask(context, principal, params.id, body.tasks)
    return openTask(context, principal, params.id)
  })
}
