export type LetterPart = { name: string; bytes: Uint8Array; type?: string }

/** A letter as a mail server hands it over: plain text and files. */
export function letterOf(said: { id: string; from?: string; subject: string; text: string; files?: readonly LetterPart[] }): Buffer {
  const { id, from = 'Olena Shevchenko <olena@example.org>', subject, text, files = [] } = said
  const head = [`Message-ID: <${id}@example.org>`, `From: ${from}`, 'To: intake@town.example', `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`, 'Date: Mon, 02 Mar 2026 10:00:00 +0200', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="part"', '']
  const body = ['--part', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', lines(Buffer.from(text))]
  const attached = files.flatMap(({ name, bytes, type = 'application/octet-stream' }) => ['--part', `Content-Type: ${type}`, `Content-Disposition: attachment; filename="${name}"`, 'Content-Transfer-Encoding: base64', '', lines(bytes)])
  return Buffer.from([...head, ...body, ...attached, '--part--', ''].join('\r\n'))
}

const lines = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll(/.{76}/g, '$&\r\n')
