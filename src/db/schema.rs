//! The tables, as diesel sees them on both databases. Kept in step with `migrations/`: a test compares.

diesel::table! {
    activities (id) {
        id -> BigInt,
        at -> Timestamp,
        kind -> Text,
        actor_id -> Nullable<BigInt>,
        subject_kind -> Text,
        subject_id -> BigInt,
        parent_kind -> Nullable<Text>,
        parent_id -> Nullable<BigInt>,
        container_kind -> Nullable<Text>,
        container_id -> Nullable<BigInt>,
        detail -> Text,
    }
}

diesel::table! {
    accounts (id) {
        id -> BigInt,
        public_name -> Text,
        name_key -> Nullable<Text>,
        mention -> Nullable<Text>,
        sort_key -> Text,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        language -> Text,
        time_zone -> Text,
        theme -> Text,
        about -> Text,
        reads -> Text,
        created_at -> Timestamp,
        disabled_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    signups (id) {
        id -> BigInt,
        public_name -> Text,
        name_key -> Text,
        email -> Text,
        email_key -> Text,
        password_hash -> Text,
        language -> Text,
        token_hash -> Text,
        address_known -> Bool,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    account_links (id) {
        id -> BigInt,
        account_id -> BigInt,
        purpose -> Text,
        token_hash -> Text,
        new_email -> Nullable<Text>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        account_id -> BigInt,
        token_hash -> Text,
        device -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    grants (id) {
        id -> BigInt,
        account_id -> BigInt,
        role -> Text,
        scope_kind -> Nullable<Text>,
        scope_id -> Nullable<BigInt>,
        language -> Nullable<Text>,
        from_at -> Timestamp,
        until_at -> Nullable<Timestamp>,
        granted_by -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    api_tokens (id) {
        id -> BigInt,
        account_id -> BigInt,
        name -> Text,
        token_hash -> Text,
        scope -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    idempotency (account_id, route, key) {
        account_id -> BigInt,
        route -> Text,
        key -> Text,
        url -> Text,
        created_at -> Timestamp,
        digest -> Text,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        account_id -> Nullable<BigInt>,
        kind -> Text,
        to_address -> Text,
        language -> Text,
        message_id -> Text,
        message -> Binary,
        state -> Text,
        attempts -> BigInt,
        next_attempt_at -> Timestamp,
        reply -> Nullable<Text>,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        fleeting -> Bool,
    }
}

diesel::table! {
    texts (id) {
        id -> BigInt,
        original_language -> Text,
        revision -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    text_versions (text_id, language) {
        text_id -> BigInt,
        language -> Text,
        revision -> BigInt,
        follows -> BigInt,
        origin -> Text,
        reviewed_by -> Nullable<BigInt>,
        updated_by -> Nullable<BigInt>,
        updated_at -> Timestamp,
        title -> Text,
        summary -> Text,
        body -> Text,
        updated_for -> Nullable<BigInt>,
        reviewed_for -> Nullable<BigInt>,
        reviewed_at -> Nullable<Timestamp>,
        withheld -> Bool,
    }
}

diesel::table! {
    areas (id) {
        id -> BigInt,
        slug -> Text,
        position -> BigInt,
        text_id -> BigInt,
    }
}

diesel::table! {
    categories (id) {
        id -> BigInt,
        parent_id -> Nullable<BigInt>,
        slug -> Text,
        position -> BigInt,
        area_id -> Nullable<BigInt>,
        text_id -> BigInt,
        read_access -> Text,
        write_access -> Text,
        thread_count -> BigInt,
        post_count -> BigInt,
        last_post_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    threads (id) {
        id -> BigInt,
        category_id -> BigInt,
        author_id -> BigInt,
        title -> Text,
        slug -> Text,
        language -> Text,
        created_at -> Timestamp,
        last_post_at -> Timestamp,
        last_number -> BigInt,
        last_author_id -> BigInt,
        pinned_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        closed_by -> Nullable<BigInt>,
        closed_reason -> Nullable<Text>,
        hidden_at -> Nullable<Timestamp>,
        hidden_by -> Nullable<BigInt>,
        hidden_reason -> Nullable<Text>,
        moved_at -> Nullable<Timestamp>,
        moved_by -> Nullable<BigInt>,
        moved_reason -> Nullable<Text>,
    }
}

diesel::table! {
    thread_tags (thread_id, tag) {
        thread_id -> BigInt,
        tag -> Text,
    }
}

diesel::table! {
    posts (id) {
        id -> BigInt,
        thread_id -> BigInt,
        number -> BigInt,
        author_id -> BigInt,
        language -> Text,
        source -> Text,
        html -> Text,
        short_html -> Nullable<Text>,
        pipeline -> BigInt,
        reply_to -> Nullable<BigInt>,
        revision -> BigInt,
        thanks -> BigInt,
        created_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        edited_by -> Nullable<BigInt>,
        deleted_at -> Nullable<Timestamp>,
        deleted_by -> Nullable<BigInt>,
        hidden_at -> Nullable<Timestamp>,
        hidden_by -> Nullable<BigInt>,
        hidden_reason -> Nullable<Text>,
    }
}

diesel::table! {
    post_revisions (id) {
        id -> BigInt,
        post_id -> BigInt,
        revision -> BigInt,
        language -> Text,
        source -> Text,
        written_by -> BigInt,
        written_at -> Timestamp,
    }
}

diesel::table! {
    thanks (post_id, account_id) {
        post_id -> BigInt,
        account_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    drafts (account_id, place) {
        account_id -> BigInt,
        place -> Text,
        title -> Text,
        text -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    reading (account_id, thread_id) {
        account_id -> BigInt,
        thread_id -> BigInt,
        last_number -> BigInt,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    moderation_actions (id) {
        id -> BigInt,
        at -> Timestamp,
        moderator_id -> BigInt,
        action -> Text,
        category_id -> Nullable<BigInt>,
        to_category_id -> Nullable<BigInt>,
        thread_id -> BigInt,
        post_id -> Nullable<BigInt>,
        reason -> Text,
    }
}

diesel::table! {
    consumers (name) {
        name -> Text,
        cursor -> BigInt,
        holder -> Nullable<Text>,
        fence -> BigInt,
        lease_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    failed_activities (consumer, activity_id) {
        consumer -> Text,
        activity_id -> BigInt,
        attempts -> BigInt,
        error -> Text,
        next_attempt_at -> Nullable<Timestamp>,
        failed_at -> Timestamp,
    }
}

diesel::table! {
    follows (account_id, thing_kind, thing_key) {
        account_id -> BigInt,
        thing_kind -> Text,
        thing_key -> Text,
        level -> Text,
        chosen -> Bool,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    notices (id) {
        id -> BigInt,
        account_id -> BigInt,
        activity_id -> BigInt,
        kind -> Text,
        thing_kind -> Text,
        thing_id -> BigInt,
        subject_kind -> Text,
        subject_id -> BigInt,
        position -> BigInt,
        actor_id -> Nullable<BigInt>,
        inbox -> Bool,
        at -> Timestamp,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    inbox (account_id, thing_kind, thing_id) {
        account_id -> BigInt,
        thing_kind -> Text,
        thing_id -> BigInt,
        unread -> Bool,
        newest -> BigInt,
    }
}

diesel::table! {
    notice_mails (account_id, thing_kind, thing_id) {
        account_id -> BigInt,
        thing_kind -> Text,
        thing_id -> BigInt,
        from_notice -> BigInt,
        due_at -> Timestamp,
    }
}

diesel::table! {
    notice_preferences (account_id, kind) {
        account_id -> BigInt,
        kind -> Text,
        inbox -> Bool,
        live -> Bool,
        mail -> Bool,
        digest -> Bool,
    }
}

diesel::table! {
    organisations (id) {
        id -> BigInt,
        slug -> Text,
        text_id -> BigInt,
        kind -> Text,
        sector -> Nullable<Text>,
        region -> Nullable<Text>,
        website -> Text,
        public_email -> Text,
        public_phone -> Text,
        registered_address -> Text,
        postal_address -> Text,
        social -> Text,
        state -> Text,
        why -> Text,
        applied_by -> Nullable<BigInt>,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
        decision_reason -> Nullable<Text>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    organisation_names (organisation_id, language) {
        organisation_id -> BigInt,
        language -> Text,
        sort_key -> Text,
    }
}

diesel::table! {
    organisation_areas (organisation_id, area_id) {
        organisation_id -> BigInt,
        area_id -> BigInt,
    }
}

diesel::table! {
    memberships (id) {
        id -> BigInt,
        organisation_id -> BigInt,
        account_id -> BigInt,
        role -> Text,
        from_at -> Timestamp,
        until_at -> Nullable<Timestamp>,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    accreditations (id) {
        id -> BigInt,
        organisation_id -> BigInt,
        account_id -> BigInt,
        shows_name -> Bool,
        from_at -> Timestamp,
        until_at -> Nullable<Timestamp>,
        granted_by -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    accreditation_areas (accreditation_id, area_id) {
        accreditation_id -> BigInt,
        area_id -> BigInt,
    }
}

diesel::table! {
    accreditation_languages (accreditation_id, language) {
        accreditation_id -> BigInt,
        language -> Text,
    }
}

diesel::table! {
    absences (id) {
        id -> BigInt,
        account_id -> BigInt,
        from_at -> Timestamp,
        until_at -> Timestamp,
        stand_in_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    questions (id) {
        id -> BigInt,
        asker_id -> Nullable<BigInt>,
        key_hash -> Nullable<Text>,
        audience -> Text,
        area_id -> BigInt,
        municipality -> Nullable<Text>,
        situation -> Nullable<Text>,
        urgent -> Bool,
        text_id -> BigInt,
        public_text_id -> Nullable<BigInt>,
        state -> Text,
        asked_at -> Timestamp,
        active_at -> Timestamp,
        due_at -> Nullable<Timestamp>,
        accreditation_id -> Nullable<BigInt>,
        published_at -> Nullable<Timestamp>,
        slug -> Nullable<Text>,
        notify_email -> Nullable<Text>,
        notify_language -> Nullable<Text>,
        hidden_at -> Nullable<Timestamp>,
        hidden_reason -> Nullable<Text>,
        hidden_published_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    question_acts (id) {
        id -> BigInt,
        question_id -> BigInt,
        moderator_id -> BigInt,
        action -> Text,
        reason -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    question_states (id) {
        id -> BigInt,
        question_id -> BigInt,
        state -> Text,
        reason -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    question_messages (id) {
        id -> BigInt,
        question_id -> BigInt,
        from_asker -> Bool,
        author_id -> Nullable<BigInt>,
        language -> Text,
        body -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    case_openings (token_hash) {
        token_hash -> Text,
        question_id -> BigInt,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    burnt_keys (key_hash) {
        key_hash -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    urgent_contacts (id) {
        id -> BigInt,
        position -> BigInt,
        text_id -> BigInt,
        phone -> Text,
        url -> Text,
    }
}

diesel::table! {
    question_routes (question_id, accreditation_id) {
        question_id -> BigInt,
        accreditation_id -> BigInt,
        state -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    sources (id) {
        id -> BigInt,
        text_id -> BigInt,
        kind -> Text,
        number -> Text,
        article -> Text,
        url -> Text,
        checked_at -> Timestamp,
        changed_at -> Nullable<Timestamp>,
        change_note -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        search_key -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    answers (id) {
        id -> BigInt,
        question_id -> BigInt,
        accreditation_id -> BigInt,
        text_id -> BigInt,
        revision -> BigInt,
        created_at -> Timestamp,
        checked_at -> Timestamp,
        check_by -> Timestamp,
        review_since -> Nullable<Timestamp>,
        review_reason -> Text,
        check_months -> Nullable<BigInt>,
    }
}

diesel::table! {
    answer_sources (answer_id, source_id) {
        answer_id -> BigInt,
        source_id -> BigInt,
    }
}

diesel::table! {
    answer_checks (id) {
        id -> BigInt,
        answer_id -> BigInt,
        kind -> Text,
        accreditation_id -> BigInt,
        at -> Timestamp,
        language -> Text,
        summary -> Text,
        body -> Text,
        text_revision -> BigInt,
        is_public -> Bool,
    }
}

diesel::table! {
    question_counts (month, area_id, language) {
        month -> BigInt,
        area_id -> BigInt,
        language -> Text,
        asked -> BigInt,
    }
}

diesel::table! {
    glass_openings (id) {
        id -> BigInt,
        question_id -> BigInt,
        account_id -> BigInt,
        reason -> Text,
        at -> Timestamp,
        until_at -> Timestamp,
    }
}

diesel::table! {
    community_answers (id) {
        id -> BigInt,
        question_id -> BigInt,
        author_id -> BigInt,
        language -> Text,
        source -> Text,
        html -> Text,
        pipeline -> BigInt,
        revision -> BigInt,
        helped -> BigInt,
        created_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
        hidden_at -> Nullable<Timestamp>,
        hidden_reason -> Nullable<Text>,
    }
}

diesel::table! {
    community_revisions (id) {
        id -> BigInt,
        answer_id -> BigInt,
        revision -> BigInt,
        language -> Text,
        source -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    community_votes (answer_id, account_id) {
        answer_id -> BigInt,
        account_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    community_acts (id) {
        id -> BigInt,
        answer_id -> BigInt,
        moderator_id -> BigInt,
        action -> Text,
        reason -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    question_solutions (question_id) {
        question_id -> BigInt,
        community_answer_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    saved_replies (id) {
        id -> BigInt,
        account_id -> Nullable<BigInt>,
        organisation_id -> Nullable<BigInt>,
        title -> Text,
        language -> Text,
        body -> Text,
        revision -> BigInt,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    question_notes (id) {
        id -> BigInt,
        question_id -> BigInt,
        accreditation_id -> BigInt,
        audience -> Text,
        body -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    hand_overs (id) {
        id -> BigInt,
        question_id -> BigInt,
        accreditation_id -> BigInt,
        organisation_id -> BigInt,
        reason -> Text,
        state -> Text,
        at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    question_duplicates (question_id) {
        question_id -> BigInt,
        of_id -> BigInt,
    }
}

diesel::table! {
    area_verification (area_id) {
        area_id -> BigInt,
        mode -> Text,
    }
}

diesel::table! {
    pending_answers (question_id) {
        question_id -> BigInt,
        accreditation_id -> BigInt,
        language -> Text,
        summary -> Text,
        body -> Text,
        sources -> Text,
        months -> BigInt,
        written_at -> Timestamp,
        state -> Text,
        checker_id -> Nullable<BigInt>,
        reason -> Text,
        same_meaning -> Bool,
    }
}

diesel::table! {
    answer_verifications (answer_id) {
        answer_id -> BigInt,
        state -> Text,
        checker_id -> Nullable<BigInt>,
        reason -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    question_checkers (question_id, accreditation_id) {
        question_id -> BigInt,
        accreditation_id -> BigInt,
        at -> Timestamp,
    }
}

diesel::joinable!(account_links -> accounts (account_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(grants -> accounts (account_id));
diesel::joinable!(api_tokens -> accounts (account_id));
diesel::joinable!(idempotency -> accounts (account_id));
diesel::joinable!(outbox -> accounts (account_id));
diesel::joinable!(text_versions -> texts (text_id));
diesel::joinable!(areas -> texts (text_id));
diesel::joinable!(categories -> areas (area_id));
diesel::joinable!(categories -> texts (text_id));
diesel::joinable!(threads -> categories (category_id));
diesel::joinable!(thread_tags -> threads (thread_id));
diesel::joinable!(posts -> threads (thread_id));
diesel::joinable!(post_revisions -> posts (post_id));
diesel::joinable!(post_revisions -> accounts (written_by));
diesel::joinable!(thanks -> posts (post_id));
diesel::joinable!(thanks -> accounts (account_id));
diesel::joinable!(drafts -> accounts (account_id));
diesel::joinable!(reading -> accounts (account_id));
diesel::joinable!(reading -> threads (thread_id));
diesel::joinable!(moderation_actions -> accounts (moderator_id));
diesel::joinable!(moderation_actions -> threads (thread_id));
diesel::joinable!(moderation_actions -> posts (post_id));
diesel::joinable!(posts -> accounts (author_id));
diesel::joinable!(threads -> accounts (author_id));
diesel::joinable!(organisations -> texts (text_id));
diesel::joinable!(organisation_names -> organisations (organisation_id));
diesel::joinable!(organisation_areas -> organisations (organisation_id));
diesel::joinable!(memberships -> organisations (organisation_id));
diesel::joinable!(accreditations -> organisations (organisation_id));
diesel::joinable!(accreditation_areas -> accreditations (accreditation_id));
diesel::joinable!(accreditation_languages -> accreditations (accreditation_id));
diesel::joinable!(questions -> accreditations (accreditation_id));
diesel::joinable!(answers -> questions (question_id));

diesel::table! {
    area_rules (area_id) {
        area_id -> BigInt,
        answer_days -> BigInt,
        check_months -> BigInt,
        helped_days -> BigInt,
    }
}

diesel::table! {
    question_reminders (question_id, kind, due_at) {
        question_id -> BigInt,
        kind -> Text,
        due_at -> Timestamp,
    }
}

diesel::table! {
    question_verdicts (question_id) {
        question_id -> BigInt,
        ask_at -> Timestamp,
        mailed -> Bool,
        verdict -> Nullable<Text>,
        at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    question_letters (id) {
        id -> BigInt,
        question_id -> BigInt,
        reason -> Text,
        outbox_id -> Nullable<BigInt>,
    }
}

diesel::joinable!(question_verdicts -> questions (question_id));
diesel::joinable!(question_letters -> questions (question_id));
diesel::joinable!(hand_overs -> organisations (organisation_id));

diesel::table! {
    source_changes (id) {
        id -> BigInt,
        source_id -> BigInt,
        note -> Text,
        marked_by -> Nullable<BigInt>,
        marked_at -> Timestamp,
        undone_by -> Nullable<BigInt>,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    answer_doubts (change_id, answer_id) {
        change_id -> BigInt,
        answer_id -> BigInt,
        before_since -> Nullable<Timestamp>,
        before_reason -> Text,
        is_public -> Bool,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    guide_entries (question_id) {
        question_id -> BigInt,
        position -> BigInt,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
        area_id -> BigInt,
    }
}

diesel::joinable!(answer_doubts -> source_changes (change_id));
diesel::joinable!(answer_doubts -> answers (answer_id));
diesel::joinable!(guide_entries -> questions (question_id));
diesel::allow_tables_to_appear_in_same_query!(
    activities,
    accounts,
    signups,
    account_links,
    sessions,
    grants,
    api_tokens,
    idempotency,
    outbox,
    texts,
    text_versions,
    areas,
    categories,
    threads,
    thread_tags,
    posts,
    post_revisions,
    thanks,
    drafts,
    reading,
    moderation_actions,
    consumers,
    failed_activities,
    follows,
    notices,
    inbox,
    notice_mails,
    notice_preferences,
    organisations,
    organisation_names,
    organisation_areas,
    memberships,
    accreditations,
    accreditation_areas,
    accreditation_languages,
    absences,
    questions,
    question_states,
    question_messages,
    case_openings,
    burnt_keys,
    urgent_contacts,
    question_routes,
    sources,
    answers,
    answer_sources,
    answer_checks,
    question_counts,
    glass_openings,
    community_answers,
    community_revisions,
    community_votes,
    community_acts,
    question_solutions,
    area_rules,
    question_reminders,
    question_verdicts,
    question_letters,
    saved_replies,
    question_notes,
    hand_overs,
    question_duplicates,
    area_verification,
    pending_answers,
    answer_verifications,
    question_checkers,
    source_changes,
    answer_doubts,
    guide_entries,
);

diesel::allow_columns_to_appear_in_same_group_by_clause!(
    questions::area_id,
    questions::audience,
    texts::original_language
);
