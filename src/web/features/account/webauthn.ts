// Passkeys in the browser: what the device is asked and what it answers. Its own errors become words of ours.
import { browserSupportsWebAuthn, startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser'
import type { PasskeyView } from '../../../modules/identity/security/contract.ts'
import { api } from '../../shell/api.ts'

/** A passkey belongs to a name: at a bare address the browser refuses. */
export const canUsePasskeys = (): boolean =>
  browserSupportsWebAuthn() && window.isSecureContext && !/^[\d.]+$|:/.test(window.location.hostname)

/** Why the device gave none: it was called off there, it has one already, or something else. */
export type DeviceRefusal = 'cancelled' | 'known' | 'failed'

export class DeviceError extends Error {
  readonly refusal: DeviceRefusal
  constructor(refusal: DeviceRefusal) {
    super(refusal)
    this.refusal = refusal
  }
}

function refusalOf(error: unknown): DeviceError {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') {
    return new DeviceError('known')
  }
  const { name } = error as { name?: string }
  return new DeviceError(name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'failed')
}

const ask = <T>(device: Promise<T>): Promise<T> =>
  device.catch((error) => {
    throw refusalOf(error)
  })

export async function addPasskey({ name, password }: { name: string; password: string }): Promise<PasskeyView> {
  const optionsJSON = await api.post<never>('/api/v1/me/passkey-options', { password })
  const response = await ask(startRegistration({ optionsJSON }))
  return api.post<PasskeyView>('/api/v1/me/passkeys', { name, response })
}

export async function signInByPasskey(): Promise<void> {
  const optionsJSON = await api.post<never>('/api/v1/session/passkey-options')
  const response = await ask(startAuthentication({ optionsJSON }))
  await api.post('/api/v1/session/passkey', { response })
}
