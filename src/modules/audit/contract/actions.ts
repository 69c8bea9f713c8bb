// Everything the audit can say, in plain words of both languages. An action that has no words here does not compile where
// it is written, so whoever reads the audit never meets a bare code.

/** What a reader asks for: looks at persons, changes, exports, coming and going, refusals, and what ran by itself. */
export const AUDIT_KINDS = ['look', 'change', 'export', 'access', 'refused', 'system'] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

interface Words {
  kind: AuditKind
  zh: string
  en: string
}

const look = (zh: string, en: string): Words => ({ kind: 'look', zh, en })
const change = (zh: string, en: string): Words => ({ kind: 'change', zh, en })
const exported = (zh: string, en: string): Words => ({ kind: 'export', zh, en })
const access = (zh: string, en: string): Words => ({ kind: 'access', zh, en })
const refusal = (zh: string, en: string): Words => ({ kind: 'refused', zh, en })
const system = (zh: string, en: string): Words => ({ kind: 'system', zh, en })

export const AUDIT_ACTIONS = {
  'session.opened': access('登录', 'signed in'),
  'session.closed': access('退出登录', 'signed out'),
  'sessions.closed': access('退出全部登录', 'signed out everywhere'),
  'session.refused': refusal('登录失败', 'sign-in refused'),
  'account.locked': refusal('多次登录失败，账号锁定', 'account locked after failed sign-ins'),
  'password.changed': access('修改本人密码', 'changed the own password'),
  'password.refused': refusal('本人密码输错', 'gave a wrong password of their own'),
  'secondFactor.begun': access('开始设置验证器', 'began to set up an authenticator'),
  'secondFactor.enrolled': access('设置验证器', 'set up an authenticator'),
  'secondFactor.removed': access('停用验证器', 'stopped using the authenticator'),
  'secondFactor.reset': change('重置他人两步验证', 'reset a second factor'),
  'secondFactor.resetSeen': access('获知两步验证已重置', 'read that the second factor was reset'),
  'recoveryCodes.renewed': access('更换恢复码', 'made new recovery codes'),
  'passkey.added': access('添加通行密钥', 'added a passkey'),
  'passkey.removed': access('移除通行密钥', 'removed a passkey'),
  'password.reset': change('重置他人密码', 'reset a password'),
  'account.created': change('新建账号', 'created an account'),
  'accounts.imported': change('导入账户', 'imported accounts'),
  'account.disabled': change('停用账号', 'disabled an account'),
  'account.enabled': change('恢复账号', 'enabled an account'),
  'post.assigned': change('授予岗位', 'gave a post'),
  'post.ended': change('免去岗位', 'ended a post'),
  'apiKey.created': access('新建接口密钥', 'created an API key'),
  'apiKey.revoked': access('撤销接口密钥', 'revoked an API key'),

  'report.submitted': change('上报日报', 'submitted a daily report'),
  'report.corrected': change('更正日报', 'corrected a daily report'),
  'report.signed': change('签认日报', 'signed a daily report'),
  'reports.nudged': change('催报', 'asked for missing reports'),
  'situation.drafted': system('汇总情况报告', 'drafted a situation report'),
  'situation.changed': change('办理情况报告', 'worked on a situation report'),
  'situation.exported': exported('导出情况报告', 'exported a situation report'),
  'urgent.reported': change('急报', 'reported something urgent'),
  'urgent.acknowledged': change('签收急报', 'acknowledged an urgent report'),
  'urgent.climbed': system('急报逐级上报', 'an urgent report climbed'),
  'warning.raised': system('发出预警', 'raised a warning'),
  'warning.overdue': system('预警逾期未研判', 'found a warning not judged in time'),
  'warning.acknowledged': change('签收预警', 'acknowledged a warning'),
  'warning.noted': change('记录预警处置', 'noted what was done about a warning'),
  'warning.judged': change('研判预警', 'judged a warning'),
  'warning.ended': change('解除预警', 'ended a warning'),

  'plan.loaded': change('载入方案', 'loaded the plan'),
  'plan.dayRecorded': system('记录当日方案落实情况', 'recorded how the plan stood on a day'),
  'plan.proposed': change('提出方案修订', 'proposed an amendment of the plan'),
  'plan.approved': change('批准方案修订', 'approved an amendment of the plan'),
  'plan.returned': change('退回方案修订', 'returned an amendment of the plan'),
  'plan.withdrawn': change('撤回方案修订', 'withdrew an amendment of the plan'),
  'plan.tookEffect': system('方案修订生效', 'put an amendment of the plan into effect'),
  'seats.filled': change('为新岗位开设账户', 'gave new posts their accounts'),
  'telephone.changed': change('修改联系电话', 'changed a telephone'),
  'directory.exported': exported('导出通讯录', 'exported the directory'),
  'holder.appointed': change('任命岗位人员', 'appointed the holder of a post'),
  'acting.appointed': change('指定代理人', 'appointed an acting holder'),
  'holding.ended': change('结束任职或代理', 'ended a holding or an acting'),
  'holding.calledOff': change('撤销未开始的任职或代理', 'called off a holding that had not begun'),
  'work.handedOver': change('移交未办结的工作', 'handed over open work'),
  'view.saved': change('保存列表视图', 'saved a view of a list'),
  'view.removed': change('删除列表视图', 'removed a view of a list'),
  'response.activated': change('启动应急响应', 'activated the response'),
  'response.levelChanged': change('调整响应级别', 'changed the response level'),
  'response.stoodDown': change('终止应急响应', 'stood the response down'),

  'person.viewed': look('查看人员页面', 'looked at the person'),
  'document.viewed': look('查看完整证件号码', 'looked at the whole identity number'),
  'document.refused': refusal('查看完整证件号码被拒绝', 'was refused the whole identity number'),
  'person.registered': change('登记人员', 'registered the person'),
  'person.edited': change('修改人员信息', 'edited the person'),
  'persons.imported': change('导入名单', 'imported a list'),
  'persons.exported': exported('导出人员名单', 'exported a list of persons'),
  'arrival.confirmed': change('确认抵达', 'confirmed an arrival'),
  'arrival.cancelled': change('取消拟返登记', 'cancelled an expected arrival'),

  'lookalikes.sought': look('登记前查找相似人员', 'looked for look-alikes before registering'),
  'duplicates.notSame': change('判定不是同一人', 'judged two records not to be the same person'),
  'persons.compared': look('比对两条登记', 'compared two registrations'),
  'person.mergedWith': change('合并重复登记', 'merged a duplicate registration into this one'),
  'person.mergedInto': change('并入另一条登记', 'merged this registration into another'),
  'merge.undone': change('撤销合并', 'undid a merge'),
  'person.voided': change('注销登记', 'voided a registration'),
  'person.restored': change('恢复登记', 'restored a voided registration'),
  'arrival.registeredAgain': change('登记再次返回', 'registered a further arrival of a registered person'),
  'household.changed': change('更正同户', 'corrected a household'),
  'file.added': change('添加文件', 'added a file'),
  'file.viewed': look('查看文件', 'looked at a file'),
  'file.voided': change('作废文件', 'voided a file'),
  'paper.printed': change('打印文书', 'printed a paper'),
  'paper.served': change('送达文书', 'served a paper'),
  'paper.voided': change('作废文书', 'voided a paper'),
  'paper.opened': look('打开文书', 'opened a paper'),
  'papers.opened': look('打开一批文书', 'opened a batch of papers'),
  'roundList.printed': exported('打印巡诊单', 'printed a round list'),

  'transfer.offered': change('移交其他乡镇，待接收', 'offered the person to another township'),
  'transfer.accepted': change('接收移交', 'the person moved to another township'),
  'transfer.returned': change('退回移交', 'returned an offered person'),
  'transfer.withdrawn': change('撤回移交', 'withdrew an offer'),
  'transfer.overdue': system('移交逾期未接收，报办公室', 'an offer was overdue, the command office was told'),
  'handover.sent': change('发出移交外区的函', 'sent the letter of a handover'),
  'handover.received': change('登记外区来函', 'recorded the letter of another district'),
  'handover.receipted': change('登记移交回执', 'recorded the receipt of a handover'),
  'handover.cancelled': change('撤销移交函', 'cancelled a letter'),
  'stay.checked': change('流动住客测温', 'checked a transient'),
  'person.departed': change('登记离开', 'recorded that the person left'),
  'departure.voided': change('作废离开登记', 'voided a departure'),
  'person.foundGone': change('登记失联', 'recorded that the person is gone'),
  'person.foundAgain': change('失联人员已找到', 'recorded that the person was found'),

  'isolation.started': change('开始隔离', 'isolation began'),
  'reading.recorded': change('记录体温', 'recorded a temperature'),
  'reading.corrected': change('更正体温', 'corrected a temperature'),
  'referral.opened': change('发起发热转诊', 'opened a fever referral'),
  'referral.stepTaken': change('转诊进展', 'took a step of a referral'),
  'referral.closed': change('转诊结束', 'closed a referral'),
  'person.assigned': change('指派医护或包保人', 'gave the person a medic or guarantor'),
  'assignments.made': change('成批指派', 'assigned many at once'),
  'assignments.handedOver': change('交接负责人员', 'handed persons over'),
  'areaMedic.set': change('设定村默认医护', 'set the medic of a village'),
  'period.extended': change('延长隔离', 'extended the isolation'),
  'period.endedEarly': change('提前结束隔离', 'ended the isolation early'),
  'period.resumed': change('恢复隔离', 'the isolation goes on'),
  'period.moved': change('变更隔离地点', 'moved the isolation'),
  'period.released': change('解除隔离', 'released from isolation'),
  'period.replanned': system('随方案修订调整隔离', 'changed an isolation by an amendment of the plan'),
  'period.handedOver': change('隔离移交外区', 'handed the isolation over to another district'),
  'period.credited': change('计入外区已隔离天数', 'counted days isolated elsewhere'),
  'gaps.explained': change('说明漏测原因', 'explained missed checks'),
  'queue.exported': exported('导出工作队列', 'exported a work queue'),
  'checks.missed': system('到期未测，记为漏测', 'windows lapsed, recorded as missed'),
  'checks.ended': system('响应终止，停止测温任务', 'checks ended with the response'),

  'occurrences.missed': system('到期未完成，记为缺报', 'obligations lapsed, recorded as missed'),
  'occurrences.closed': system('任务随响应或方案变动关闭', 'obligations closed with the response or the plan'),
  'occurrence.owed': change('下达有时限的任务', 'owed a task with a deadline'),
  'occurrence.excused': change('免除任务', 'excused an obligation'),
  'occurrences.exported': exported('导出任务时限', 'exported the obligations'),
  'call.logged': change('登记通话', 'logged a call'),
  'occurrence.calledOff': change('撤销任务', 'called off a task'),

  'rosterMember.added': change('列入值班名单', 'put somebody on the duty list'),
  'rosterMember.changed': change('修改值班人员', 'changed somebody on the duty list'),
  'rosterMember.removed': change('移出值班名单', 'took somebody off the duty list'),
  'rosterAbsence.recorded': change('登记值班人员不在岗', 'recorded an absence'),
  'rosterAbsence.voided': change('撤销不在岗记录', 'voided an absence'),
  'roster.drafted': change('轮转排班', 'drafted a roster'),
  'roster.published': change('公布值班表', 'published a roster'),
  'roster.exported': exported('导出值班表', 'exported the roster'),
  'roster.gapsFound': system('发现无人值守', 'found gaps in the roster'),
  'shift.made': change('新增班次', 'made a shift'),
  'shift.published': change('新增并公布班次', 'made and published a shift'),
  'shift.changed': change('更换班次人员', 'changed who sits in a shift'),
  'shift.voided': change('撤销班次', 'called a shift off'),
  'shift.signedOn': change('值班签到', 'signed on to a shift'),
  'shift.handedOver': change('交班', 'handed a shift over'),
  'shift.accepted': change('接班', 'accepted what a shift handed over'),
  'dutyLog.written': change('记值班日志', 'wrote into the duty log'),
  'dutyLog.corrected': change('更正值班日志', 'corrected the duty log'),
  'dutyLog.becameReport': change('值班事项转为急报', 'made an urgent report of a log entry'),
  'swap.asked': change('申请换班', 'asked for a swap'),
  'swap.agreed': change('同意换班，待审批', 'agreed to a swap, to be approved'),
  'swap.done': change('换班生效', 'a shift changed hands'),
  'swap.declined': change('不同意换班', 'declined a swap'),
  'swap.withdrawn': change('撤回换班申请', 'withdrew a swap'),
  'swap.rejected': change('不批准换班', 'rejected a swap'),
  'call.drawn': change('随机抽查值守', 'drew a unit to call'),
  'call.recorded': change('记录查岗结果', 'recorded the result of a call'),

  'audit.viewed': look('查阅操作记录', 'read the audit'),
  'audit.exported': exported('导出操作记录', 'exported the audit'),
  'audit.verified': look('核对操作记录封存链', 'verified the seals of the audit'),
} as const satisfies Record<string, Words>

export type AuditAction = keyof typeof AUDIT_ACTIONS

/** What an older version wrote and this one no longer knows keeps its code. */
export const wordsOf = (action: string): Words =>
  (AUDIT_ACTIONS as Record<string, Words>)[action] ?? { kind: 'change', zh: action, en: action }

export const actionsOf = (kind: AuditKind): AuditAction[] =>
  (Object.keys(AUDIT_ACTIONS) as AuditAction[]).filter((action) => AUDIT_ACTIONS[action].kind === kind)
