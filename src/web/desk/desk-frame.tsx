// What the desk's navigation offers, in the order of a clerk's day.
import { dictionary } from '../i18n/index.ts'
import { Frame } from '../shell/frame.tsx'

const useWords = dictionary(
  'navigation',
  {
    daily: '每日工作',
    board: '总览',
    queues: '工作队列',
    persons: '人员',
    register: '登记',
    import: '导入名单',
    plan: '方案与组织',
    response: '应急响应',
  },
  {
    daily: 'Daily work',
    board: 'Board',
    queues: 'Work queues',
    persons: 'Persons',
    register: 'Register',
    import: 'Import a list',
    plan: 'Plan and organisation',
    response: 'Response',
  },
)

export function DeskFrame() {
  const say = useWords()
  return (
    <Frame
      groups={[
        {
          label: say('daily'),
          items: [
            { to: '/', label: say('board'), permission: 'board.read', exact: true },
            { to: '/queues/overdue', under: '/queues', label: say('queues'), permission: 'isolation.read' },
            { to: '/persons', label: say('persons'), permission: 'person.read', exact: true },
            { to: '/persons/new', label: say('register'), permission: 'person.register' },
            { to: '/import', label: say('import'), permission: 'person.import' },
          ],
        },
        {
          label: say('plan'),
          items: [{ to: '/response', label: say('response'), permission: 'organisation.read' }],
        },
      ]}
    />
  )
}
