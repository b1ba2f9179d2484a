import type { z } from 'zod'
import type { classEdit, classTree, closing, factList, factView, fileList, fileSummary, fileView, newFact, newFile, newMember, paperList, paperMove, paperView, personList, personView, volumeClosing } from '#contract/file-plan.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'
import type { Query } from './with-query.ts'

export type FileList = z.infer<typeof fileList>
export type FileSummary = z.infer<typeof fileSummary>
export type FileView = z.infer<typeof fileView>
export type FactView = z.infer<typeof factView>
export type FactList = z.infer<typeof factList>
export type ClassTree = z.infer<typeof classTree>
export type PlanClass = ClassTree['classes'][number]
export type PaperList = z.infer<typeof paperList>
export type PaperView = z.infer<typeof paperView>
export type PersonList = z.infer<typeof personList>
export type PersonView = z.infer<typeof personView>
export type NewFact = z.input<typeof newFact>
export type FactSubject = NewFact['kind']

const of = (id: string) => `/files/${encodeURIComponent(id)}`
/** Answers of the server speak the language of the UI. */
const spoken = () => ({ language: currentLanguage() })

export const readTree = (signal?: AbortSignal): Promise<ClassTree> => request('GET', '/fonds', { signal })
export const readFiles = (query: Query, signal?: AbortSignal): Promise<FileList> => request('GET', '/files', { query, signal })
/** Address of the list as a file. */
export const filesFile = (query: Query, format: 'csv' | 'ods'): string => apiPath('/files', { ...query, format })
export const readFile = (id: string, signal?: AbortSignal): Promise<FileView> => request('GET', of(id), { query: spoken(), signal })
export const openFile = (form: z.input<typeof newFile>): Promise<FileView> => request('POST', '/files', { body: form, query: spoken() })

const change = (id: string, path: string, body: unknown): Promise<FileView> => request('POST', `${of(id)}/${path}`, { body, query: spoken() })
export const retitleFile = (id: string, title: string | null) => change(id, 'title', { title })
export const renumberFile = (id: string, number: string) => change(id, 'number', { number })
export const closeFile = (id: string, form: z.input<typeof closing>) => change(id, 'close', form)
export const reopenFile = (id: string, reason: string) => change(id, 'reopen', { reason })
export const openVolume = (id: string) => change(id, 'volumes', {})
export const closeVolume = (id: string, volume: number, form: z.input<typeof volumeClosing>) => change(id, `volumes/${volume}/close`, form)
export const addMember = (id: string, form: z.input<typeof newMember>) => change(id, 'records', form)
export const takeOut = (id: string, record: string, reason: string) => change(id, `records/${encodeURIComponent(record)}/take-out`, { reason })

export const readFacts = (kind: FactSubject, subject: string, signal?: AbortSignal): Promise<FactList> => request('GET', '/facts', { query: { kind, subject }, signal })
export const addFact = (form: NewFact): Promise<FactList> => request('POST', '/facts', { body: form })
export const retractFact = (id: string, reason: string): Promise<FactList> => request('POST', `/facts/${encodeURIComponent(id)}/retract`, { body: { reason } })

export const findPeople = (q: string, signal?: AbortSignal): Promise<PersonList> => request('GET', '/people', { query: { q }, signal })
export const peopleOf = (kind: 'record' | 'file', id: string, signal?: AbortSignal): Promise<PersonList> => request('GET', '/people', { query: { [kind]: id }, signal })
export const addPerson = (name: string): Promise<PersonView> => request('POST', '/people', { body: { name } })
export const readPerson = (id: string, signal?: AbortSignal): Promise<PersonView> => request('GET', `/people/${encodeURIComponent(id)}`, { signal })
export const renamePerson = (id: string, name: string): Promise<PersonView> => request('POST', `/people/${encodeURIComponent(id)}/name`, { body: { name } })
export const linkPerson = (id: string, kind: 'record' | 'file', subject: string): Promise<PersonView> => request('POST', `/people/${encodeURIComponent(id)}/links`, { body: { kind, subject } })
export const unlinkPerson = (id: string, kind: 'record' | 'file', subject: string): Promise<PersonView> => request('POST', `/people/${encodeURIComponent(id)}/unlink`, { body: { kind, subject } })

export const readPaper = (query: Query, signal?: AbortSignal): Promise<PaperList> => request('GET', '/paper', { query, signal })
export const readPaperOf = (kind: 'record' | 'file', id: string, signal?: AbortSignal): Promise<PaperList> => request('GET', `/paper/of/${kind}/${encodeURIComponent(id)}`, { signal })
export const addPaper = (kind: 'record' | 'file', subject: string, place: z.input<typeof paperMove>): Promise<PaperList> => request('POST', '/paper', { body: { kind, subject, box: place.box, shelf: place.shelf, sheets: place.sheets } })
export const movePaper = (id: string, form: z.input<typeof paperMove>): Promise<PaperList> => request('POST', `/paper/${encodeURIComponent(id)}`, { body: form })
/** Address of the list as a file. */
export const paperFile = (query: Query, format: 'csv' | 'ods'): string => apiPath('/paper', { ...query, format })

export const saveClass = (form: z.input<typeof classEdit>): Promise<ClassTree> => request('PUT', '/classes', { body: form })
export const saveFonds = (number: string, title: Record<string, string>): Promise<ClassTree> => request('PUT', '/fonds', { body: { number, title } })
export const saveBody = (name: Record<string, string>): Promise<ClassTree> => request('PUT', '/body', { body: { name } })
