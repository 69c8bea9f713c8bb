// Whom a post goes to: an account found by name, the plan's deputies first, or a name alone; what of the work goes along.
import { Checkbox, Form, type FormInstance, Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { Candidate, OpenWorkView, PostDetail } from '../../../modules/organisation/holders/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useApi } from '../../shell/queries.ts'
import { InstantField } from '../../ui/instant-field.tsx'
import { useOrganisationWords } from './words.ts'

export interface Who {
  accountId: string
  name: string
  office?: string
  telephone?: string
  from?: string
  handOver: boolean
}

/** Chosen instead of an account. */
export const NO_ACCOUNT = 'none'

/** As the body of a request has it. */
export const whoOf = ({ accountId, name, office, telephone, from, handOver }: Who) => ({
  accountId: accountId === NO_ACCOUNT ? null : accountId,
  name,
  office: office ?? '',
  telephone: telephone?.trim() || null,
  from: from ?? null,
  handOver: accountId !== NO_ACCOUNT && handOver,
})

interface Props {
  post: PostDetail
  label: string
  // biome-ignore lint/suspicious/noExplicitAny: the forms have more fields than these.
  form: FormInstance<any>
}

export function WhoFields({ post, label, form }: Props) {
  const say = useOrganisationWords()
  const common = useCommon()
  const required = [{ required: true, whitespace: true, message: common('required') }]
  const take = (found: Candidate | undefined) => {
    if (found) form.setFieldsValue({ name: found.name, office: found.office, telephone: found.telephone ?? '' })
  }
  return (
    <>
      <Form.Item name="accountId" label={label} rules={[{ required: true, message: common('required') }]}>
        <CandidatePicker post={post} onTake={take} />
      </Form.Item>
      <div className="pair">
        <Form.Item name="name" label={say('name')} rules={required}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="office" label={say('office')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="pair">
        <Form.Item name="telephone" label={say('telephone')}>
          <Input maxLength={20} inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item name="from" label={say('from')}>
          <InstantField placeholder={say('fromNow')} />
        </Form.Item>
      </div>
    </>
  )
}

function CandidatePicker({
  post,
  onTake,
  value,
  onChange,
  id,
}: {
  post: PostDetail
  onTake: (found: Candidate | undefined) => void
  value?: string
  onChange?: (value: string) => void
  id?: string
}) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const { data, isFetching } = useApi<{ items: Candidate[] }>(
    `/api/v1/posts/${encodeURIComponent(post.id)}/candidates`,
    q ? { q } : undefined,
    { placeholderData: (before) => before },
  )
  const items = data?.items ?? []
  const options = [
    ...items.map((found) => ({
      value: found.accountId,
      name: found.name,
      label: (
        <span className="candidate">
          <span>
            {found.name} <span className="quiet num">{found.userName}</span>
            {found.isDeputy && <span className="candidate-mark">{say('planDeputy')}</span>}
          </span>
          <span className="quiet">
            {/* Unnamed staff are called by their post. */}
            {found.posts
              .filter(({ zh }) => zh !== found.name)
              .map(inLanguage)
              .join(' · ')}
          </span>
        </span>
      ),
    })),
    { value: NO_ACCOUNT, name: say('noAccountChoice'), label: say('noAccountChoice') },
  ]
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value ? { value } : {})}
      onChange={(chosen: string) => {
        onChange?.(chosen)
        setTyped('')
        onTake(items.find(({ accountId }) => accountId === chosen))
      }}
      options={options}
      optionLabelProp="name"
      loading={isFetching}
      placeholder={say('whoHint')}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      style={{ width: '100%' }}
    />
  )
}

/** The work that is open in somebody's hands, and whether it goes along. */
export function HandOverField({ holdingId, isActing }: { holdingId: string | null; isActing: boolean }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  const { data } = useApi<OpenWorkView>(holdingId && `/api/v1/holdings/${holdingId}/open-work`)
  const accountId = Form.useWatch('accountId')
  if (holdingId === null) return null
  return (
    <div className="open-work">
      <strong>{say('openWork')}</strong>
      {data?.items.length === 0 && <p className="quiet">{say('noOpenWork')}</p>}
      <ul>
        {data?.items.map(({ key, zh, en, count, marks }) => (
          <li key={key}>
            {inLanguage({ zh, en })} <strong className="num">{count}</strong>
            {marks.length > 0 && (
              <span className="quiet"> {marks.map((mark) => `${inLanguage(mark)} ${mark.count}`).join(' · ')}</span>
            )}
          </li>
        ))}
      </ul>
      <Form.Item
        name="handOver"
        valuePropName="checked"
        {...(isActing ? { extra: say('handBack') } : {})}
        className="no-gap"
      >
        <Checkbox disabled={accountId === NO_ACCOUNT}>{say('handOver')}</Checkbox>
      </Form.Item>
    </div>
  )
}
