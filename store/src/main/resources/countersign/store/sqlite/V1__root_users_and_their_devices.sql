-- Times are milliseconds since the epoch; *_second are seconds; a step is 30 seconds (RFC 6238).
-- Keys begin with the account, so that a look-up knows where to go.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE account (
    account_id      TEXT   NOT NULL PRIMARY KEY,
    name            TEXT   NOT NULL,
    created_at_ms   BIGINT NOT NULL,
    clock_offset_ms BIGINT
) WITHOUT ROWID;

CREATE TABLE sign_in_name (
    email      TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE principal (
    account_id             TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    principal_id           TEXT   NOT NULL,
    email                  TEXT   NOT NULL,
    created_at_ms          BIGINT NOT NULL,
    epoch                  BIGINT NOT NULL,
    version                BIGINT NOT NULL,
    sealed_password        BLOB,
    password_changed_at_ms BIGINT,
    password_used_at_ms    BIGINT,
    last_device_id         TEXT,
    root_notice_hidden     INTEGER NOT NULL,
    PRIMARY KEY (account_id, principal_id)
) WITHOUT ROWID;

CREATE TABLE notice_address (
    account_id         TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    principal_id       TEXT   NOT NULL,
    email              TEXT   NOT NULL,
    link_id            TEXT   NOT NULL UNIQUE,
    link_expires_at_ms BIGINT NOT NULL,
    confirmed_at_ms    BIGINT,
    PRIMARY KEY (account_id, principal_id, email)
) WITHOUT ROWID;

CREATE TABLE access_key (
    account_id    TEXT    NOT NULL REFERENCES account ON DELETE CASCADE,
    access_key_id TEXT    NOT NULL,
    principal_id  TEXT    NOT NULL,
    sealed_secret BLOB    NOT NULL,
    active        INTEGER NOT NULL,
    created_at_ms BIGINT  NOT NULL,
    PRIMARY KEY (account_id, access_key_id)
) WITHOUT ROWID;

CREATE TABLE password_attempt (
    subject      TEXT   NOT NULL,
    lane         TEXT   NOT NULL,
    start_second BIGINT NOT NULL,
    used         BIGINT NOT NULL,
    PRIMARY KEY (subject, lane)
) WITHOUT ROWID;

CREATE TABLE pending_sign_in (
    pending_id     TEXT   NOT NULL PRIMARY KEY,
    account_id     TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    principal_id   TEXT   NOT NULL,
    epoch          BIGINT NOT NULL,
    password_at_ms BIGINT NOT NULL,
    expires_at_ms  BIGINT NOT NULL
) WITHOUT ROWID;

CREATE INDEX pending_sign_in_of ON pending_sign_in (account_id, principal_id);

CREATE TABLE session (
    session_id      TEXT   NOT NULL PRIMARY KEY,
    series          TEXT   NOT NULL,
    account_id      TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    principal_id    TEXT   NOT NULL,
    epoch           BIGINT NOT NULL,
    created_at_ms   BIGINT NOT NULL,
    last_seen_at_ms BIGINT NOT NULL,
    password_at_ms  BIGINT NOT NULL,
    mfa_device_id   TEXT,
    mfa_serial      TEXT,
    mfa_at_ms       BIGINT,
    address         TEXT   NOT NULL,
    user_agent      TEXT   NOT NULL
) WITHOUT ROWID;

CREATE INDEX session_of ON session (account_id, principal_id);

CREATE TABLE known_place (
    account_id   TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    principal_id TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    value        TEXT   NOT NULL,
    last_at_ms   BIGINT NOT NULL,
    PRIMARY KEY (account_id, principal_id, kind, value)
) WITHOUT ROWID;

CREATE TABLE mfa_device (
    account_id      TEXT    NOT NULL REFERENCES account ON DELETE CASCADE,
    device_id       TEXT    NOT NULL,
    serial          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    owner_id        TEXT,
    sealed_seed     BLOB    NOT NULL,
    created_at_ms   BIGINT  NOT NULL,
    enabled_at_ms   BIGINT,
    last_used_at_ms BIGINT,
    drift           BIGINT  NOT NULL,
    watermark       BIGINT  NOT NULL,
    pair_watermark  BIGINT  NOT NULL,
    late_before     INTEGER NOT NULL,
    epoch           BIGINT  NOT NULL,
    version         BIGINT  NOT NULL,
    PRIMARY KEY (account_id, device_id),
    UNIQUE (account_id, serial)
) WITHOUT ROWID;

CREATE TABLE spent_step (
    account_id  TEXT   NOT NULL,
    device_id   TEXT   NOT NULL,
    step        BIGINT NOT NULL,
    spent_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account_id, device_id, step),
    FOREIGN KEY (account_id, device_id) REFERENCES mfa_device ON DELETE CASCADE
) WITHOUT ROWID;

