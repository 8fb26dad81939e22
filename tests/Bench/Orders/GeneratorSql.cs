namespace ContactCenter.Bench.Orders;

/// <summary>The statements that make orders: everything about one follows from its ordinal, so that a run can be repeated.</summary>
internal static class GeneratorSql
{
    /// <summary>What orders are about and whose they are, from the reference data of the database itself.</summary>
    internal const string Vocabulary = """
        drop table if exists pg_temp.made, pg_temp.words;
        create temp table words as select
            array['梅湾路','零陵北路','永州大道','翠竹路','湘永路','中山路','潇水西路','逸云路','珊瑚路','怀素路','日升街','河东大道',
                  '凤凰路','阳明大道','舜德路','九嶷大道','滨江路','宋家洲','菱角山','七里店','徐家井','浯溪路','白牙路','濂溪路'] as places,
            array['路灯不亮','井盖缺失','停水','停电','占道经营','噪音扰民','油烟污染','拖欠工资','食品过期','电梯故障','垃圾未清运',
                  '道路破损','公交车晚点','出租车拒载','物业收费','违章搭建','污水外溢','树木倒伏','网络故障','燃气异味','学校收费',
                  '医保报销','养老金发放','房屋漏水','消防通道堵塞','施工扬尘','预付卡退款','快递丢失','宅基地纠纷','低保申请'] as matters,
            array['影响居民出行','存在安全隐患','已持续多日','多次反映未果','希望尽快处理','请相关部门核实','要求书面答复','周边群众反映强烈',
                  '老人小孩不便','夜间尤其严重','商户意见较大','请给予明确处理时间'] as wishes,
            (select array_agg(org_id order by kind, code) from dispatch.organisation_periods
                where valid_to is null and kind in ('county', 'department', 'enterprise')) as units,
            (select array_agg(org_id order by area) from dispatch.organisation_periods
                where valid_to is null and kind = 'county') as counties,
            (select array_agg(area order by area) from dispatch.organisation_periods where valid_to is null and kind = 'county') as areas,
            (select array_agg(distinct category order by category) from dispatch.rules where length(category) = 4) as categories,
            (select id from dispatch.rules order by category, area limit 1) as rule;
        create temp table made (
            ordinal int, id uuid, appeal uuid, number text, state text, rank int, at timestamptz, settled timestamptz, lead uuid, assist uuid,
            category text, area text, title text, brief text, alert text, due timestamptz, draw int);
        """;

    // Of 100 that go on: half are worked on, some wait at each desk of the hotline.
    internal const string OpenOrders = $"""
        select ordinal, {Key}, {AppealKey}, {Number},
            case when draw < 3 then 'pending_review' when draw < 18 then 'dispatched' when draw < 28 then 'signed'
                when draw < 76 then 'in_progress' when draw < 78 then 'objection_review' when draw < 79 then 'negotiation'
                when draw < 85 then 'finish_review' when draw < 97 then 'callback_pending' when draw < 98 then 'escalated'
                else 'carried_over' end,
            case when ordinal % 19 = 0 then 0 when ordinal % 7 = 0 then 1 else 2 end,
            at, null::timestamptz, case when draw < 3 then null else {Lead} end, {Assist}, {Matter},
            case when draw between 18 and 75 and ordinal % 11 = 0 then 'warned'
                when draw between 18 and 75 and ordinal % 97 = 0 then 'overdue' else 'none' end,
            now() + interval '2 days' + (ordinal % 9000) * interval '1 minute', draw
        from (
            select ordinal, abs(hashint4(ordinal)) % 100 as draw, now() - interval '10 days' + ordinal * interval '8.6 seconds' as at
            from generate_series({"{0}"}, {"{1}"} - 1) as ordinal) as series, words
        """;

    // The last order lies five years back, however many there are in between: a growing table is a busier city.
    internal const string SettledOrders = $"""
        select ordinal, {Key}, {AppealKey}, {Number}, 'archived',
            case when ordinal % 19 = 0 then 0 when ordinal % 7 = 0 then 1 else 2 end,
            at, at + interval '3 days', {Lead}, {Assist}, {Matter}, 'none', at + interval '5 days', draw
        from (
            select ordinal, abs(hashint4(ordinal)) % 100 as draw,
                now() - interval '11 days' - abs(hashint4extended(ordinal, 7)) % 157680000 * interval '1 second' as at
            from generate_series({"{0}"}, {"{1}"} - 1) as ordinal) as series, words
        order by at
        """;

