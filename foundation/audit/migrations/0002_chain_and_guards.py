"""The chain, appended at commit, and the guards that keep the log append-only.

The chain trigger is deferred: its advisory lock is taken while committing and no lock is held during work (taken at
INSERT it deadlocks two transactions that note something first and then meet at a row). The function belongs to the owner
(`SECURITY DEFINER`), so that the application role can neither write a link nor leave one out.

The guards are plain triggers, since `SET pgtrigger.ignore` would switch pgtrigger's off, and a REVOKE besides.
"""

from django.db import migrations

CHAIN = """
CREATE FUNCTION audit_canonical(r audit_row) RETURNS text
LANGUAGE sql STABLE STRICT SET search_path = pg_catalog, public AS $$
    SELECT jsonb_build_array(
        'v1', r.id, r.event, r.actor, r.subject_label, r.subject_pk, r.subject_reference, r.unit, r.facts,
        r.request_id, host(r.ip),
        to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        to_char(r.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    )::text
$$;

CREATE FUNCTION audit_append_link() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last audit_link%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(7461, 1);
    SELECT * INTO last FROM audit_link ORDER BY seq DESC LIMIT 1;
    INSERT INTO audit_link (seq, row_id, h) VALUES (
        coalesce(last.seq, 0) + 1, NEW.id,
        sha256(coalesce(last.h, ''::bytea) || convert_to(audit_canonical(NEW), 'UTF8'))
    );
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION audit_append_link() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER audit_row_chain AFTER INSERT ON audit_row
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_append_link();
"""

UNCHAIN = """
DROP TRIGGER audit_row_chain ON audit_row;
DROP FUNCTION audit_append_link();
DROP FUNCTION audit_canonical(audit_row);
"""

GUARDS = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;
CREATE FUNCTION audit_refuse_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'links are appended by the chain trigger only' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_row_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_row
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_by_chain_only BEFORE INSERT ON audit_link
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_link();
"""

UNGUARD = """
DROP TRIGGER audit_link_by_chain_only ON audit_link;
DROP TRIGGER audit_link_append_only ON audit_link;
DROP TRIGGER audit_row_append_only ON audit_row;
DROP FUNCTION audit_refuse_link();
DROP FUNCTION audit_refuse();
"""

REVOKE = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') THEN
        REVOKE ALL ON audit_row, audit_link FROM portal_app;
        GRANT SELECT, INSERT ON audit_row TO portal_app;
        GRANT SELECT ON audit_link TO portal_app;
        GRANT USAGE ON SEQUENCE audit_row_id_seq TO portal_app;
        GRANT EXECUTE ON FUNCTION audit_canonical(audit_row) TO portal_app;
    END IF;
END
$$;
"""

ALLOW = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON audit_row, audit_link TO portal_app;
    END IF;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_audit_log")]

    operations = [
        migrations.RunSQL(CHAIN, UNCHAIN),
        migrations.RunSQL(GUARDS, UNGUARD),
        migrations.RunSQL(REVOKE, ALLOW),
    ]