-- Budgets go by serial number and outlive the device; failures in a row go by device.
CREATE TABLE code_budget (
    account_id   TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    serial       TEXT   NOT NULL,
    lane         TEXT   NOT NULL,
    start_second BIGINT NOT NULL,
    used         BIGINT NOT NULL,
    PRIMARY KEY (account_id, serial, lane)
) WITHOUT ROWID;

CREATE TABLE code_failures (
    account_id TEXT    NOT NULL REFERENCES account ON DELETE CASCADE,
    device_id  TEXT    NOT NULL,
    lane       TEXT    NOT NULL,
    in_a_row   BIGINT  NOT NULL,
    closed     INTEGER NOT NULL,
    PRIMARY KEY (account_id, device_id, lane)
) WITHOUT ROWID;

CREATE TABLE enrolment (
    account_id    TEXT    NOT NULL REFERENCES account ON DELETE CASCADE,
    enrolment_id  TEXT    NOT NULL,
    principal_id  TEXT    NOT NULL,
    series        TEXT    NOT NULL,
    device_id     TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    sealed_seed   BLOB    NOT NULL,
    created_at_ms BIGINT  NOT NULL,
    expires_at_ms BIGINT  NOT NULL,
    assigned      INTEGER NOT NULL,
    late_step     BIGINT,
    late_offset   BIGINT,
    version       BIGINT  NOT NULL,
    PRIMARY KEY (account_id, enrolment_id)
) WITHOUT ROWID;

CREATE INDEX enrolment_of ON enrolment (series);

CREATE TABLE pending_resync (
    flow          TEXT   NOT NULL PRIMARY KEY,
    account_id    TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    device_id     TEXT   NOT NULL,
    distance      BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE password_link (
    link_id       TEXT   NOT NULL PRIMARY KEY,
    account_id    TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    principal_id  TEXT   NOT NULL,
    epoch         BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE lost_device_request (
    account_id   TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    request_id   TEXT   NOT NULL,
    principal_id TEXT   NOT NULL,
    at_ms        BIGINT NOT NULL,
    address      TEXT   NOT NULL,
    message      TEXT   NOT NULL,
    PRIMARY KEY (account_id, request_id)
) WITHOUT ROWID;

CREATE TABLE mail (
    mail_id    TEXT   NOT NULL PRIMARY KEY,
    account_id TEXT   NOT NULL,
    recipient  TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    at_ms      BIGINT NOT NULL,
    delivered  INTEGER NOT NULL
);

-- In order of commit. No other index: an append must stay an append.
CREATE TABLE audit_event (
    position      INTEGER PRIMARY KEY,
    event_id      TEXT    NOT NULL,
    account_id    TEXT    NOT NULL,
    at_ms         BIGINT  NOT NULL,
    event_name    TEXT    NOT NULL,
    user_arn      TEXT    NOT NULL,
    access_key_id TEXT,
    resource      TEXT,
    read_only     INTEGER NOT NULL,
    node          TEXT    NOT NULL,
    record        TEXT    NOT NULL
);
