// Voids a registration that was made by mistake. Over readings only when that is said knowingly.
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox, Form } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { PersonView } from '../../../modules/people/contract.ts'
import { api } from '../../shell/api.ts'
import { useMay } from '../../shell/session.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useDuplicateWords } from './words.ts'

export function VoidButton({ person }: { person: PersonView }) {
  const say = useDuplicateWords()
  const can = useMay()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [isAsking, setAsking] = useState(false)
  const id = useRef(newId())
  if (!can('person.void', person.areaCode)) return null
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {say('void')}
      </Button>
      {isAsking && (
        <ReasonDialog<{ reason: string; evenWithReadings?: boolean }>
          title={say('voidTitle', { name: person.name })}
          hint={say('voidHint')}
          okText={say('void')}
          danger
          stale={['/api/v1/isolation', '/api/v1/board', '/api/v1/person-voidings']}
          act={async ({ reason, evenWithReadings = false }) => {
            const body = { id: id.current, version: person.version, reason, evenWithReadings }
            await api.post(`/api/v1/persons/${person.id}/voidings`, body)
            void message.success(say('voidDone'))
            void navigate({ to: '/voided' })
          }}
          onClose={() => setAsking(false)}
        >
          <Form.Item name="evenWithReadings" valuePropName="checked">
            <Checkbox>{say('voidKnowingly')}</Checkbox>
          </Form.Item>
        </ReasonDialog>
      )}
    </>
  )
}
