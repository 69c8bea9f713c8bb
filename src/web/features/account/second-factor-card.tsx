// The own second factor: whether it is set up, how many recovery codes are left, and what can be done about it.
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import type { RecoveryCodes as Codes, SecurityView } from '../../../modules/identity/security/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { refresh } from '../../shell/queries.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { Enrol } from './enrol.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { STALE } from './paths.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useAccountWords } from './words.ts'

const PATH = '/api/v1/me/second-factor'

export function SecondFactorCard({ security }: { security: SecurityView }) {
  const say = useAccountWords()
  const common = useCommon()
  const { message } = App.useApp()
  const [open, setOpen] = useState<'enrol' | 'remove' | 'renew' | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const close = () => setOpen(null)
  const isObliged = security.obligedFrom !== null
  return (
    <section className="card" aria-label={say('factor')}>
      <header>
        <h2>{say('factor')}</h2>
        <Tag tone={security.totp ? 'good' : isObliged && security.passkeys.length === 0 ? 'warn' : 'plain'}>
          {say(security.totp ? 'factorOn' : 'factorOff')}
        </Tag>
      </header>
      <div className="card-body stack">
        <span className="quiet">{say('factorHint')}</span>
        {!security.totp && isObliged && security.passkeys.length === 0 && (
          <span>
            {say('factorObliged')} <WhenText at={security.obligedFrom} as="due" />
          </span>
        )}
        {security.totp && <span className="num">{say('recoveryLeft', { n: security.recoveryCodesLeft })}</span>}
        <div className="row">
          {security.totp ? (
            <>
              <Button onClick={() => setOpen('renew')}>{say('renew')}</Button>
              <Button danger onClick={() => setOpen('remove')}>
                {say('remove')}
              </Button>
            </>
          ) : (
            <Button type="primary" onClick={() => setOpen('enrol')}>
              {say('setUp')}
            </Button>
          )}
        </div>
      </div>
      {open === 'enrol' && (
        <Modal
          open
          title={say('setUp')}
          footer={null}
          mask={{ closable: false }}
          keyboard={false}
          onCancel={() => void refresh(...STALE).then(close)}
        >
          <Enrol onDone={() => void refresh(...STALE).then(close)} />
        </Modal>
      )}
      {open === 'remove' && (
        <PasswordDialog<{ password: string }, void>
          title={say('removeTitle')}
          hint={say(isObliged && security.passkeys.length === 0 ? 'removeObligedHint' : 'removeHint')}
          okText={say('remove')}
          danger
          act={(values) => api.post(`${PATH}/removal`, values)}
          onDone={() => {
            close()
            void message.success(say('removed'))
          }}
          onClose={close}
        />
      )}
      {open === 'renew' && (
        <PasswordDialog<{ password: string }, Codes>
          title={say('renew')}
          hint={say('renewHint')}
          okText={say('renew')}
          act={(values) => api.post<Codes>(`${PATH}/recovery-codes`, values)}
          onDone={({ recoveryCodes }) => {
            close()
            setCodes(recoveryCodes)
          }}
          onClose={close}
        />
      )}
      {codes && (
        <Modal open closable={false} mask={{ closable: false }} keyboard={false} footer={null} title={common('saved')}>
          <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />
        </Modal>
      )}
    </section>
  )
}
