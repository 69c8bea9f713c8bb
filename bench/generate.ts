// People in isolation made inside the database, so that a size of a million takes minutes: names, terms, arrivals, periods
// in the middle of their 14 days with a medic each, and their readings. All of them are invented.
import pg from 'pg'
import type { Connection } from '../src/platform/db/database.ts'

export interface Size {
  persons: number
  /** Days of readings behind each person, two a day. */
  days: number
  /** `YYYY-MM-DD`: the day that the clock stands on. */
  today: string
}

// Ids in the order of time, as the product makes them.
const ID = (kind: number) =>
  `(lpad(to_hex(1579900000000 + i), 12, '0') || '7' || lpad(to_hex(${kind}), 3, '0') || '8000' || lpad(to_hex(i), 12, '0'))::uuid`

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const SURNAME_PINYIN = 'wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo'
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰涛明超兰霞平刚'
const GIVEN_PINYIN = 'wei fang na min jing li qiang lei jun yang yong yan jie tao ming chao lan xia ping gang'

/** Fills an empty district, as the owner of the schema; answers the seconds it took. */
export async function generate(owner: Connection, district: string, size: Size): Promise<number> {
  const client = new pg.Client({ ...owner, options: `-c search_path=d${district},public -c timezone=Asia/Shanghai` })
  await client.connect()
  const began = performance.now()
  try {
    await client.query('set synchronous_commit = off')
    await client.query('set work_mem = "256MB"')
    await people(client, size)
    await periods(client, size)
    await readings(client, size)
    await client.query('vacuum analyze')
    await client.query('checkpoint').catch(() => {})
    return (performance.now() - began) / 1000
  } finally {
    await client.end()
  }
}

async function people(client: pg.Client, { persons, today }: Size): Promise<void> {
  await client.query(`create temp table bench_area as
    select row_number() over (order by code) - 1 as n, code from areas where level = 'village'`)
  await client.query(`create temp table bench_medic as
    select p.area_code, min(h.account_id::text)::uuid as account_id from post_holders h join posts p on p.id = h.post_id
    where p.kind = 'villageMedic' and h.until_at is null group by 1`)
  await client.query(
    `create temp table bench_person as
     select i, ${ID(1)} as id, (select code from bench_area where n = i % (select count(*) from bench_area)) as area_code,
       substr('${SURNAMES}', 1 + i % 20, 1) as surname, substr('${GIVEN}', 1 + (i / 20) % 20, 1) || substr('${GIVEN}', 1 + (i / 400) % 20, 1) as given,
       split_part('${SURNAME_PINYIN}', ' ', 1 + i % 20) as surname_pinyin,
       split_part('${GIVEN_PINYIN}', ' ', 1 + (i / 20) % 20) || split_part('${GIVEN_PINYIN}', ' ', 1 + (i / 400) % 20) as given_pinyin,
       '199' || lpad(i::text, 8, '0') as telephone
     from generate_series(0, $1::int - 1) as i`,
    [persons],
  )
  await client.query(
    `insert into persons (id, area_code, name, sex, birth_date, document_type, document_sealed, document_hash,
       document_masked, telephones, address, registered_at)
     select id, area_code, surname || given, case when i % 2 = 0 then 'male' else 'female' end,
       date '1940-01-01' + (i % 25000), 'resident-id', '\\x00', sha256(i::text::bytea), '230***********' || lpad((i % 10000)::text, 4, '0'),
       array[telephone], '胜利路' || i || '号', $1::timestamptz + (i % 600) * interval '1 second'
     from bench_person`,
    [`${today} 00:00:00+08`],
  )
  await client.query(`insert into person_terms (term, person_id, area_code)
    select term, id, area_code from bench_person, lateral (values (surname || given), (surname_pinyin || given_pinyin),
      (left(surname_pinyin, 1) || left(given_pinyin, 1)), (telephone)) as t (term) on conflict do nothing`)
  await client.query(
    `insert into arrivals (id, person_id, area_code, is_current, status, category, category_by, origin_text, arrival_day,
       means, first_temperature, temperature_site, source, registered_at, plan_version_id)
     select ${ID(2)}, id, area_code, true, 'arrived', case when i % 5 = 0 then 'keyArea' else 'elsewhere' end, 'plan', '哈尔滨',
       $1::date - (i % 12), 'train', 36.5, 'forehead', 'list', $1::timestamptz + (i % 600) * interval '1 second',
       (select id from plan_versions limit 1)
     from bench_person`,
    [today],
  )
}

