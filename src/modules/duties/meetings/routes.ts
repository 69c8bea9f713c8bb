// Routes of the daily meeting.
import { type Route, route } from '../../../platform/http/route.ts'
import type { Typesetter } from '../../../platform/typeset/index.ts'
import {
  addDecision,
  addRequirement,
  attend,
  exportMinutes,
  issueMinutes,
  listMeetings,
  openMeeting,
  readMeeting,
} from './actions.ts'
import type { StandingWarnings } from './agenda.ts'
import * as contract from './contract.ts'

const BASE = '/api/v1/meetings'

export const meetingRoutes = (tools: { typesetter: Typesetter; standingWarnings: StandingWarnings }): Route[] => [
  route({
    method: 'GET',
    url: BASE,
    permission: 'meeting.read',
    summary: 'The last meetings, with who came, what was decided and whether the minutes are out',
    response: contract.Meetings,
    handle: (ctx) => listMeetings(ctx),
  }),
  route({
    method: 'GET',
    url: '/api/v1/meeting-days/:day',
    permission: 'meeting.read',
    summary: 'The meeting of a day; today also before it is opened, with the agenda as it stands',
    params: contract.DayParams,
    response: contract.MeetingView,
    handle: (ctx, { params }) => readMeeting(ctx, tools, params.day),
  }),
  route({
    method: 'POST',
    url: BASE,
    permission: 'meeting.keep',
    summary: "Open today's meeting; its agenda is kept as it stands",
    body: contract.OpenMeeting,
    response: contract.MeetingView,
    handle: (ctx, { body }) => openMeeting(ctx, tools, body.id),
  }),
  route({
    method: 'PUT',
    url: `${BASE}/:id/attendance`,
    permission: 'meeting.keep',
    summary: 'Who of a unit or group came, and what it reported; refused (409) when somebody wrote since `version`',
    params: contract.IdParams,
    body: contract.Attend,
    response: contract.MeetingView,
    handle: (ctx, { params, body }) => attend(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/requirements`,
    permission: 'meeting.keep',
    summary: 'What the city requires, with its source',
    params: contract.IdParams,
    body: contract.AddRequirement,
    response: contract.MeetingView,
    handle: (ctx, { params, body }) => addRequirement(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/decisions`,
    permission: 'meeting.keep',
    summary: 'A decision: a directive of the command to each of its owners, in the same step',
    params: contract.IdParams,
    body: contract.AddDecision,
    response: contract.MeetingView,
    handle: (ctx, { params, body }) => addDecision(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/minutes`,
    permission: 'meeting.keep',
    summary: 'Issue the minutes; a later version says why',
    params: contract.IdParams,
    body: contract.IssueMinutes,
    response: contract.MeetingView,
    handle: (ctx, { params, body }) => issueMinutes(ctx, params.id, body),
  }),
  ...(['docx', 'pdf'] as const).map((format) =>
    route({
      method: 'GET',
      url: `${BASE}/:id/minutes.${format}`,
      permission: 'meeting.read',
      summary: `The latest minutes in the official layout, as ${format === 'docx' ? 'Word' : 'PDF'}`,
      params: contract.IdParams,
      handle: (ctx, { params }) => exportMinutes(ctx, tools, params.id, format),
    }),
  ),
]
