// Sign-in by user name and password. A refusal shows what the server said, lock-out included.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { ProblemAlert } from '../ui/problem-alert.tsx'
import { useSend } from './queries.ts'
import { signIn } from './session.ts'
import { Sheet } from './sheet.tsx'
import { useShellWords } from './words.ts'

interface Values {
  userName: string
  password: string
}

/** Only an address of the desk itself is followed after sign-in. */
const safeNext = (next: string | undefined) => (next?.startsWith('/') && !next.startsWith('//') ? next : '/')

export function SignInPage() {
  const say = useShellWords()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { next?: string; ended?: string }
  const entering = useSend((values: Values) => signIn(values.userName.trim(), values.password))
  const submit = (values: Values) =>
    entering.mutate(values, {
      onSuccess: () => void navigate({ href: `/desk${safeNext(search.next)}`, replace: true }),
    })
  return (
    <Sheet title={say('signInTitle')}>
      {search.ended && !entering.isError && <Alert type="info" showIcon title={say('signedOut')} />}
      <ProblemAlert error={entering.error} />
      <Form<Values> layout="vertical" requiredMark={false} onFinish={submit} disabled={entering.isPending}>
        <Form.Item name="userName" label={say('userName')} rules={[{ required: true, message: '' }]}>
          <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} size="large" />
        </Form.Item>
        <Form.Item name="password" label={say('password')} rules={[{ required: true, message: '' }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={entering.isPending}>
          {say('signIn')}
        </Button>
      </Form>
      <p className="quiet">{say('signInHint')}</p>
    </Sheet>
  )
}
