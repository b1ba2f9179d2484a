import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { html } from 'lit'

/** Links that take a list away as a file. @param path address of the list in a format */
export function fileLinks(path: (format: 'csv' | 'ods') => string) {
  return html`<span class="row no-print">
    <a class="back" href=${path('csv')} download><wa-icon name="download"></wa-icon>CSV</a>
    <a class="back" href=${path('ods')} download><wa-icon name="download"></wa-icon>ODS</a>
  </span>`
}
