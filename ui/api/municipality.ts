import type { z } from 'zod'
import type { profileList, SetupResult } from '#contract/configuration.ts'
import type { successionForm, successionList, SuccessionPreview, TransmittalView, unitTransmittals } from '#contract/municipality.ts'
import type { TrainingLoaded } from '#contract/training.ts'
import type { absenceList, newAbsence, staffList, unitForm, unitList } from '#contract/units.ts'
import type { Language } from '#kernel/language.ts'
import { request } from './request.ts'
import { readProblem, UiError } from './ui-error.ts'

export type UnitList = z.infer<typeof unitList>
export type StaffList = z.infer<typeof staffList>
export type AbsenceList = z.infer<typeof absenceList>
export type SuccessionList = z.infer<typeof successionList>
export type UnitTransmittals = z.infer<typeof unitTransmittals>
export type ProfileList = z.infer<typeof profileList>

const path = encodeURIComponent

export const readUnits = (signal?: AbortSignal): Promise<UnitList> => request('GET', '/units', { signal })
export const saveUnit = (form: z.input<typeof unitForm>): Promise<UnitList> => request('PUT', '/units', { body: form })
export const readStaff = (signal?: AbortSignal): Promise<StaffList> => request('GET', '/staff', { signal })
export const readAbsences = (signal?: AbortSignal): Promise<AbsenceList> => request('GET', '/absences', { signal })
export const noteAbsence = (form: z.input<typeof newAbsence>): Promise<AbsenceList> => request('POST', '/absences', { body: form })
export const endAbsence = (id: string): Promise<AbsenceList> => request('POST', `/absences/${path(id)}/end`)

export const readReorganisations = (signal?: AbortSignal): Promise<SuccessionList> => request('GET', '/reorganisations', { signal })
/** What would move, before anything is ordered. */
export const previewReorganisation = (from: string, to: string): Promise<SuccessionPreview> => request('GET', '/reorganisations/preview', { query: { from, to } })
export const orderReorganisation = (form: z.input<typeof successionForm>): Promise<SuccessionList> => request('POST', '/reorganisations', { body: form })
export const withdrawReorganisation = (id: string): Promise<SuccessionList> => request('POST', `/reorganisations/${path(id)}/withdraw`)

export const readTransmittals = (unit: string, day: string, signal?: AbortSignal): Promise<UnitTransmittals> => request('GET', `/units/${path(unit)}/transmittal`, { query: day === '' ? {} : { day }, signal })
export const makeTransmittal = (unit: string): Promise<TransmittalView> => request('POST', `/units/${path(unit)}/transmittals`)
export const markHandedOver = (id: string, receivedBy: string): Promise<TransmittalView> => request('POST', `/transmittals/${path(id)}/handed-over`, { body: { receivedBy } })

export const readProfiles = (signal?: AbortSignal): Promise<ProfileList> => request('GET', '/municipality/profiles', { signal })
/** Invented documents to learn with, in test mode only. */
export const loadTraining = (language: Language): Promise<TrainingLoaded> => request('POST', '/municipality/training', { body: { language } })
export const beginWithProfile = (name: string, dryRun: boolean): Promise<SetupResult> => request('POST', `/municipality/profiles/${path(name)}?dryRun=${dryRun}`)

/** Sends a filled-in workbook or a configuration file. A dry run changes nothing. */
export async function sendSetup(file: Blob, dryRun: boolean): Promise<SetupResult> {
  const response = await fetch(`/api/municipality/import?dryRun=${dryRun}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw readProblem(body, response.status) ?? new UiError({ type: 'internal', title: '', status: response.status, detail: '' })
  return body as SetupResult
}
