// The own API keys: made for a number of days, shown once, revoked at once.
import { App, Button, Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { ApiKeyOnce, ApiKeyView } from '../../../modules/identity/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { useKeysWords } from './keys-words.ts'

type Key = z.infer<typeof ApiKeyView>
const KEYS = '/api/v1/me/api-keys'
const DAYS = 90

export function KeysCard() {
  const say = useKeysWords()
  const { data, error } = useApi<{ items: Key[] }>(KEYS)
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<{ name: string; key: string } | null>(null)
  return (
    <section className="card">
      <header>
        <h2>{say('title')}</h2>
        <Button onClick={() => setMaking(true)}>{say('make')}</Button>
      </header>
      <div className="card-body stack">
        <span className="quiet">{say('hint')}</span>
        <ProblemAlert error={error} />
        {data && data.items.length > 0 && <KeyTable keys={data.items} />}
        {data?.items.length === 0 && <span>{say('empty')}</span>}
      </div>
      {isMaking && (
        <NewKeyDialog
          onClose={() => setMaking(false)}
          onMade={(next) => {
            setMaking(false)
            setMade(next)
          }}
        />
      )}
      {made && (
        <ShownOnce
          title={say('onceTitle', { name: made.name })}
          hint={say('once')}
          label={say('title')}
          secret={made.key}
          onClose={() => setMade(null)}
        />
      )}
    </section>
  )
}

/** Keys live by the computer's own time, also where the server's clock was moved. */
const dayText = (iso: string) => iso.slice(0, 10)

function KeyTable({ keys }: { keys: Key[] }) {
  const say = useKeysWords()
  const common = useCommon()
  const { modal, message } = App.useApp()
  const fail = useFail()
  const revoking = useSend((id: string) => api.delete(`${KEYS}/${id}`), [KEYS])
  const revoke = (key: Key) =>
    modal.confirm({
      title: say('revokeAsk', { name: key.name ?? key.id }),
      okText: say('revoke'),
      okButtonProps: { danger: true },
      cancelText: common('cancel'),
      onOk: () => revoking.mutateAsync(key.id).then(() => void message.success(say('revoked')), fail),
    })
  return (
    <table className="list-table" aria-label={say('title')}>
      <thead>
        <tr>
          <th>{say('name')}</th>
          <th>{say('start')}</th>
          <th>{say('created')}</th>
          <th>{say('expires')}</th>
          <th className="acts" />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <td className="lead">{key.name}</td>
            <td data-label={say('start')} className="num">
              {key.start}…
            </td>
            <td data-label={say('created')} className="num">
              {dayText(key.createdAt)}
            </td>
            <td data-label={say('expires')} className="num">
              {key.expiresAt ? dayText(key.expiresAt) : say('never')}
            </td>
            <td className="acts">
              <Button danger onClick={() => revoke(key)}>
                {say('revoke')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function NewKeyDialog({
  onClose,
  onMade,
}: {
  onClose: () => void
  onMade: (made: { name: string; key: string }) => void
}) {
  const say = useKeysWords()
  const common = useCommon()
  const [form] = Form.useForm<{ name: string; days: number }>()
  const making = useSend(
    (values: { name: string; days: number }) => api.post<z.infer<typeof ApiKeyOnce>>(KEYS, values),
    [KEYS],
  )
  return (
    <Modal
      open
      title={say('make')}
      okText={say('make')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: making.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
        <ProblemAlert error={making.error} />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ days: DAYS }}
          onFinish={(values) => making.mutate(values, { onSuccess: ({ key }) => onMade({ name: values.name, key }) })}
        >
          <Form.Item
            name="name"
            label={say('name')}
            rules={[{ required: true, whitespace: true, message: common('required') }]}
          >
            <Input autoFocus maxLength={60} placeholder={say('nameExample')} />
          </Form.Item>
          <Form.Item name="days" label={say('days')} rules={[{ required: true, message: common('required') }]}>
            <InputNumber min={1} max={365} precision={0} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}
