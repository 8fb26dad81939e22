namespace ContactCenter.Intake.Appeals;

/// <summary>The statements that several use cases share.</summary>
internal static class AppealRows
{
    internal const string Insert = """
        insert into intake.appeals
            (id, number, query_code_sealed, state, handling, stage, type, urgency, channel, external_system, external_number,
             upstream_deadline, draft_id, call_id, line, dialled, recording_id, category, category_version, area, place,
             longitude, latitude, title, brief, narrative_sealed, caller_number_sealed, caller_number_print,
             contact_number_sealed, contact_number_print, caller_name_sealed, identity_number_sealed, identity_number_print,
             address_sealed, company_name_sealed, caller_tags, preferred_contact, language, secret, anonymous, reply_wanted,
             publishable, old_caller, earlier_number, answer, public_answer, knowledge_id, knowledge_title, statutory_route,
             transferred_to, invalid_reason, registered_by, received_at, accepted_at, progressed_at, closed_at)
        values
            (@id, @number, @QueryCodeSealed, @State, @Handling, @Stage, @Type, @Urgency, @Channel, @ExternalSystem,
             @ExternalNumber, @UpstreamDeadline, @Draft, @Call, @Line, @Dialled, @RecordingId, @Category, @CategoryVersion,
             @Area, @Place, @Longitude, @Latitude, @Title, @Brief, @NarrativeSealed, @CallerNumberSealed, @CallerNumberPrint,
             @ContactNumberSealed, @ContactNumberPrint, @CallerNameSealed, @IdentityNumberSealed, @IdentityNumberPrint,
             @AddressSealed, @CompanyNameSealed, @CallerTags, @PreferredContact, @Language, @Secret, @Anonymous, @ReplyWanted,
             @Publishable, @OldCaller, @EarlierNumber, @Answer, @Answer, @KnowledgeId, @KnowledgeTitle, @Route,
             @TransferredTo, @InvalidReason, @RegisteredBy, @ReceivedAt, @AcceptedAt, @AcceptedAt, @ClosedAt)
        on conflict do nothing    -- The same form or external number, sent twice at the same moment.
        """;

    internal const string InsertProgress = """
        insert into intake.progress (appeal_id, stage, at, public_answer)
        values (@id, @Stage, @At, @PublicAnswer)
        on conflict do nothing    -- Told twice.
        """;

    /// <summary>The columns of <see cref="Appeal"/>.</summary>
    internal const string Columns = """
        id, number, state, handling, stage, type, urgency, channel, external_system, external_number, upstream_deadline,
        call_id, line, dialled, recording_id, category, area, place, longitude, latitude, title, brief, narrative_sealed,
        query_code_sealed, caller_number_sealed, caller_number_print, contact_number_sealed, contact_number_print,
        caller_name_sealed, identity_number_sealed, address_sealed, company_name_sealed, caller_tags, preferred_contact,
        language, secret, anonymous, reply_wanted, publishable, old_caller, earlier_number, urge_count, occupant, occupancy,
        answer, knowledge_id, knowledge_title, statutory_route, transferred_to, invalid_reason, withdrawal_proof,
        withdrawal_reason, merged_into, public_answer, registered_by, received_at, accepted_at, progressed_at, closed_at, version
        """;

    internal const string Find = $"select {Columns} from intake.appeals where id = @id";

    internal const string FindByNumber = $"select {Columns} from intake.appeals where number = @number";

    internal const string Lock = $"{Find} for update";
}
