// Sign-in by user name and password, and a code where the account has one; or by a passkey alone. A refusal shows what
// the server said, lock-out included.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { canUsePasskeys, DeviceError, signInByPasskey } from '../features/account/webauthn.ts'
import { ProblemAlert } from '../ui/problem-alert.tsx'
import { problemOf } from './api.ts'
import { queryClient, useSend } from './queries.ts'
import { type SignIn, signIn } from './session.ts'
import { Sheet } from './sheet.tsx'
import { useShellWords } from './words.ts'

/** Only an address of the desk itself is followed after sign-in. */
const safeNext = (next: string | undefined) => (next?.startsWith('/') && !next.startsWith('//') ? next : '/')
/** The password was right and a code is to be typed, now or again. */
const ON_CODE = ['code_required', 'wrong_code', 'code_used']

export function SignInPage() {
  const say = useShellWords()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { next?: string; ended?: string }
  const [form] = Form.useForm<SignIn>()
  const entering = useSend((values: SignIn) => signIn({ ...values, userName: values.userName.trim() }))
  const byPasskey = useSend(signInByPasskey)
  const enter = () => void navigate({ href: `/desk${safeNext(search.next)}`, replace: true })
  const refusal = entering.error ? problemOf(entering.error).details.code : null
  // Stays while the next try is on its way.
  const [asksCode, setAsksCode] = useState(false)
  const submit = (values: SignIn) => {
    byPasskey.reset()
    entering.mutate(values, {
      onSuccess: enter,
      onError: (error) => {
        setAsksCode(ON_CODE.includes(problemOf(error).details.code))
        form.setFieldValue('code', undefined)
      },
    })
  }
  const submitPasskey = () => {
    entering.reset()
    byPasskey.mutate(undefined, {
      onSuccess: () => {
        queryClient.clear()
        enter()
      },
    })
  }
  const startOver = () => {
    entering.reset()
    setAsksCode(false)
  }
  const isBusy = entering.isPending || byPasskey.isPending
  useEffect(() => {
    if (asksCode && !isBusy) form.getFieldInstance('code')?.focus()
  }, [asksCode, isBusy, form])
  return (
    <Sheet title={say('signInTitle')}>
      {search.ended && !entering.isError && !byPasskey.isError && (
        <Alert type="info" showIcon title={say('signedOut')} />
      )}
      {refusal !== 'code_required' && <ProblemAlert error={entering.error} />}
      {byPasskey.error instanceof DeviceError ? (
        <Alert type="info" showIcon role="alert" title={say('passkeyCancelled')} />
      ) : (
        <ProblemAlert error={byPasskey.error} />
      )}
      <Form<SignIn> form={form} layout="vertical" requiredMark={false} onFinish={submit} disabled={isBusy}>
        <Form.Item name="userName" label={say('userName')} hidden={asksCode} rules={[{ required: true, message: '' }]}>
          <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} size="large" />
        </Form.Item>
        <Form.Item name="password" label={say('password')} hidden={asksCode} rules={[{ required: true, message: '' }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {asksCode && (
          <Form.Item name="code" label={say('code')} extra={say('codeHint')} rules={[{ required: true, message: '' }]}>
            <Input
              autoFocus
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              size="large"
              maxLength={40}
            />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={entering.isPending}>
          {say('signIn')}
        </Button>
      </Form>
      {asksCode ? (
        <Button type="text" onClick={startOver}>
          {say('otherAccount')}
        </Button>
      ) : (
        canUsePasskeys() && (
          <Button
            block
            size="large"
            loading={byPasskey.isPending}
            disabled={entering.isPending}
            onClick={submitPasskey}
          >
            {say('byPasskey')}
          </Button>
        )
      )}
      <p className="quiet">{say('signInHint')}</p>
    </Sheet>
  )
}
