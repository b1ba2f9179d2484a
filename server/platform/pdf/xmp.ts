import { escapeXml } from '#platform/xml/escape.ts'

/**
 * pdfkit copies the title into the XMP packet without escaping it. By the time it does, the Info
 * dictionary is written with the title as it is, so only the packet sees what is set here.
 */
export function escapeTitleInXmp(document: PDFKit.PDFDocument): void {
  const endMetadata = document.endMetadata.bind(document)
  document.endMetadata = () => {
    document.info.Title = escapeXml(document.info.Title ?? '')
    endMetadata()
  }
}

/** The language of the document as Dublin Core. */
export function xmpOfLanguage(language: string): string {
  return `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">`
    + `<dc:language><rdf:Bag><rdf:li>${escapeXml(language)}</rdf:li></rdf:Bag></dc:language></rdf:Description>`
}
