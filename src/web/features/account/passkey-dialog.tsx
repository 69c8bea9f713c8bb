// Adds this device: a name and the password, then the device asks for finger, face or PIN.
import { Form, Input } from 'antd'
import { useCommon } from '../../i18n/common.ts'
import { ApiProblem } from '../../shell/api.ts'
import { PasswordDialog } from './password-dialog.tsx'
import { addPasskey, DeviceError, type DeviceRefusal } from './webauthn.ts'
import { useAccountWords } from './words.ts'

const WORDS = { cancelled: 'passkeyCancelled', known: 'passkeyKnown', failed: 'passkeyFailed' } as const

/** A refusal of the device as a problem that a dialog shows; the server's own pass. */
export function useDeviceProblem(): (error: unknown) => never {
  const say = useAccountWords()
  return (error) => {
    if (!(error instanceof DeviceError)) throw error
    const text = say(WORDS[error.refusal satisfies DeviceRefusal])
    throw new ApiProblem({ status: 422, code: error.refusal, zh: text, en: text, errors: [] })
  }
}

export function PasskeyDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const say = useAccountWords()
  const common = useCommon()
  const inWords = useDeviceProblem()
  return (
    <PasswordDialog<{ name: string; password: string }, unknown>
      title={say('addPasskey')}
      hint={say('passkeysHint')}
      okText={say('next')}
      act={(values) => addPasskey(values).catch(inWords)}
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={say('passkeyName')}
        rules={[{ required: true, whitespace: true, message: common('required') }]}
      >
        <Input autoFocus maxLength={60} placeholder={say('passkeyNameExample')} autoComplete="off" />
      </Form.Item>
    </PasswordDialog>
  )
}