    /// <summary>From the orders made, the rows of every table.</summary>
    internal static readonly string[] FromMade =
    [
        """
        insert into dispatch.orders (id, number, appeal_id, state, type, urgency, channel, category, area, line, title, brief, secret,
            anonymous, accepted_at, lead_org, rule_id, rule_version, returns, reworks, hard, alert, public_answer, replied_at, settled_at,
            outcome, version, changed_at)
        select id, number, appeal, state, (array['consultation','complaint','complaint','help','report','suggestion'])[1 + draw % 6],
            (array['urgent','important','normal'])[1 + rank], (array['phone','phone','phone','wechat','web'])[1 + draw % 5],
            category, area, case when draw % 10 = 0 then '12319' else '12345' end, title, brief, draw = 13, draw = 17, at, lead, words.rule, 1,
            case when draw % 20 = 0 then 1 else 0 end, case when draw % 25 = 0 then 1 else 0 end, settled is null and draw = 40, alert,
            case when settled is not null or state in ('finish_review', 'callback_pending') then '您反映的问题已经处理，感谢您的监督。' end,
            case when settled is not null or state in ('finish_review', 'callback_pending') then at + interval '2 days' end,
            settled, case when settled is not null then 'solved' end, 6, coalesce(settled, at)
        from made, words
        """,
        """
        insert into dispatch.order_citizens (appeal_id, order_id, number, own, to_be_asked, state, round, attempts, due_since, contacted,
            first_solved, first_rating, final_solved, final_rating, joined_at)
        select appeal, id, number, true, true,
            case when settled is not null then 'answered' when state = 'callback_pending' then 'due' else 'waiting' end,
            case when settled is not null or state = 'callback_pending' then 1 else 0 end, 0,
            case when settled is not null or state = 'callback_pending' then at + interval '2 days' end,
            case when settled is not null then true end, case when settled is not null then draw % 10 > 0 end, rating,
            case when settled is not null then draw % 10 > 0 end, rating, at
        from (
            select *, case when settled is not null then
                (array['very_satisfied','satisfied','satisfied','fairly_satisfied','dissatisfied'])[1 + draw % 5] end as rating
            from made) as made
        """,
        """
        insert into dispatch.assignments (id, order_id, org_id, role, state, urgency_rank, sent_at, signed_at, replied_at)
        select gen_random_uuid(), id, org, role,
            case when settled is not null then 'finished' when state = 'dispatched' then 'sent' when state = 'signed' then 'signed'
                when state = 'objection_review' then 'returned' when state in ('finish_review', 'callback_pending') then 'replied'
                else 'working' end,
            rank, at + interval '1 hour', case when state <> 'dispatched' then at + interval '3 hours' end,
            case when settled is not null or state in ('finish_review', 'callback_pending') then at + interval '2 days' end
        from made, lateral (values ('lead', lead), ('assist', assist)) as part (role, org)
        where org is not null and lead is not null and (role = 'lead' or org <> lead)
        """,
        """
        insert into dispatch.order_log (order_id, version, at, act, from_state, to_state, actor_name)
        select id, step, at + step * interval '4 hours', act, null, state, '生成'
        from made, lateral (values (1, 'open'), (2, 'dispatch'), (3, 'sign'), (4, 'reply')) as logged (step, act)
        where settled is not null or step <= case when state = 'pending_review' then 1 when state = 'dispatched' then 2 else 3 end
        """,
        """
        insert into dispatch.clocks (id, order_id, kind, org_id, amount, unit, source, started_at, due_at, warn_at, provisional,
            calendar_version, state, warned_at, overdue_at, stopped_at)
        select gen_random_uuid(), id, kind, case when kind = 'citizen' then null else lead end, 15, 'working_days', 'PROPOSED', at, due,
            due - interval '1 day', false, (select max(version) from dispatch.calendar_changes),
            case when settled is null then 'running' else 'met' end, case when alert <> 'none' then now() end,
            case when alert = 'overdue' then now() end, settled
        from made, lateral (values (case when state = 'dispatched' then 'sign' else 'handle' end), ('citizen')) as clock (kind)
        where (settled is null or kind = 'handle')
            and (kind = 'citizen' or state in ('dispatched', 'signed', 'in_progress', 'archived'))
        """,
    ];

    private const string Key = """
        (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(ordinal::text), 1, 3) || '8'
            || substr(md5(ordinal::text), 4, 15))::uuid
        """;

    private const string AppealKey = """
        (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(ordinal::text), 20, 3) || '9'
            || substr(md5(ordinal::text), 4, 15))::uuid
        """;

    private const string Number = "'YZ' || to_char(at, 'YYYYMMDD') || lpad(ordinal::text, 8, '0')";

    // Most matters are the counties', as everywhere; a quarter the departments' and enterprises'.
    private const string Lead = """
        case when draw % 4 = 3 then units[1 + ordinal % array_length(units, 1)]
            else counties[1 + abs(hashint4(ordinal + 3)) % array_length(counties, 1)] end
        """;

    private const string Assist = "case when draw % 10 = 4 then units[1 + (ordinal + 5) % array_length(units, 1)] end";

    private const string Matter = """
        categories[1 + abs(hashint4(ordinal + 1)) % array_length(categories, 1)],
        areas[1 + abs(hashint4(ordinal + 3)) % array_length(areas, 1)],
        places[1 + abs(hashint4(ordinal + 2)) % 24] || matters[1 + abs(hashint4(ordinal + 4)) % 30],
        '市民反映：' || places[1 + abs(hashint4(ordinal + 2)) % 24] || (ordinal % 9973) || '号附近' || matters[1 + abs(hashint4(ordinal + 4)) % 30]
            || '，' || wishes[1 + ordinal % 12] || '，' || wishes[1 + (ordinal / 12) % 12] || '。'
        """;
}
