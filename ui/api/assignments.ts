import type { z } from 'zod'
import type { CardTasks, ExecutorList, OverdueDecisions, pointsForm, resolutionForm, subtasksForm, taskMove, taskPage, TaskListName, TaskView, templateForm, templateList } from '#contract/assignments.ts'
import { request } from './request.ts'

export type { CardTasks, ExecutorList, OverdueDecisions, TaskListName, TaskView }
export type TaskPage = z.infer<typeof taskPage>
export type Move = z.input<typeof taskMove>
export type NewResolution = z.input<typeof resolutionForm>
export type NewPoints = z.input<typeof pointsForm>
export type NewTask = NewResolution['tasks'] extends (infer One)[] | undefined ? One : never
export type Templates = z.infer<typeof templateList>

const task = (id: string): string => `/tasks/${encodeURIComponent(id)}`
const card = (id: string): string => `/cards/${encodeURIComponent(id)}`

/** A page of tasks that have not ended; `after`: where the page before ended. */
export function readTasks(list: TaskListName, after?: string, signal?: AbortSignal): Promise<TaskPage> {
  return request('GET', '/tasks', { query: { list, after, limit: 50 }, signal })
}

/** The first look of the executor is noted by the server. */
export function readTask(id: string, signal?: AbortSignal): Promise<TaskView> {
  return request('GET', task(id), { signal })
}

/** @param version of the task as it is shown */
export function moveTask(id: string, version: number, what: Move): Promise<TaskView> {
  return request('POST', `${task(id)}/moves`, { body: { version, what } })
}

export function divideTask(id: string, form: z.input<typeof subtasksForm>): Promise<TaskView> {
  return request('POST', `${task(id)}/subtasks`, { body: form })
}

/** Units and people, found by any part of a name. */
export function findExecutors(q: string, signal?: AbortSignal): Promise<ExecutorList> {
  return request('GET', '/tasks/executors', { query: { q }, signal })
}

export function readCardTasks(id: string, signal?: AbortSignal): Promise<CardTasks> {
  return request('GET', `${card(id)}/tasks`, { signal })
}

export function writeResolution(id: string, form: NewResolution): Promise<CardTasks> {
  return request('POST', `${card(id)}/resolutions`, { body: form })
}

export function addPoints(id: string, form: NewPoints): Promise<CardTasks> {
  return request('POST', `${card(id)}/points`, { body: form })
}

export function readTemplates(signal?: AbortSignal): Promise<Templates> {
  return request('GET', '/resolution-templates', { signal })
}

export function saveTemplate(form: z.input<typeof templateForm>): Promise<Templates> {
  return request('POST', '/resolution-templates', { body: form })
}

export function removeTemplate(id: string): Promise<Templates> {
  return request('DELETE', `/resolution-templates/${encodeURIComponent(id)}`)
}

/** Points past their deadline; `register`: of one issuer alone. */
export function readOverdueDecisions(register: string, after?: string, signal?: AbortSignal): Promise<OverdueDecisions> {
  return request('GET', '/control/decisions', { query: { register, after, limit: 100 }, signal })
}
