// What the desk's navigation offers, in the order of a clerk's day.
import { dictionary } from '../i18n/index.ts'
import { Frame } from '../shell/frame.tsx'

const useWords = dictionary(
  'navigation',
  {
    daily: '每日工作',
    board: '总览',
    queues: '工作队列',
    movements: '人员流动',
    assignments: '指派与负荷',
    audit: '操作记录',
    persons: '人员',
    register: '登记',
    import: '导入名单',
    duplicates: '疑似重复',
    mechanisms: '工作机制',
    obligations: '任务时限',
    unit: '本单位',
    calls: '通话记录',
    reports: '日报',
    situation: '情况报告',
    urgent: '急报',
    roster: '值班值守',
    command: '方案与组织',
    warnings: '监测预警',
    exercises: '演练与培训',
    directives: '指令与督办',
    verification: '名单核查',
    meetings: '每日例会',
    discipline: '惩戒',
    hearings: '需要说明的事项',
    plan: '方案落实',
    versions: '方案修订',
    organisation: '组织体系',
    response: '应急响应',
    administration: '系统管理',
    accounts: '账户',
  },
  {
    daily: 'Daily work',
    board: 'Board',
    queues: 'Work queues',
    movements: 'Movements',
    assignments: 'Assignments',
    audit: 'Audit',
    persons: 'Persons',
    register: 'Register',
    import: 'Import a list',
    duplicates: 'Possible duplicates',
    mechanisms: 'Mechanisms',
    obligations: 'Obligations',
    unit: 'My unit',
    calls: 'Call log',
    reports: 'Daily reports',
    situation: 'Situation reports',
    urgent: 'Urgent reports',
    roster: 'Duty roster',
    command: 'Plan and organisation',
    plan: 'The plan',
    versions: 'Amendments',
    warnings: 'Early warning',
    exercises: 'Drills and training',
    directives: 'Directives',
    verification: 'Lists to verify',
    meetings: 'Daily meeting',
    discipline: 'Discipline',
    hearings: 'Matters to explain',
    organisation: 'Organisation',
    response: 'Response',
    administration: 'Administration',
    accounts: 'Accounts',
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
            { to: '/movements/incoming', under: '/movements', label: say('movements'), permission: 'movement.read' },
            { to: '/assignments', label: say('assignments'), permission: 'isolation.read' },
            { to: '/persons', label: say('persons'), permission: 'person.read' },
            { to: '/persons/new', label: say('register'), permission: 'person.register' },
            { to: '/import', label: say('import'), permission: 'person.import' },
            { to: '/duplicates', label: say('duplicates'), permission: 'person.merge' },
          ],
        },
        {
          label: say('mechanisms'),
          items: [
            { to: '/obligations', label: say('obligations'), permission: 'obligation.read' },
            { to: '/meetings', label: say('meetings'), permission: 'obligation.read' },
            { to: '/directives', label: say('directives'), permission: 'directive.read' },
            { to: '/verification', label: say('verification'), permission: 'verification.read' },
            { to: '/my-unit', label: say('unit'), permission: 'obligation.read' },
            { to: '/roster/now', under: '/roster', label: say('roster'), permission: 'roster.read' },
            { to: '/calls', label: say('calls'), permission: 'call.log' },
            { to: '/reports', label: say('reports'), permission: 'report.read' },
            { to: '/reports/situation', label: say('situation'), permission: 'situation.read' },
            { to: '/reports/urgent', label: say('urgent'), permission: 'urgent.read' },
            { to: '/discipline', label: say('discipline'), permission: 'discipline.read' },
            { to: '/hearings', label: say('hearings'), permission: 'discipline.answer' },
          ],
        },
        {
          label: say('command'),
          items: [
            { to: '/plan', label: say('plan'), permission: 'plan.read' },
            { to: '/warnings', label: say('warnings'), permission: 'warning.read' },
            { to: '/exercises', label: say('exercises'), permission: 'training.read' },
            { to: '/plan/versions', label: say('versions'), permission: 'plan.read' },
            { to: '/organisation', label: say('organisation'), permission: 'organisation.read' },
            { to: '/response', label: say('response'), permission: 'organisation.read' },
          ],
        },
        {
          label: say('administration'),
          items: [
            { to: '/accounts', label: say('accounts'), permission: 'account.manage', isStart: true },
            { to: '/audit', label: say('audit'), permission: 'audit.read' },
          ],
        },
      ]}
    />
  )
}
