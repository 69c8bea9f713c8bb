// Which Chromium is used, and how it is started.
import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'

/** The system's where there is one, otherwise the one that comes through npm. */
export const chromiumPath = async (): Promise<string> =>
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ??
  (await chromium.executablePath())

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
