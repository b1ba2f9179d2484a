/** States of a document feeder in eSCL that drivers act upon. */
export type AdfState = 'ScannerAdfLoaded' | 'ScannerAdfEmpty' | 'ScannerAdfJam' | 'ScannerAdfDoorOpen'

/** What a scan job was asked for; sizes in three-hundredths of an inch. */
export type ScanSettings = {
  source: 'Feeder' | 'Platen'
  duplex: boolean
  colorMode: string
  resolutionDpi: number
  width: number
  height: number
}

const namespaces = 'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
const resolutions = [75, 100, 150, 200, 300, 600]

/** The document with which a scanner says what it can do. */
export function capabilitiesXml(name: string, parts: { flatbed: boolean; adfDuplex: boolean }): string {
  const platen = parts.flatbed ? `<scan:Platen><scan:PlatenInputCaps>${inputCaps(2550, 3508)}</scan:PlatenInputCaps></scan:Platen>` : ''
  const duplex = parts.adfDuplex ? `<scan:AdfDuplexInputCaps>${inputCaps(2550, 4200)}</scan:AdfDuplexInputCaps>` : ''
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities ${namespaces}><pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>Opis ${name}</pwg:MakeAndModel>
${platen}<scan:Adf><scan:AdfSimplexInputCaps>${inputCaps(2550, 4200)}</scan:AdfSimplexInputCaps>${duplex}</scan:Adf>
</scan:ScannerCapabilities>`
}

/** The document with which a scanner says how it is. */
export function statusXml(state: 'Idle' | 'Processing', adfState: AdfState): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerStatus ${namespaces}><pwg:Version>2.63</pwg:Version><pwg:State>${state}</pwg:State><scan:AdfState>${adfState}</scan:AdfState></scan:ScannerStatus>`
}

/** Reads the request for a job. */
export function settingsOf(xml: string): ScanSettings {
  const value = (name: string): string => new RegExp(`<[a-z]+:${name}>([^<]*)<`).exec(xml)?.[1] ?? ''
  return {
    source: value('InputSource') === 'Platen' ? 'Platen' : 'Feeder',
    duplex: value('Duplex') === 'true',
    colorMode: value('ColorMode'),
    resolutionDpi: Number(value('XResolution')),
    width: Number(value('Width')),
    height: Number(value('Height')),
  }
}

/** Sizes in three-hundredths of an inch. */
function inputCaps(maxWidth: number, maxHeight: number): string {
  const discrete = resolutions.map((dpi) => `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`).join('')
  return `<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${maxWidth}</scan:MaxWidth><scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${maxHeight}</scan:MaxHeight>
<scan:SettingProfiles><scan:SettingProfile>
<scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>${discrete}</scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles>`
}
