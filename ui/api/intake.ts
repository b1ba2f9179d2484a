import type { z } from 'zod'
import type { InboundClientView, inboundClientForm, inboundClientMade, inboundClients } from '#contract/inbound.ts'
import type { IntakeSourcesView } from '#contract/intake.ts'
import type { RoutingProposal, RoutingRuleView, routingAnswer, routingRuleForm, routingRules, routingTrial } from '#contract/routing.ts'
import { apiPath, request } from './request.ts'

export type { InboundClientView, IntakeSourcesView, RoutingProposal, RoutingRuleView }
type Rules = z.infer<typeof routingRules>
type Clients = z.infer<typeof inboundClients>
type Answer = z.infer<typeof routingAnswer>
export type RoutingRuleOrder = z.input<typeof routingRuleForm>
export type InboundClientOrder = z.input<typeof inboundClientForm>
export type InboundClientMade = z.infer<typeof inboundClientMade>

export const readSources = (signal?: AbortSignal): Promise<IntakeSourcesView> => request('GET', '/intake/sources', { signal })
export const fetchSources = (): Promise<IntakeSourcesView> => request('POST', '/intake/fetch')
export const itemFileOf = (item: string, upload: string): string => apiPath(`/intake/${item}/files/${upload}`)

export const readRules = async (signal?: AbortSignal): Promise<RoutingRuleView[]> => (await request<Rules>('GET', '/routing', { signal })).rules
/** @param id of the rule that is changed; without it a new one is made */
export const saveRule = async (form: RoutingRuleOrder, id?: string): Promise<RoutingRuleView[]> => (await (id === undefined ? request<Rules>('POST', '/routing', { body: form }) : request<Rules>('PUT', `/routing/${id}`, { body: form }))).rules
export const removeRule = async (id: string): Promise<RoutingRuleView[]> => (await request<Rules>('DELETE', `/routing/${id}`)).rules
export const orderRules = async (rules: string[]): Promise<RoutingRuleView[]> => (await request<Rules>('POST', '/routing/order', { body: { rules } })).rules
export const tryRules = async (trial: z.input<typeof routingTrial>): Promise<RoutingProposal | null> => (await request<Answer>('POST', '/routing/try', { body: trial })).proposal
/** The unit that the rules propose for a card nobody has handed on. */
export const readRouteProposal = async (card: string, signal?: AbortSignal): Promise<RoutingProposal | null> => (await request<Answer>('GET', `/cards/${card}/route-proposal`, { signal })).proposal

export const readClients = async (signal?: AbortSignal): Promise<InboundClientView[]> => (await request<Clients>('GET', '/inbound-clients', { signal })).clients
export const addClient = (form: InboundClientOrder): Promise<InboundClientMade> => request('POST', '/inbound-clients', { body: form })
export const changeClient = async (id: string, form: InboundClientOrder): Promise<InboundClientView[]> => (await request<Clients>('PUT', `/inbound-clients/${id}`, { body: form })).clients
export const revokeClient = async (id: string): Promise<InboundClientView[]> => (await request<Clients>('POST', `/inbound-clients/${id}/revoke`)).clients
