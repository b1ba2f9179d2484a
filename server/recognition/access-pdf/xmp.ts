const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text as it may stand in XML 1.0: special characters as entities, forbidden ones left out. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '').replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '')
}

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
