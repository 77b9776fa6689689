-- Bodies that take part. `text_id`: name, line and description. `website` to `social`: empty where there is none;
-- `social` has an address on each line. `why`: what an applicant wrote. `state`: applied, listed, declined, withdrawn.
CREATE TABLE organisations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    text_id BIGINT NOT NULL REFERENCES texts (id),
    kind TEXT NOT NULL,
    sector TEXT,
    region TEXT,
    website TEXT NOT NULL,
    public_email TEXT NOT NULL,
    public_phone TEXT NOT NULL,
    registered_address TEXT NOT NULL,
    postal_address TEXT NOT NULL,
    social TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    applied_by BIGINT REFERENCES accounts (id),
    decided_by BIGINT REFERENCES accounts (id),
    decided_at TIMESTAMP,
    decision_reason TEXT,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX organisations_by_applicant ON organisations (applied_by, state);

-- Where each stands among the others in a language of the interface: the key of the name that its readers see.
CREATE TABLE organisation_names (
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    language TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    PRIMARY KEY (organisation_id, language)
);
CREATE INDEX organisation_names_in_order ON organisation_names (language, sort_key, organisation_id);

CREATE TABLE organisation_areas (
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    area_id BIGINT NOT NULL REFERENCES areas (id),
    PRIMARY KEY (organisation_id, area_id)
);
CREATE INDEX organisation_areas_by_area ON organisation_areas (area_id, organisation_id);

-- Who belongs to a body; a representative has a mandate from one moment until another.
CREATE TABLE memberships (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    from_at TIMESTAMP NOT NULL,
    until_at TIMESTAMP,
    created_by BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX memberships_by_organisation ON memberships (organisation_id);
CREATE INDEX memberships_by_account ON memberships (account_id);

-- Experts of a body. `shows_name`: chosen by the expert alone.
CREATE TABLE accreditations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    shows_name BOOLEAN NOT NULL,
    from_at TIMESTAMP NOT NULL,
    until_at TIMESTAMP,
    granted_by BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX accreditations_by_organisation ON accreditations (organisation_id);
CREATE INDEX accreditations_by_account ON accreditations (account_id);

CREATE TABLE accreditation_areas (
    accreditation_id BIGINT NOT NULL REFERENCES accreditations (id),
    area_id BIGINT NOT NULL REFERENCES areas (id),
    PRIMARY KEY (accreditation_id, area_id)
);
CREATE INDEX accreditation_areas_by_area ON accreditation_areas (area_id, accreditation_id);

CREATE TABLE accreditation_languages (
    accreditation_id BIGINT NOT NULL REFERENCES accreditations (id),
    language TEXT NOT NULL,
    PRIMARY KEY (accreditation_id, language)
);

-- An expert's leave, and who answers meanwhile.
CREATE TABLE absences (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    from_at TIMESTAMP NOT NULL,
    until_at TIMESTAMP NOT NULL,
    stand_in_id BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX absences_by_account ON absences (account_id, until_at);
CREATE INDEX absences_by_stand_in ON absences (stand_in_id);

-- Roles that come with a membership or an accreditation are found again by it.
CREATE INDEX grants_by_scope ON grants (scope_kind, scope_id);
