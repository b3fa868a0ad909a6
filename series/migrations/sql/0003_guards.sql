-- The record only grows. Triggers hold for the owner and for superusers alike, which privileges would not.
-- A test run empties its database between tests and says so on its own connections by
-- `archive.record_may_be_truncated = on`; nothing else may set it.
CREATE FUNCTION series_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('archive.record_may_be_truncated', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the record is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

DO $$
DECLARE record_table text;
BEGIN
    FOREACH record_table IN ARRAY ARRAY['series_edition', 'series_payload', 'series_event'] LOOP
        EXECUTE format('CREATE TRIGGER record_rows_stay BEFORE UPDATE OR DELETE ON %I
                        FOR EACH ROW EXECUTE FUNCTION series_refuse_change()', record_table);
        EXECUTE format('CREATE TRIGGER record_table_stays BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION series_refuse_change()', record_table);
    END LOOP;
END $$;

-- The payload is what its edition says it is.
CREATE FUNCTION series_payload_has_its_hash() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex')
       <> (SELECT sha256 FROM series_edition WHERE id = NEW.edition_id) THEN
        RAISE EXCEPTION 'the content of edition % does not have its SHA-256', NEW.edition_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payload_has_its_hash BEFORE INSERT ON series_payload
    FOR EACH ROW EXECUTE FUNCTION series_payload_has_its_hash();

-- What an edition on the shelf uses cannot be deleted from the catalogue; shelf rows hold plain UUIDs.
CREATE FUNCTION series_keep_what_is_shown() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE used boolean;
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'series_image' THEN
            SELECT EXISTS (SELECT FROM series_shelfarticle WHERE image_ids @> ARRAY[OLD.id]) INTO used;
        WHEN 'series_contributor' THEN
            SELECT EXISTS (SELECT FROM series_shelfarticle WHERE contributor_ids @> ARRAY[OLD.id]) INTO used;
        WHEN 'series_series' THEN
            SELECT EXISTS (SELECT FROM series_shelfarticle WHERE series_id = OLD.id) INTO used;
    END CASE;
    IF used THEN
        RAISE EXCEPTION '% % is used by an edition on the shelf', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER keep_what_is_shown BEFORE DELETE ON series_image
    FOR EACH ROW EXECUTE FUNCTION series_keep_what_is_shown();
CREATE TRIGGER keep_what_is_shown BEFORE DELETE ON series_contributor
    FOR EACH ROW EXECUTE FUNCTION series_keep_what_is_shown();
CREATE TRIGGER keep_what_is_shown BEFORE DELETE ON series_series
    FOR EACH ROW EXECUTE FUNCTION series_keep_what_is_shown();