/** Everybody is in the middle of 14 days; one in fifty has a fever, one in twenty was not checked in the last window. */
async function periods(client: pg.Client, { today }: Size): Promise<void> {
  await client.query(
    `insert into assignments (id, person_id, area_code, account_id, role, from_at)
     select ${ID(3)}, p.id, p.area_code, m.account_id, 'medic', $1::timestamptz
     from bench_person p join bench_medic m using (area_code)`,
    [today],
  )
  await client.query(
    `insert into isolation_periods (id, person_id, area_code, arrival_id, place, place_rule, start_day, days, ends_on, ends_at,
       registered_at, owed_from, plan_version_id, state, open_referral_id, medic_id, began_under)
     select ${ID(4)}, p.id, p.area_code, ${ID(2)}, 'home', 'home', $1::date - (i % 12), 14, $1::date - (i % 12) + 14,
       ($1::date - (i % 12) + 15)::timestamptz, $1::timestamptz - (i % 12) * interval '1 day', $1::timestamptz - (i % 12) * interval '1 day',
       (select id from plan_versions limit 1), case when i % 50 = 7 then 'referred' else 'active' end,
       case when i % 50 = 7 then ${ID(5)} end, m.account_id,
       (select id from plan_versions limit 1)
     from bench_person p left join bench_medic m using (area_code)`,
    [today],
  )
  await client.query(
    `insert into next_checks (period_id, person_id, area_code, next_day, next_slot, next_opens_at, next_check_due_at,
       last_temperature, last_reading_at)
     select ${ID(4)}, id, area_code, due.day, due.slot, due.opens_at, due.due_at, 36.5, $1::timestamptz
     from bench_person left join lateral (
       select $1::date - 1 as day, 'afternoon' as slot, $1::timestamptz - interval '10 hours' as opens_at,
         $1::timestamptz - interval '4 hours' as due_at where i % 20 = 0 and i % 50 <> 7
       union all
       select $1::date, 'morning', $1::timestamptz + interval '6 hours', $1::timestamptz + interval '11 hours' where i % 20 <> 0 and i % 50 <> 7
     ) due on true`,
    [today],
  )
  await client.query(
    `insert into referrals (id, period_id, person_id, area_code, temperature, opened_at, opened_on, next_step, next_due_at, plan_version_id)
     select ${ID(5)}, ${ID(4)}, id, area_code, 38.1, $1::timestamptz, $1::date, 'notified', $1::timestamptz + interval '10 minutes',
       (select id from plan_versions limit 1)
     from bench_person where i % 50 = 7`,
    [today],
  )
}

async function readings(client: pg.Client, { days, today }: Size): Promise<void> {
  for (let day = days; day >= 1; day--) {
    for (const [slot, hour] of [
      ['morning', 8],
      ['afternoon', 16],
    ] as const) {
      await client.query(
        `insert into readings (id, period_id, person_id, area_code, at_home, temperature, site, taken_by, observed_at,
           received_at, fever, day, completes_slot, plan_version_id)
         select (lpad(to_hex(1579000000000 + ${(days - day) * 2 + (hour > 12 ? 1 : 0)} * 10000000 + i), 12, '0') || '70068000' || lpad(to_hex(i), 12, '0'))::uuid,
           ${ID(4)}, id, area_code, true, 36 + (i % 10) / 10.0, 'forehead', 'medic',
           at.time, at.time, false, $1::date - ${day}, '${slot}', (select id from plan_versions limit 1)
         from bench_person, lateral (select ($1::date - ${day})::timestamptz + interval '${hour} hours' as time) at`,
        [today],
      )
    }
  }
}
