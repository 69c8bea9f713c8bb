// Words of notifications: one sentence a kind. They name areas and counts, never a person.
import type { NotificationKind } from '../../../modules/notifications/contract.ts'
import { dictionary } from '../../i18n/index.ts'

const zh: Record<NotificationKind, string> = {
  feverReferred: '{{area}}：有人体温异常，已开具发热转诊',
  referralClosed: '{{area}}：一例发热转诊已有结果',
  checksOverdue: '{{area}}：{{n}} 人测温超时未测',
  personsAssigned: '新分派给您 {{n}} 人（{{area}}）',
  periodExtended: '{{area}}：您负责的一人隔离期延长',
  periodEndedEarly: '{{area}}：您负责的一人提前结束隔离',
  periodMoved: '{{area}}：您负责的一人转移隔离地点',
  periodsReleased: '您负责的 {{n}} 人已解除隔离（{{area}}）',
  workHandedOver: '有工作移交给您（{{area}}）',
  actingStarted: '您开始代理一个岗位（{{area}}）',
  actingForYou: '您的岗位已由他人代理（{{area}}）',
  actingEnded: '一个岗位的代理已结束（{{area}}）',
  postBegun: '您已任职新岗位（{{area}}）',
  postEnded: '您的一个岗位任职已结束（{{area}}）',
  responseActivated: '应急响应已启动',
  responseLevelChanged: '应急响应级别已调整',
  responseStoodDown: '应急响应已终止',
}
const en: Record<NotificationKind, string> = {
  feverReferred: '{{area}}: an abnormal temperature, a fever referral is open',
  referralClosed: '{{area}}: a fever referral has its outcome',
  checksOverdue: '{{area}}: temperature checks overdue: {{n}}',
  personsAssigned: 'Persons assigned to you: {{n}} ({{area}})',
  periodExtended: '{{area}}: the isolation of one of your persons was extended',
  periodEndedEarly: '{{area}}: the isolation of one of your persons ended early',
  periodMoved: '{{area}}: one of your persons isolates elsewhere now',
  periodsReleased: 'Of your persons released: {{n}} ({{area}})',
  workHandedOver: 'Work was handed over to you ({{area}})',
  actingStarted: 'You act in a post from now on ({{area}})',
  actingForYou: 'Somebody acts in your post from now on ({{area}})',
  actingEnded: 'The acting in a post has ended ({{area}})',
  postBegun: 'You hold a new post ({{area}})',
  postEnded: 'One of your posts has ended ({{area}})',
  responseActivated: 'The response was activated',
  responseLevelChanged: 'The level of the response was changed',
  responseStoodDown: 'The response was stood down',
}
export const useNotificationText = dictionary('notificationText', zh, en)

export const useNotificationWords = dictionary(
  'notifications',
  {
    title: '通知',
    what: '事项',
    when: '时间',
    unread: '未读',
    onlyUnread: '仅未读',
    read: '已读',
    markRead: '标为已读',
    markAll: '全部标为已读',
    empty: '没有通知',
    emptyHint: '与您和您岗位有关的事项会出现在这里。',
    bell: '通知，未读 {{n}} 条',
  },
  {
    title: 'Notifications',
    what: 'What',
    when: 'When',
    unread: 'Unread',
    onlyUnread: 'Unread only',
    read: 'Read',
    markRead: 'Mark as read',
    markAll: 'Mark all as read',
    empty: 'No notifications',
    emptyHint: 'What concerns you and your posts appears here.',
    bell: 'Notifications, {{n}} unread',
  },
)
