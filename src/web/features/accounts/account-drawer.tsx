// One account: its state, its posts, and what the administrator may do with it.
import { App, Button, Drawer, Form, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { AccountView, OneTimePassword } from '../../../modules/identity/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { WhenText } from '../../ui/when.tsx'
import { SessionsTable } from '../account/sessions-table.tsx'
import { AuditLink } from '../audit/audit-link.tsx'
import { AccountState } from './account-state.tsx'
import { PostPicker } from './post-picker.tsx'
import { useAccountsWords } from './words.ts'

const STALE = ['/api/v1/accounts', '/api/v1/organisation']

interface Props {
  id: string
  onSecret: (secret: OneTimePassword) => void
  onClose: () => void
}

export function AccountDrawer({ id, onSecret, onClose }: Props) {
  const path = `/api/v1/accounts/${id}`
  const { data, error } = useApi<AccountView>(path)
  return (
    <Drawer open title={data?.displayName ?? '…'} onClose={onClose} size={640}>
      <div className="stack">
        <ProblemAlert error={error} />
        {data ? <Account account={data} path={path} onSecret={onSecret} /> : !error && <Skeleton active />}
      </div>
    </Drawer>
  )
}

function Account({ account, path, onSecret }: { account: AccountView; path: string; onSecret: Props['onSecret'] }) {
  const say = useAccountsWords()
  const common = useCommon()
  const me = useMe()
  const { modal } = App.useApp()
  const fail = useFail()
  const [asking, setAsking] = useState<'state' | 'factor' | null>(null)
  const resetting = useSend(() => api.post<OneTimePassword>(`${path}/password-resets`), STALE)
  const name = account.displayName
  const verb = account.disabledAt ? 'enable' : 'disable'
  const isOwn = account.id === me.account.id
  const reset = () =>
    modal.confirm({
      title: say('reset'),
      content: say('resetAsk', { name }),
      okText: say('reset'),
      cancelText: common('cancel'),
      onOk: () => resetting.mutateAsync(undefined).then(onSecret, fail),
    })
  return (
    <>
      <dl className="facts">
        <dt>{say('userName')}</dt>
        <dd className="num">{account.userName}</dd>
        <dt>{say('state')}</dt>
        <dd className="row">
          <AccountState account={account} />
          {account.disabledAt && <WhenText at={account.disabledAt} />}
        </dd>
        {account.disabledCause && (
          <>
            <dt>{say('disabledWhy')}</dt>
            <dd>{account.disabledCause === 'endOfPost' ? say('endOfPost') : account.disabledReason}</dd>
          </>
        )}
        <dt>{say('secondFactor')}</dt>
        <dd>
          {[account.totp && say('totp'), account.passkeys > 0 && say('passkeys', { n: account.passkeys })]
            .filter(Boolean)
            .join(' · ') || say('noSecondFactor')}
        </dd>
      </dl>
      <AuditLink account={account.id} />
      {isOwn ? (
        <p className="quiet">{say('own')}</p>
      ) : (
        <div className="row">
          <Button onClick={reset}>{say('reset')}</Button>
          {(account.totp || account.passkeys > 0) && (
            <Button onClick={() => setAsking('factor')}>{say('resetFactor')}</Button>
          )}
          <Button danger={verb === 'disable'} onClick={() => setAsking('state')}>
            {say(verb)}
          </Button>
        </div>
      )}
      <Posts account={account} path={path} />
      <h2>{say('sessions')}</h2>
      <SessionsTable path={`${path}/sessions`} />
      {asking === 'state' && (
        <ReasonDialog<{ reason: string }>
          title={say(`${verb}Title`, { name })}
          {...(verb === 'disable' ? { hint: say('disableHint') } : {})}
          okText={say(verb)}
          danger={verb === 'disable'}
          act={(values) => api.post(`${path}/${verb}`, values)}
          stale={STALE}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'factor' && (
        <ReasonDialog<{ reason: string }>
          title={say('resetFactorTitle', { name })}
          hint={say('resetFactorHint')}
          okText={say('resetFactor')}
          danger
          placeholder={say('resetFactorExample')}
          act={(values) => api.post(`${path}/second-factor-resets`, values)}
          stale={STALE}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}

function Posts({ account, path }: { account: AccountView; path: string }) {
  const say = useAccountsWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const { modal, message } = App.useApp()
  const fail = useFail()
  const [form] = Form.useForm<{ postId: string; holderOffice?: string }>()
  const adding = useSend(
    (values: { postId: string; holderOffice?: string }) => api.post(`${path}/posts`, { id: newId(), ...values }),
    STALE,
  )
  const ending = useSend((postId: string) => api.delete(`${path}/posts/${encodeURIComponent(postId)}`), STALE)
  const end = (postId: string, post: string) =>
    modal.confirm({
      title: say('endPost'),
      content: (
        <>
          <p>{say('endPostAsk', { name: account.displayName, post })}</p>
          {account.posts.length === 1 && <p>{say('endLastAsk')}</p>}
        </>
      ),
      okText: say('endPost'),
      okButtonProps: { danger: true },
      cancelText: common('cancel'),
      onOk: () => ending.mutateAsync(postId).then(() => void message.success(say('ended')), fail),
    })
  const add = (values: { postId: string; holderOffice?: string }) =>
    adding.mutate(values, {
      onSuccess: () => {
        form.resetFields()
        void message.success(say('added'))
      },
    })
  return (
    <>
      <h2>{say('posts')}</h2>
      {account.posts.length === 0 && <p className="quiet">{say('noPosts')}</p>}
      <ul className="account-posts">
        {account.posts.map((post) => {
          const title = inLanguage({ zh: post.titleZh, en: post.titleEn })
          return (
            <li key={post.id}>
              <span>{title}</span>
              <Button size="small" aria-label={`${say('endPost')}: ${title}`} onClick={() => end(post.id, title)}>
                {say('endPost')}
              </Button>
            </li>
          )
        })}
      </ul>
      <Form form={form} layout="vertical" onFinish={add}>
        <ProblemAlert error={adding.error} />
        <Form.Item name="postId" label={say('addPost')} rules={[{ required: true, message: common('required') }]}>
          <PostPicker<string> without={account.posts.map(({ id }) => id)} />
        </Form.Item>
        <Form.Item name="holderOffice" label={say('holderOffice')}>
          <Input maxLength={100} />
        </Form.Item>
        <Button htmlType="submit" loading={adding.isPending}>
          {say('add')}
        </Button>
      </Form>
    </>
  )
}
