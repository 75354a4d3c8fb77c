-- The outbox asks for it four times a second, and nearly all mail has been delivered.
CREATE INDEX mail_waiting ON mail (at_ms, mail_id) WHERE delivered = 0;
