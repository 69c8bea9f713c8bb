// The saved views of a list: filters and columns under a name, own, of the unit or of the whole district.
import { useLocation, useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { NewView, ViewView } from '../../../modules/views/contract.ts'
import { NEVER_SAVED } from '../../../modules/views/rules.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import type { Search } from '../../shell/search.ts'
import { useMay, useMe } from '../../shell/session.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ProblemAlert } from '../problem-alert.tsx'
import { Tag } from '../tag.tsx'
import { ListMenu } from './list-menu.tsx'
import { VIEWS } from './use-views.ts'
import { useListWords } from './words.ts'

interface Props {
  list: string
  views: ViewView[]
  search: Search
  columns: readonly string[]
  onColumns: (columns: readonly string[]) => void
}

const filtersOf = (search: Search): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) => (value && key !== NEVER_SAVED ? [[key, value]] : [])),
  )
const isSame = (a: Record<string, string>, b: Record<string, string>) =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value)

export function ViewsMenu({ list, views, search, columns, onColumns }: Props) {
  const say = useListWords()
  const can = useMay()
  const navigate = useNavigate()
  const fail = useFail()
  const { pathname } = useLocation()
  const [isOpen, setOpen] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const removing = useSend((id: string) => api.delete(`${VIEWS}/${id}`), [VIEWS])
  const present = views.find(
    (view) =>
      view.path === pathname && isSame(view.search, filtersOf(search)) && view.columns.join() === columns.join(),
  )
  const open = (view: ViewView) => {
    setOpen(false)
    onColumns(view.columns)
    // Addresses of the desk are typed; a saved one is text that the server has checked.
    void navigate({ to: view.path, search: view.search } as never)
  }
  const content = (
    <div className="views-menu">
      {views.length === 0 && <div className="quiet">{say('viewsEmpty')}</div>}
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            <button type="button" className={view === present ? 'link is-here' : 'link'} onClick={() => open(view)}>
              {view.name}
            </button>
            {view.isStandard && <Tag tone="good">{say('viewStandard')}</Tag>}
            <span className="quiet small">
              {view.isMine ? say(`viewShared.${view.shared}`) : say('viewOf', { name: view.ownerName })}
            </span>
            {(view.isMine || (view.shared === 'district' && can('view.shareWithDistrict'))) && (
              <Button
                size="small"
                type="text"
                aria-label={say('viewRemove', { name: view.name })}
                onClick={() => removing.mutate(view.id, { onError: fail })}
              >
                ×
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button
        onClick={() => {
          setOpen(false)
          setSaving(true)
        }}
      >
        {say('viewSave')}
      </Button>
    </div>
  )
  return (
    <>
      <ListMenu open={isOpen} onOpenChange={setOpen} content={content}>
        <Button>{present ? say('viewNamed', { name: present.name }) : say('views')}</Button>
      </ListMenu>
      {isSaving && (
        <SaveView
          view={{ list, path: pathname, search: filtersOf(search), columns: [...columns] }}
          leavesOutText={Boolean(search[NEVER_SAVED])}
          onClose={() => setSaving(false)}
        />
      )}
    </>
  )
}

interface SaveProps {
  view: Pick<NewView, 'list' | 'path' | 'search' | 'columns'>
  leavesOutText: boolean
  onClose: () => void
}

function SaveView({ view, leavesOutText, onClose }: SaveProps) {
  const say = useListWords()
  const common = useCommon()
  const me = useMe()
  const can = useMay()
  const [id] = useState(newId)
  const [form] = Form.useForm<Pick<NewView, 'name' | 'shared' | 'isStandard'>>()
  const shared = Form.useWatch('shared', form)
  const saving = useSend(
    (values: Pick<NewView, 'name' | 'shared' | 'isStandard'>) =>
      api.post(VIEWS, { id, ...view, ...values, isStandard: values.shared === 'district' && values.isStandard }),
    [VIEWS],
  )
  return (
    <Modal
      open
      title={say('viewSave')}
      okText={common('save')}
      okButtonProps={{ loading: saving.isPending }}
      cancelText={common('cancel')}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
        <div className="quiet">{say(leavesOutText ? 'viewHintText' : 'viewHint')}</div>
        <ProblemAlert error={saving.error} />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ shared: 'me', isStandard: false }}
          onFinish={(values) => saving.mutate(values, { onSuccess: onClose })}
        >
          <Form.Item
            name="name"
            label={say('viewName')}
            rules={[{ required: true, whitespace: true, message: common('required') }]}
          >
            <Input maxLength={40} autoFocus />
          </Form.Item>
          <Form.Item name="shared" label={say('viewFor')}>
            <Radio.Group
              options={[
                { value: 'me', label: say('viewShared.me') },
                ...(me.posts.length > 0 ? [{ value: 'unit', label: say('viewShared.unit') }] : []),
                ...(can('view.shareWithDistrict') ? [{ value: 'district', label: say('viewShared.district') }] : []),
              ]}
            />
          </Form.Item>
          {shared === 'district' && (
            <Form.Item name="isStandard" valuePropName="checked">
              <Checkbox>{say('viewMakeStandard')}</Checkbox>
            </Form.Item>
          )}
        </Form>
      </div>
    </Modal>
  )
}
