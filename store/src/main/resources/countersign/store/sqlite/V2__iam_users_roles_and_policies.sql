-- IAM users beside the root user. name_key is the name in lower case: names are unique ignoring case.
ALTER TABLE principal ADD COLUMN user_name TEXT;
ALTER TABLE principal ADD COLUMN name_key TEXT;
ALTER TABLE principal ADD COLUMN path TEXT;
ALTER TABLE principal ADD COLUMN boundary_arn TEXT;
ALTER TABLE principal ADD COLUMN login_profile_at_ms BIGINT;
ALTER TABLE principal ADD COLUMN reset_required INTEGER NOT NULL DEFAULT 0;

CREATE UNIQUE INDEX principal_name ON principal (account_id, name_key);

-- Another random number after every change of users, groups, roles and policies: what was compiled
-- under another one is not used.
ALTER TABLE account ADD COLUMN iam_stamp BIGINT NOT NULL DEFAULT 0;

CREATE TABLE account_alias (
    alias      TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE REFERENCES account ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE password_policy (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    policy     TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE password_history (
    account_id      TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    principal_id    TEXT   NOT NULL,
    at_ms           BIGINT NOT NULL,
    sealed_password BLOB   NOT NULL,
    PRIMARY KEY (account_id, principal_id, at_ms)
) WITHOUT ROWID;

CREATE INDEX password_link_of ON password_link (account_id, principal_id);

ALTER TABLE access_key ADD COLUMN used_at_ms BIGINT;
ALTER TABLE access_key ADD COLUMN used_service TEXT;
ALTER TABLE access_key ADD COLUMN used_region TEXT;
ALTER TABLE access_key ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0;

CREATE INDEX access_key_of ON access_key (account_id, principal_id);

ALTER TABLE mfa_device ADD COLUMN path TEXT NOT NULL DEFAULT '/';

CREATE INDEX mfa_device_of ON mfa_device (account_id, owner_id);

CREATE TABLE iam_group (
    account_id    TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    group_id      TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    name_key      TEXT   NOT NULL,
    path          TEXT   NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account_id, group_id),
    UNIQUE (account_id, name_key)
) WITHOUT ROWID;

CREATE TABLE group_member (
    account_id   TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    principal_id TEXT NOT NULL,
    group_id     TEXT NOT NULL,
    PRIMARY KEY (account_id, principal_id, group_id)
) WITHOUT ROWID;

CREATE INDEX group_member_of ON group_member (account_id, group_id);

-- trusted: the ids that the ARNs in the trust policy stood for when it was written.
CREATE TABLE iam_role (
    account_id          TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    role_id             TEXT   NOT NULL,
    name                TEXT   NOT NULL,
    name_key            TEXT   NOT NULL,
    path                TEXT   NOT NULL,
    description         TEXT,
    trust_policy        TEXT   NOT NULL,
    trusted             TEXT   NOT NULL,
    max_session_seconds BIGINT NOT NULL,
    boundary_arn        TEXT,
    created_at_ms       BIGINT NOT NULL,
    used_at_ms          BIGINT,
    used_region         TEXT,
    PRIMARY KEY (account_id, role_id),
    UNIQUE (account_id, name_key)
) WITHOUT ROWID;

CREATE TABLE managed_policy (
    account_id      TEXT   NOT NULL REFERENCES account ON DELETE CASCADE,
    policy_id       TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    name_key        TEXT   NOT NULL,
    path            TEXT   NOT NULL,
    description     TEXT,
    created_at_ms   BIGINT NOT NULL,
    updated_at_ms   BIGINT NOT NULL,
    default_version BIGINT NOT NULL,
    newest_version  BIGINT NOT NULL,
    PRIMARY KEY (account_id, policy_id),
    UNIQUE (account_id, name_key)
) WITHOUT ROWID;

CREATE TABLE policy_version (
    account_id    TEXT   NOT NULL,
    policy_id     TEXT   NOT NULL,
    version       BIGINT NOT NULL,
    document      TEXT   NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account_id, policy_id, version),
    FOREIGN KEY (account_id, policy_id) REFERENCES managed_policy ON DELETE CASCADE
) WITHOUT ROWID;

-- owner_id: the AIDA, AGPA or AROA id of the user, group or role.
CREATE TABLE inline_policy (
    account_id TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    owner_id   TEXT NOT NULL,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL,
    document   TEXT NOT NULL,
    PRIMARY KEY (account_id, owner_id, name_key)
) WITHOUT ROWID;

CREATE TABLE attached_policy (
    account_id TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    owner_id   TEXT NOT NULL,
    policy_arn TEXT NOT NULL,
    PRIMARY KEY (account_id, owner_id, policy_arn)
) WITHOUT ROWID;

CREATE INDEX attached_policy_of ON attached_policy (account_id, policy_arn);

CREATE INDEX principal_boundary ON principal (account_id, boundary_arn);
CREATE INDEX iam_role_boundary ON iam_role (account_id, boundary_arn);

-- owner_id: the unique id of a user, role, policy or MFA device. key_key tells keys apart.
CREATE TABLE tag (
    account_id TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    owner_id   TEXT NOT NULL,
    key_key    TEXT NOT NULL,
    tag_key    TEXT NOT NULL,
    tag_value  TEXT NOT NULL,
    PRIMARY KEY (account_id, owner_id, key_key)
) WITHOUT ROWID;

CREATE TABLE credential_report (
    account_id      TEXT   NOT NULL PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    generated_at_ms BIGINT NOT NULL,
    content         TEXT   NOT NULL
) WITHOUT ROWID;

-- What SQLite's planner is to think of a big installation: without figures it takes the primary key's
-- first column, the account, for as good as an index that names the owner too, and reads the account.
ANALYZE;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('mfa_device', 'mfa_device', '1000000 5000 1'),
    ('mfa_device', 'mfa_device_of', '1000000 5000 2'),
    ('access_key', 'access_key', '1000000 5000 1'),
    ('access_key', 'access_key_of', '1000000 5000 2'),
    ('group_member', 'group_member', '1000000 5000 5 1'),
    ('group_member', 'group_member_of', '1000000 5000 50 1'),
    ('attached_policy', 'attached_policy', '1000000 5000 5 1'),
    ('attached_policy', 'attached_policy_of', '1000000 5000 500 1'),
    ('principal', 'principal', '1000000 5000 1'),
    ('principal', 'principal_boundary', '1000000 5000 50'),
    ('iam_role', 'iam_role', '1000000 1000 1'),
    ('iam_role', 'iam_role_boundary', '1000000 1000 50');
