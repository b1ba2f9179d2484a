import { z } from 'zod'
import { id, language } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import { notePrint } from '#platform/pdf/note-print.ts'
import type { PaperDone } from '#platform/pdf/paper.ts'
import { readAct } from '../acts/lock-act.ts'
import { formLayouts } from './act-document.ts'
import { chooseLayout } from './choose-layout.ts'
import type { FormsContext } from './context.ts'
import { loadActDocument } from './load-act-document.ts'
import { loadCertificate, loadProtocol } from './load-proofs.ts'
import { actReaders, refuseUnseenActs } from '../acts/see-acts.ts'
import { asSeenBy } from './as-seen-by.ts'
import { writeActForm } from './write-act-form.ts'
import { writeCertificate } from './write-certificate.ts'
import { writeProtocol } from './write-protocol.ts'

const one = z.object({ id })
const wanted = z.object({ language: language.optional(), layout: z.enum(formLayouts).optional() })
const spoken = z.object({ language: language.default('en') })
const pdf = 'application/pdf'

/** An answer that a browser shows and can save under a name. */
export function pdfAnswer({ bytes }: Pick<PaperDone, 'bytes'>, name: string): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': pdf, 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name.replaceAll('/', '-')}.pdf`)}` } })
}

/** Printed forms of acts: the act itself, the protocol of its last sitting, the certificate of what was destroyed. */
export function formRoutes(api: Api, context: FormsContext): void {
  const { db } = context.records
  api.route({ method: 'get', path: '/acts/{id}/form.pdf', summary: 'The form of an act as PDF/A, in the layout of its country', access: actReaders, params: one, query: wanted, binaryAnswer: pdf, problems: ['not-found'] }, async ({ principal, params, query }) => {
    await refuseUnseenActs(context, principal)
    const found = await readAct(db, params.id)
    const { layout, language: chosen } = chooseLayout(context, found.schedule, query)
    const form = await writeActForm(asSeenBy(principal, await loadActDocument(context, params.id, chosen)), layout, chosen)
    await notePrint(db, 'form', form.pages.length, context.clock.now())
    return pdfAnswer(form, `act-${found.number}`)
  })
  api.route({ method: 'get', path: '/acts/{id}/certificate.pdf', summary: 'The certificate of destruction as PDF/A', access: actReaders, params: one, query: spoken, binaryAnswer: pdf, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, query }) => {
    await refuseUnseenActs(context, principal)
    const document = await loadCertificate(context, params.id, query.language)
    const certificate = await writeCertificate(document, query.language)
    await notePrint(db, 'form', certificate.pages.length, context.clock.now())
    return pdfAnswer(certificate, `certificate-${document.act.number}`)
  })
  api.route({ method: 'get', path: '/acts/{id}/protocol.pdf', summary: 'The protocol of the last sitting on an act as PDF/A', access: actReaders, params: one, query: spoken, binaryAnswer: pdf, problems: ['not-found'] }, async ({ principal, params, query }) => {
    await refuseUnseenActs(context, principal)
    const document = await loadProtocol(context, params.id, query.language)
    const protocol = await writeProtocol(document, query.language)
    await notePrint(db, 'form', protocol.pages.length, context.clock.now())
    return pdfAnswer(protocol, `protocol-${document.protocol}`)
  })
}
