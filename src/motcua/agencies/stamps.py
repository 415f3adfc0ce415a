"""SQL of the configuration stamp, shared by the migrations that lay its triggers."""

FUNCTION = """
    CREATE SEQUENCE IF NOT EXISTS agencies_configurationstamp_seq;
    CREATE OR REPLACE FUNCTION motcua_move_configuration_stamp() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        -- A sequence never goes back, so a rolled back change leaves no number to be
        -- mistaken for another.
        UPDATE agencies_configurationstamp
        SET value = nextval('agencies_configurationstamp_seq');
        RETURN NULL;
    END $$;
    INSERT INTO agencies_configurationstamp (value)
    SELECT nextval('agencies_configurationstamp_seq')
    WHERE NOT EXISTS (SELECT 1 FROM agencies_configurationstamp);
"""
NO_FUNCTION = """
    DROP FUNCTION IF EXISTS motcua_move_configuration_stamp() CASCADE;
    DROP SEQUENCE IF EXISTS agencies_configurationstamp_seq;
    DELETE FROM agencies_configurationstamp;
"""


def watch(*tables: str) -> str:
    """Return the SQL that moves the stamp whenever one of ``tables`` changes."""
    return "".join(
        f"""
        CREATE TRIGGER move_configuration_stamp
        AFTER INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION motcua_move_configuration_stamp();
        """
        for table in tables
    )


def unwatch(*tables: str) -> str:
    """Return the SQL that undoes ``watch``."""
    return "".join(
        f"DROP TRIGGER IF EXISTS move_configuration_stamp ON {table};" for table in tables
    )
