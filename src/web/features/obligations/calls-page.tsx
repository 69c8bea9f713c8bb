// The call log (M57, M58): who called the holder of which post, when, whether somebody answered.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Form, Input, Modal, Radio, Select } from 'antd'
import { useMemo, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { CallView } from '../../../modules/duties/obligations/contract.ts'
import type { OrganisationView } from '../../../modules/organisation/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { InstantField } from '../../ui/instant-field.tsx'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { CALLS } from './paths.ts'
import { useObligationWords } from './words.ts'

const TOPICS = ['calls']

export function CallsPage() {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/calls' })
  const [isLogging, setLogging] = useState(false)
  const columns: Column<CallView>[] = [
    {
      key: 'to',
      title: say('callTo'),
      lead: true,
      cell: (row) => (
        <>
          {inLanguage(row.title)} <span className="quiet small">{inLanguage(row.unit)}</span>
        </>
      ),
    },
    { key: 'callee', title: say('callee'), cell: (row) => row.callee ?? '—' },
    { key: 'at', title: say('callAt'), cell: (row) => <WhenText at={row.calledAt} /> },
    {
      key: 'answered',
      title: say('answeredWord'),
      cell: (row) => <Tag tone={row.answered ? 'good' : 'bad'}>{say(row.answered ? 'answered' : 'unanswered')}</Tag>,
    },
    { key: 'caller', title: say('caller'), cell: (row) => row.caller },
    { key: 'note', title: say('note'), cell: (row) => row.note },
  ]
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('calls')}</h1>
        <div className="row">
          <Button type="primary" onClick={() => setLogging(true)}>
            {say('logCall')}
          </Button>
        </div>
      </div>
      <ResourceList<CallView>
        name="calls"
        label={say('calls')}
        path={CALLS}
        counted={false}
        columns={columns}
        filters={[
          {
            kind: 'select',
            key: 'answered',
            label: say('answeredWord'),
            options: [
              { value: 'true', label: say('answered') },
              { value: 'false', label: say('unanswered') },
            ],
          },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/calls', search: next, replace: true })}
        exportable
        live={TOPICS}
        empty={{ title: say('callsEmpty'), hint: say('callsEmptyHint') }}
      />
      {isLogging && <CallDialog onClose={() => setLogging(false)} />}
    </div>
  )
}

interface Values {
  postId: string
  calledAt: string
  answered: boolean
  note?: string
}

function CallDialog({ onClose }: { onClose: () => void }) {
  const say = useObligationWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [form] = Form.useForm<Values>()
  const id = useMemo(newId, [])
  const { data } = useApi<OrganisationView>('/api/v1/organisation')
  const sending = useSend((values: Values) => api.post(CALLS, { id, note: '', ...values }), [CALLS])
  return (
    <Modal
      open
      title={say('logCall')}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending }}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemAlert error={sending.error} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ calledAt: serverNow(), answered: true }}
        onFinish={(values) => sending.mutate(values, { onSuccess: onClose })}
      >
        <Form.Item name="postId" label={say('callTo')} rules={[{ required: true, message: say('chooseCallee') }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={!data}
            options={(data?.units ?? []).map((unit) => ({
              label: inLanguage({ zh: unit.nameZh, en: unit.nameEn }),
              options: unit.posts.map((post) => ({
                value: post.id,
                label: `${inLanguage({ zh: post.titleZh, en: post.titleEn })} ${post.holders
                  .filter(({ isAway }) => !isAway)
                  .map(({ name }) => name)
                  .join('、')}`,
              })),
            }))}
          />
        </Form.Item>
        <Form.Item name="calledAt" label={say('callAt')} rules={[{ required: true }]}>
          <InstantField />
        </Form.Item>
        <Form.Item name="answered" label={say('answeredWord')}>
          <Radio.Group
            options={[
              { value: true, label: say('answered') },
              { value: false, label: say('unanswered') },
            ]}
          />
        </Form.Item>
        <Form.Item name="note" label={say('note')}>
          <Input.TextArea rows={2} maxLength={500} placeholder={say('noteHint')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
