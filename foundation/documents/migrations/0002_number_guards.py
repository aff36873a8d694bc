"""The database itself keeps numbers gap-free and final: the next number or none, never changed, never deleted."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION documents_number_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    expected integer;
BEGIN
    SELECT coalesce(max(number), 0) + 1 INTO expected
        FROM documents_issuednumber WHERE series_id = NEW.series_id AND year = NEW.year;
    IF NEW.number <> expected THEN
        RAISE EXCEPTION 'number % of series % in % leaves a gap: expected %', NEW.number, NEW.series_id, NEW.year, expected
            USING ERRCODE = '23514', CONSTRAINT = 'issuednumber_without_gap';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION documents_number_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an issued number is final: % refused', TG_OP USING ERRCODE = '42501';
END
$$;
CREATE TRIGGER issuednumber_follows BEFORE INSERT ON documents_issuednumber
    FOR EACH ROW EXECUTE FUNCTION documents_number_follows();
CREATE TRIGGER issuednumber_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON documents_issuednumber
    FOR EACH STATEMENT EXECUTE FUNCTION documents_number_is_final();
"""

UNGUARD = """
DROP TRIGGER issuednumber_is_final ON documents_issuednumber;
DROP TRIGGER issuednumber_follows ON documents_issuednumber;
DROP FUNCTION documents_number_is_final();
DROP FUNCTION documents_number_follows();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_numbers_and_attachments")]

    operations = [migrations.RunSQL(GUARDS, UNGUARD)]
