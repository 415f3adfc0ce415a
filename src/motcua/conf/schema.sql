-- What all migrations make of an empty database; written by `make schema`.
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

CREATE FUNCTION public.motcua_date_row() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        NEW.recorded_at := transaction_timestamp();
        RETURN NEW;
    END $$;

CREATE FUNCTION public.motcua_move_configuration_stamp() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        -- A sequence never goes back, so a rolled back change leaves no number to be
        -- mistaken for another.
        UPDATE agencies_configurationstamp
        SET value = nextval('agencies_configurationstamp_seq');
        RETURN NULL;
    END $$;

CREATE FUNCTION public.motcua_payments_only_grow() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'events of orders are append-only: % is refused', TG_OP
            USING ERRCODE = 'insufficient_privilege';
    END $$;

CREATE FUNCTION public.motcua_reads_only_grow() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF (NEW.id, NEW.dossier_id, NEW.officer_id, NEW.day, NEW.first_at)
                IS DISTINCT FROM (OLD.id, OLD.dossier_id, OLD.officer_id, OLD.day, OLD.first_at)
            OR NEW.last_at < OLD.last_at
            OR NEW.count < OLD.count
            OR NEW.documents_count < OLD.documents_count
            OR NEW.outside_count < OLD.outside_count
            OR (NEW.is_own_work AND NOT OLD.is_own_work)
            OR (OLD.reason <> '' AND NEW.reason <> OLD.reason)
            OR (OLD.reason <> '' AND NEW.reason_text <> OLD.reason_text AND NOT (
                NEW.reason_text = '' AND EXISTS (
                    SELECT 1 FROM dossiers_dossier
                    WHERE id = OLD.dossier_id AND erased_at IS NOT NULL)))
        THEN
            RAISE EXCEPTION 'the log of reads only grows: this % on % is refused',
                TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;

CREATE FUNCTION public.motcua_record_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        -- Columns left out, hidden, kept as a digest when a row is new, and those that name it.
        left_out CONSTANT text[] := string_to_array(TG_ARGV[0], ',');
        hidden CONSTANT text[] := string_to_array(TG_ARGV[1], ',');
        bulky CONSTANT text[] := string_to_array(TG_ARGV[2], ',');
        naming CONSTANT text[] := string_to_array(TG_ARGV[3], ',');
        who CONSTANT jsonb :=
            coalesce(nullif(current_setting('motcua.actor', true), ''), '{}')::jsonb;
        whole jsonb;
        was jsonb;
        becomes jsonb;
        col text;
    BEGIN
        IF TG_OP = 'UPDATE' OR TG_OP = 'DELETE' THEN
            was := to_jsonb(OLD) - left_out;
        END IF;
        IF TG_OP = 'UPDATE' OR TG_OP = 'INSERT' THEN
            becomes := to_jsonb(NEW) - left_out;
        END IF;
        whole := coalesce(becomes, was);
        IF TG_OP = 'UPDATE' THEN
            SELECT jsonb_object_agg(k, was -> k), jsonb_object_agg(k, becomes -> k)
            INTO was, becomes
            FROM jsonb_object_keys(whole) k WHERE was -> k IS DISTINCT FROM becomes -> k;
            IF becomes IS NULL THEN
                RETURN NULL;
            END IF;
        END IF;
        FOREACH col IN ARRAY hidden LOOP
            IF coalesce(was ->> col, '') <> '' THEN
                was := jsonb_set(was, ARRAY[col], '"•••"');
            END IF;
            IF coalesce(becomes ->> col, '') <> '' THEN
                becomes := jsonb_set(becomes, ARRAY[col], '"•••"');
            END IF;
        END LOOP;
        IF TG_OP = 'INSERT' THEN
            -- The row holds the text itself; what it held stands with its next change.
            FOREACH col IN ARRAY bulky LOOP
                becomes := jsonb_set(becomes, ARRAY[col], jsonb_build_object('sha256',
                    encode(sha256(convert_to((becomes -> col)::text, 'UTF8')), 'hex')));
            END LOOP;
        END IF;
        INSERT INTO configuration_change (
            table_name, row_key, row_name, action, before, after,
            account_id, actor_name, source, reason, batch, recorded_at
        ) VALUES (
            TG_TABLE_NAME, coalesce(whole ->> 'id', ''),
            left((SELECT coalesce(string_agg(whole ->> n, ' '), '') FROM unnest(naming) n), 255),
            lower(TG_OP), was, becomes,
            (who ->> 'account')::bigint,
            coalesce(who ->> 'name', left(session_user::text, 255)),
            coalesce(who ->> 'source', 'sql'), coalesce(who ->> 'reason', ''),
            pg_current_xact_id()::text::bigint, transaction_timestamp()
        );
        RETURN NULL;
    END $$;

CREATE FUNCTION public.motcua_record_now() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        recording_day CONSTANT date :=
            (transaction_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
    BEGIN
        -- Held to the end of the transaction: whoever closes the day waits for it.
        PERFORM pg_advisory_xact_lock_shared(
            20777, recording_day - DATE '2000-01-01'
        );
        IF EXISTS (SELECT FROM dossiers_closedday WHERE day = recording_day) THEN
            RAISE EXCEPTION 'the ledger of % is closed', recording_day
                USING ERRCODE = 'object_not_in_prerequisite_state';
        END IF;
        NEW.recorded_at := transaction_timestamp();
        RETURN NEW;
    END $$;

CREATE FUNCTION public.motcua_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END $$;

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.surveys_published_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a published questionnaire stays: % is refused', TG_OP
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END $$;

CREATE TABLE public.accounts_account (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    username character varying(64) NOT NULL,
    display_name character varying(255) NOT NULL,
    email character varying(254) NOT NULL,
    is_active boolean NOT NULL,
    is_demo boolean NOT NULL,
    must_change_password boolean NOT NULL,
    password_changed_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    kind character varying(16) NOT NULL,
    reopened_at timestamp with time zone
);

ALTER TABLE public.accounts_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_accountsession (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ip_address inet,
    user_agent character varying(255) NOT NULL,
    account_id bigint
);

CREATE TABLE public.accounts_onetimekey (
    id bigint NOT NULL,
    secret character varying(64) NOT NULL,
    last_step bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT accounts_onetimekey_last_step_check CHECK ((last_step >= 0))
);

ALTER TABLE public.accounts_onetimekey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_onetimekey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_passkey (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    credential_id bytea NOT NULL,
    credential bytea NOT NULL,
    sign_count bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    account_id bigint NOT NULL,
    CONSTRAINT accounts_passkey_sign_count_check CHECK ((sign_count >= 0))
);

ALTER TABLE public.accounts_passkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_passkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_recoverycode (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    used_at timestamp with time zone,
    account_id bigint NOT NULL
);

ALTER TABLE public.accounts_recoverycode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_recoverycode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_absencecover (
    id bigint NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    reason character varying(255) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    absent_id bigint NOT NULL,
    covering_id bigint NOT NULL,
    created_by_id bigint,
    CONSTRAINT absencecover_by_another CHECK ((NOT (absent_id = covering_id))),
    CONSTRAINT absencecover_days_in_order CHECK ((to_on >= from_on))
);

ALTER TABLE public.agencies_absencecover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_absencecover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_agency (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    code character varying(35) NOT NULL,
    name character varying(200) NOT NULL,
    search_text text NOT NULL,
    kind character varying(24) NOT NULL,
    fields_handled jsonb NOT NULL,
    phone character varying(32) NOT NULL,
    address character varying(255) NOT NULL,
    parent_id bigint,
    successor_id bigint,
    calendar_version_id bigint,
    province_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    supplement_days smallint NOT NULL,
    warn_percent smallint NOT NULL,
    CONSTRAINT agencies_agency_supplement_days_check CHECK ((supplement_days >= 0)),
    CONSTRAINT agencies_agency_warn_percent_check CHECK ((warn_percent >= 0)),
    CONSTRAINT agency_warns_within_the_limit CHECK (((warn_percent >= 1) AND (warn_percent <= 100)))
);

ALTER TABLE public.agencies_agency ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_agency_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_calendarday (
    id bigint NOT NULL,
    date date NOT NULL,
    kind character varying(16) NOT NULL,
    title character varying(160) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    status character varying(16) NOT NULL,
    sessions jsonb,
    replaces date,
    layer_id bigint NOT NULL
);

ALTER TABLE public.agencies_calendarday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_calendarday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_calendarhours (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    weekdays jsonb NOT NULL,
    reception_only jsonb NOT NULL,
    legal_basis character varying(255) NOT NULL,
    layer_id bigint NOT NULL
);

ALTER TABLE public.agencies_calendarhours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_calendarhours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_calendarlayer (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    after_hours character varying(16) NOT NULL,
    after_hours_basis character varying(255) NOT NULL,
    standard_day_minutes integer,
    published_years jsonb NOT NULL,
    agency_id bigint,
    province_id bigint,
    CONSTRAINT agencies_calendarlayer_standard_day_minutes_check CHECK ((standard_day_minutes >= 0)),
    CONSTRAINT calendarlayer_next_session_has_basis CHECK (((NOT ((after_hours)::text = 'next_session'::text)) OR (NOT ((after_hours_basis)::text = ''::text)))),
    CONSTRAINT calendarlayer_one_level CHECK (((province_id IS NULL) OR (agency_id IS NULL)))
);

ALTER TABLE public.agencies_calendarlayer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_calendarlayer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_calendarversion (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    content jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.agencies_calendarversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_calendarversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_configurationstamp (
    id bigint NOT NULL,
    value bigint NOT NULL
);

ALTER TABLE public.agencies_configurationstamp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_configurationstamp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.agencies_configurationstamp_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.agencies_desk (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    code character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    address character varying(255) NOT NULL,
    phone character varying(32) NOT NULL,
    agency_id bigint NOT NULL
);

ALTER TABLE public.agencies_desk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_desk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_factordemand (
    id bigint NOT NULL,
    role character varying(24) NOT NULL,
    is_required boolean NOT NULL
);

ALTER TABLE public.agencies_factordemand ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_factordemand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_installation (
    id bigint NOT NULL,
    site_name character varying(200) NOT NULL,
    parent_name character varying(200) NOT NULL,
    hotline character varying(32) NOT NULL,
    address character varying(255) NOT NULL,
    default_desk_id bigint,
    unit_id bigint NOT NULL
);

ALTER TABLE public.agencies_installation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_installation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_officer (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    full_name character varying(120) NOT NULL,
    sort_key character varying(500) NOT NULL COLLATE pg_catalog."C",
    "position" character varying(120) NOT NULL,
    counter character varying(40) NOT NULL,
    is_active boolean NOT NULL,
    account_id bigint,
    agency_id bigint NOT NULL,
    desk_id bigint
);

ALTER TABLE public.agencies_officer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_officer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_roleassignment (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    role character varying(24) NOT NULL,
    agency_id bigint NOT NULL,
    officer_id bigint NOT NULL,
    CONSTRAINT roleassignment_role_is_known CHECK (((role)::text = ANY (ARRAY[('desk_officer'::character varying)::text, ('handling_officer'::character varying)::text, ('reviewer'::character varying)::text, ('approver'::character varying)::text, ('clerk'::character varying)::text, ('cashier'::character varying)::text, ('head_of_desk'::character varying)::text, ('administrator'::character varying)::text, ('auditor'::character varying)::text, ('organiser'::character varying)::text, ('petition_officer'::character varying)::text, ('complaint_officer'::character varying)::text, ('reform_officer'::character varying)::text])))
);

ALTER TABLE public.agencies_roleassignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_roleassignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_unit (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    code character varying(8) NOT NULL,
    name character varying(120) NOT NULL,
    full_name character varying(160) NOT NULL,
    level character varying(16) NOT NULL,
    search_text text NOT NULL,
    parent_id bigint,
    CONSTRAINT unit_valid_in_order CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);

ALTER TABLE public.agencies_unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_unitsuccession (
    id bigint NOT NULL,
    relation character varying(8) NOT NULL,
    happened_on date NOT NULL,
    legal_basis character varying(255) NOT NULL,
    predecessor_id bigint NOT NULL,
    successor_id bigint NOT NULL
);

ALTER TABLE public.agencies_unitsuccession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_unitsuccession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.axes_accessattempt (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    get_data text NOT NULL,
    post_data text NOT NULL,
    failures_since_start integer NOT NULL,
    CONSTRAINT axes_accessattempt_failures_since_start_check CHECK ((failures_since_start >= 0))
);

ALTER TABLE public.axes_accessattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.axes_accessattemptexpiration (
    access_attempt_id integer NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.axes_accessfailurelog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    locked_out boolean NOT NULL
);

ALTER TABLE public.axes_accessfailurelog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessfailurelog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.axes_accesslog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    logout_time timestamp with time zone,
    session_hash character varying(64) NOT NULL
);

ALTER TABLE public.axes_accesslog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accesslog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.configuration_change (
    id bigint NOT NULL,
    table_name character varying(63) NOT NULL,
    row_key character varying(64) NOT NULL,
    row_name character varying(255) NOT NULL,
    action character varying(8) NOT NULL,
    before jsonb,
    after jsonb,
    actor_name character varying(255) NOT NULL,
    source character varying(16) NOT NULL,
    reason character varying(255) NOT NULL,
    batch bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    account_id bigint
);

ALTER TABLE public.configuration_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.configuration_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.configuration_featureswitch (
    id bigint NOT NULL,
    feature character varying(24) NOT NULL,
    is_on boolean NOT NULL,
    sentence character varying(300) NOT NULL,
    agency_id bigint
);

ALTER TABLE public.configuration_featureswitch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.configuration_featureswitch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.delivery_handover (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    is_incoming boolean NOT NULL,
    number integer NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    postman character varying(120) NOT NULL,
    agency_id bigint NOT NULL,
    officer_id bigint,
    CONSTRAINT delivery_handover_number_check CHECK ((number >= 0))
);

ALTER TABLE public.delivery_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delivery_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.delivery_incomingparcel (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    "order" smallint NOT NULL,
    tracking_number character varying(40) NOT NULL,
    sender character varying(255) NOT NULL,
    content character varying(255) NOT NULL,
    is_whole boolean NOT NULL,
    draft_ref uuid,
    hand_over_id bigint NOT NULL,
    CONSTRAINT delivery_incomingparcel_order_check CHECK (("order" >= 0))
);

ALTER TABLE public.delivery_incomingparcel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delivery_incomingparcel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.delivery_parcel (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    reference character varying(60) NOT NULL,
    recipient character varying(255) NOT NULL,
    phone character varying(32) NOT NULL,
    address character varying(255) NOT NULL,
    tracking_number character varying(40),
    cash_dong bigint NOT NULL,
    cash_collected_dong bigint,
    state character varying(16) NOT NULL,
    attempts_count smallint NOT NULL,
    collector character varying(255) NOT NULL,
    collector_proof character varying(255) NOT NULL,
    problem character varying(255) NOT NULL,
    handed_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    heard_at timestamp with time zone NOT NULL,
    placed_at timestamp with time zone,
    placing_count smallint NOT NULL,
    next_call_at timestamp with time zone NOT NULL,
    last_error character varying(255) NOT NULL,
    agency_id bigint NOT NULL,
    hand_over_id bigint NOT NULL,
    remittance_id bigint,
    CONSTRAINT delivery_parcel_attempts_count_check CHECK ((attempts_count >= 0)),
    CONSTRAINT delivery_parcel_cash_collected_dong_check CHECK ((cash_collected_dong >= 0)),
    CONSTRAINT delivery_parcel_cash_dong_check CHECK ((cash_dong >= 0)),
    CONSTRAINT delivery_parcel_placing_count_check CHECK ((placing_count >= 0))
);

ALTER TABLE public.delivery_parcel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delivery_parcel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.delivery_parcelevent (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    kind character varying(16) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone NOT NULL,
    place character varying(160) NOT NULL,
    note character varying(255) NOT NULL,
    parcel_id bigint NOT NULL
);

ALTER TABLE public.delivery_parcelevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delivery_parcelevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.delivery_remittance (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    document character varying(60) NOT NULL,
    total_dong bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    received_by_id bigint,
    CONSTRAINT delivery_remittance_total_dong_check CHECK ((total_dong >= 0))
);

ALTER TABLE public.delivery_remittance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delivery_remittance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.demo_demopart (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    title character varying(200) NOT NULL,
    stage character varying(8) NOT NULL,
    "order" integer NOT NULL,
    seed bigint NOT NULL,
    reference_on date NOT NULL,
    planned integer NOT NULL,
    facts jsonb NOT NULL,
    loaded_at timestamp with time zone,
    CONSTRAINT demo_demopart_order_check CHECK (("order" >= 0)),
    CONSTRAINT demo_demopart_planned_check CHECK ((planned >= 0))
);

ALTER TABLE public.demo_demopart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.demo_demopart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_formtemplate (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    kind character varying(32) NOT NULL,
    number character varying(8) NOT NULL,
    name character varying(200) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    layout text NOT NULL,
    texts jsonb NOT NULL,
    edition integer NOT NULL,
    CONSTRAINT documents_formtemplate_edition_check CHECK ((edition >= 0))
);

ALTER TABLE public.documents_formtemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_formtemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_heldpaper (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    name character varying(255) NOT NULL,
    issuer character varying(160) NOT NULL,
    number character varying(60) NOT NULL,
    valid_from date,
    valid_to date,
    source character varying(16) NOT NULL,
    source_key character varying(40) NOT NULL,
    verified_at timestamp with time zone NOT NULL,
    is_digitised boolean NOT NULL,
    is_reused boolean NOT NULL,
    is_from_national_store boolean NOT NULL,
    replacing_result_code character varying(60) NOT NULL,
    objected_at timestamp with time zone,
    objection text NOT NULL,
    withdrawn_at timestamp with time zone,
    file_id bigint NOT NULL,
    person_id bigint NOT NULL,
    verified_by_id bigint,
    kind_id bigint NOT NULL,
    CONSTRAINT heldpaper_valid_in_order CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to >= valid_from)))
);

ALTER TABLE public.documents_heldpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_heldpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_paperkind (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(160) NOT NULL,
    names text NOT NULL,
    issuer character varying(160) NOT NULL,
    valid_months smallint,
    database character varying(160) NOT NULL,
    CONSTRAINT documents_paperkind_valid_months_check CHECK ((valid_months >= 0))
);

ALTER TABLE public.documents_paperkind ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_paperkind_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_storedfile (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    sha256 character varying(64) NOT NULL,
    name character varying(255) NOT NULL,
    content_type character varying(80) NOT NULL,
    size bigint NOT NULL,
    pages integer,
    scan_state character varying(16) NOT NULL,
    stored_at timestamp with time zone NOT NULL,
    stored_by_id bigint,
    erased_at timestamp with time zone,
    removed_at timestamp with time zone,
    scan_finding character varying(120) NOT NULL,
    scanned_at timestamp with time zone,
    stored_by_person_id bigint,
    CONSTRAINT documents_storedfile_pages_check CHECK ((pages >= 0)),
    CONSTRAINT documents_storedfile_size_check CHECK ((size >= 0))
);

ALTER TABLE public.documents_storedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_storedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_upload (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    name character varying(255) NOT NULL,
    size bigint NOT NULL,
    fingerprint character varying(80) NOT NULL,
    sha256 character varying(64) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    file_id bigint,
    officer_id bigint,
    person_id bigint,
    CONSTRAINT documents_upload_size_check CHECK ((size >= 0)),
    CONSTRAINT upload_of_one_owner CHECK ((((officer_id IS NULL) AND (person_id IS NOT NULL)) OR ((officer_id IS NOT NULL) AND (person_id IS NULL))))
);

ALTER TABLE public.documents_upload ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_upload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_accessrecord (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    is_outside_hours boolean NOT NULL,
    subject character varying(160) NOT NULL,
    number_hash character varying(64) NOT NULL,
    rows integer NOT NULL,
    agency_id bigint,
    officer_id bigint NOT NULL,
    CONSTRAINT dossiers_accessrecord_rows_check CHECK ((rows >= 0))
);

ALTER TABLE public.dossiers_accessrecord ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_accessrecord_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_apology (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    reason text NOT NULL,
    working_days smallint NOT NULL,
    new_due_at timestamp with time zone NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    dropped_at timestamp with time zone,
    override_reason text NOT NULL,
    dossier_id bigint NOT NULL,
    drafted_by_id bigint,
    form_id bigint,
    signed_by_id bigint,
    CONSTRAINT apology_signed_with_reason CHECK (((signed_at IS NULL) OR (NOT (reason = ''::text)))),
    CONSTRAINT dossiers_apology_working_days_check CHECK ((working_days >= 0))
);

ALTER TABLE public.dossiers_apology ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_apology_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_askedagain (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    paper_id character varying(40) NOT NULL,
    database character varying(160) NOT NULL,
    reason text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by_id bigint,
    dossier_id bigint NOT NULL,
    held_paper_id bigint,
    CONSTRAINT askedagain_has_reason CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.dossiers_askedagain ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_askedagain_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_calllog (
    id bigint NOT NULL,
    called_at timestamp with time zone NOT NULL,
    outcome character varying(16) NOT NULL,
    note character varying(255) NOT NULL,
    officer_id bigint NOT NULL,
    dossier_id bigint NOT NULL
);

ALTER TABLE public.dossiers_calllog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_calllog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_charge (
    id bigint NOT NULL,
    name character varying(160) NOT NULL,
    amount_dong bigint NOT NULL,
    legal_basis character varying(255) NOT NULL,
    exemption character varying(160) NOT NULL,
    payment_id bigint,
    dossier_id bigint NOT NULL,
    reckoning jsonb,
    CONSTRAINT dossiers_charge_amount_dong_check CHECK ((amount_dong >= 0))
);

ALTER TABLE public.dossiers_charge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_charge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_closedday (
    day date NOT NULL,
    events integer NOT NULL,
    root character varying(64) NOT NULL,
    previous_hash character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    salt character varying(64) NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    CONSTRAINT dossiers_closedday_events_check CHECK ((events >= 0))
);

CREATE TABLE public.dossiers_codecounter (
    id bigint NOT NULL,
    day date NOT NULL,
    last_number integer NOT NULL,
    agency_id bigint NOT NULL,
    CONSTRAINT dossiers_codecounter_last_number_check CHECK ((last_number >= 0))
);

ALTER TABLE public.dossiers_codecounter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_codecounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_codepattern (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    pattern character varying(80) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    agency_id bigint
);

ALTER TABLE public.dossiers_codepattern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_codepattern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_consultation (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    question text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    answer text NOT NULL,
    closed_at timestamp with time zone,
    agency_id bigint NOT NULL,
    answered_by_id bigint,
    asked_by_id bigint,
    dossier_id bigint NOT NULL,
    file_id bigint
);

ALTER TABLE public.dossiers_consultation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_consultation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_dayblock (
    id bigint NOT NULL,
    number integer NOT NULL,
    leaves bytea NOT NULL,
    places bytea NOT NULL,
    root bytea NOT NULL,
    day_id date NOT NULL,
    CONSTRAINT dayblock_from_zero CHECK ((number >= 0)),
    CONSTRAINT dossiers_dayblock_number_check CHECK ((number >= 0))
);

ALTER TABLE public.dossiers_dayblock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_dayblock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_dossier (
    id bigint NOT NULL,
    code character varying(60),
    tracking_code character varying(20) NOT NULL,
    channel character varying(16) NOT NULL,
    principal_name character varying(255) NOT NULL,
    search_text text NOT NULL,
    state character varying(24) NOT NULL,
    money_state character varying(16) NOT NULL,
    delivery_state character varying(16) NOT NULL,
    sync_state character varying(16) NOT NULL,
    result_mode character varying(16) NOT NULL,
    sets_count smallint NOT NULL,
    note text NOT NULL,
    origin character varying(16) NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    clock_from timestamp with time zone,
    original_due_at timestamp with time zone,
    due_at timestamp with time zone,
    finished_at timestamp with time zone,
    returned_at timestamp with time zone,
    ended_at timestamp with time zone,
    events_count integer NOT NULL,
    last_hash character varying(64) NOT NULL,
    agency_id bigint NOT NULL,
    applicant_id bigint NOT NULL,
    collector_id bigint,
    desk_id bigint NOT NULL,
    helper_id bigint,
    principal_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    procedure_version_id bigint NOT NULL,
    proxy_id bigint,
    receiving_agency_id bigint NOT NULL,
    visit_id bigint,
    collector_proof character varying(255) NOT NULL,
    book_number integer,
    linked_agency_id bigint,
    call_since timestamp with time zone,
    call_topic character varying(40) NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT dossier_clock_iff_due CHECK ((((clock_from IS NULL) AND (due_at IS NULL) AND (original_due_at IS NULL)) OR ((clock_from IS NOT NULL) AND (original_due_at IS NOT NULL)))),
    CONSTRAINT dossier_code_iff_accepted CHECK ((((accepted_at IS NULL) AND (code IS NULL)) OR ((accepted_at IS NOT NULL) AND (code IS NOT NULL)))),
    CONSTRAINT dossier_state_is_known CHECK (((state)::text = ANY (ARRAY[('accepted'::character varying)::text, ('awaiting_payment'::character varying)::text, ('awaiting_supplement'::character varying)::text, ('finished'::character varying)::text, ('in_progress'::character varying)::text, ('not_accepted'::character varying)::text, ('returned'::character varying)::text, ('stopped'::character varying)::text, ('submitted'::character varying)::text, ('withdrawn'::character varying)::text]))),
    CONSTRAINT dossier_submitted_before_accepted CHECK (((accepted_at IS NULL) OR (accepted_at >= submitted_at))),
    CONSTRAINT dossiers_dossier_book_number_check CHECK ((book_number >= 0)),
    CONSTRAINT dossiers_dossier_events_count_check CHECK ((events_count >= 0)),
    CONSTRAINT dossiers_dossier_sets_count_check CHECK ((sets_count >= 0))
);

ALTER TABLE public.dossiers_dossier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_dossier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_dossierevent (
    id bigint NOT NULL,
    sequence integer NOT NULL,
    action character varying(32) NOT NULL,
    from_state character varying(24) NOT NULL,
    to_state character varying(24) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    payload jsonb NOT NULL,
    origin character varying(16) NOT NULL,
    previous_hash character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    actor_id bigint,
    dossier_id bigint NOT NULL,
    on_behalf_of_id bigint,
    CONSTRAINT dossierevent_action_is_known CHECK (((action)::text = ANY (ARRAY[('accept'::character varying)::text, ('answer_consultation'::character varying)::text, ('apologize'::character varying)::text, ('approve_result'::character varying)::text, ('ask_payment'::character varying)::text, ('ask_supplement'::character varying)::text, ('assign'::character varying)::text, ('attach_result'::character varying)::text, ('collect_fee'::character varying)::text, ('come_back'::character varying)::text, ('complete_step'::character varying)::text, ('consult'::character varying)::text, ('correct_receipt'::character varying)::text, ('erase'::character varying)::text, ('finish'::character varying)::text, ('hand_to_post'::character varying)::text, ('lodge'::character varying)::text, ('number_result'::character varying)::text, ('receive'::character varying)::text, ('reckon_fee'::character varying)::text, ('refund_fee'::character varying)::text, ('refuse'::character varying)::text, ('reopen'::character varying)::text, ('resubmit'::character varying)::text, ('resume'::character varying)::text, ('return_result'::character varying)::text, ('return_step'::character varying)::text, ('settle'::character varying)::text, ('start'::character varying)::text, ('stop'::character varying)::text, ('take'::character varying)::text, ('undo'::character varying)::text, ('withdraw'::character varying)::text]))),
    CONSTRAINT dossiers_dossierevent_sequence_check CHECK ((sequence >= 0))
);

ALTER TABLE public.dossiers_dossierevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_dossierevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_dossiermessage (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    text text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    dossier_id bigint NOT NULL,
    officer_id bigint,
    person_id bigint
);

ALTER TABLE public.dossiers_dossiermessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_dossiermessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_dossiernote (
    id bigint NOT NULL,
    text text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    dossier_id bigint NOT NULL,
    officer_id bigint NOT NULL
);

ALTER TABLE public.dossiers_dossiernote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_dossiernote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_dossierpaper (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    paper_id character varying(40) NOT NULL,
    name text NOT NULL,
    form character varying(16) NOT NULL,
    count smallint NOT NULL,
    dossier_id bigint NOT NULL,
    file_id bigint,
    held_paper_id bigint,
    is_reused boolean NOT NULL,
    CONSTRAINT dossierpaper_some CHECK ((count >= 1)),
    CONSTRAINT dossiers_dossierpaper_count_check CHECK ((count >= 0)),
    CONSTRAINT dossiers_dossierpaper_order_check CHECK (("order" >= 0))
);

ALTER TABLE public.dossiers_dossierpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_dossierpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_dossierpersonaldata (
    id bigint NOT NULL,
    salt character varying(64) NOT NULL,
    "values" jsonb NOT NULL,
    dossier_id bigint NOT NULL,
    erased_at timestamp with time zone
);

ALTER TABLE public.dossiers_dossierpersonaldata ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_dossierpersonaldata_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_dossierread (
    id bigint NOT NULL,
    day date NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    count integer NOT NULL,
    dossier_id bigint NOT NULL,
    officer_id bigint NOT NULL,
    documents_count integer NOT NULL,
    is_own_work boolean NOT NULL,
    outside_count integer NOT NULL,
    reason character varying(16) NOT NULL,
    reason_text character varying(255) NOT NULL,
    CONSTRAINT dossierread_parts_of_the_whole CHECK (((documents_count <= count) AND (outside_count <= count))),
    CONSTRAINT dossiers_dossierread_count_check CHECK ((count >= 0)),
    CONSTRAINT dossiers_dossierread_documents_count_check CHECK ((documents_count >= 0)),
    CONSTRAINT dossiers_dossierread_outside_count_check CHECK ((outside_count >= 0))
);

ALTER TABLE public.dossiers_dossierread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_dossierread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_draft (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    "values" jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    desk_id bigint NOT NULL,
    officer_id bigint NOT NULL,
    visit_id bigint
);

CREATE TABLE public.dossiers_draft_files (
    id bigint NOT NULL,
    draft_id bigint NOT NULL,
    storedfile_id bigint NOT NULL
);

ALTER TABLE public.dossiers_draft_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_draft_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.dossiers_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_duedate (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    due_at timestamp with time zone,
    issued_at timestamp with time zone NOT NULL,
    counted_from timestamp with time zone NOT NULL,
    limit_value integer NOT NULL,
    limit_unit character varying(16) NOT NULL,
    policy character varying(8) NOT NULL,
    warnings jsonb NOT NULL,
    calendar_version_id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    CONSTRAINT dossiers_duedate_limit_value_check CHECK ((limit_value >= 0))
);

ALTER TABLE public.dossiers_duedate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_duedate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_entitlement (
    id bigint NOT NULL,
    ground character varying(16) NOT NULL,
    document character varying(255) NOT NULL,
    told_at timestamp with time zone,
    dossier_id bigint NOT NULL
);

ALTER TABLE public.dossiers_entitlement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_entitlement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_erasure (
    id bigint NOT NULL,
    due_on date NOT NULL,
    listed_at timestamp with time zone NOT NULL,
    hold character varying(255) NOT NULL,
    confirmed_at timestamp with time zone,
    erased_at timestamp with time zone,
    fields_count integer NOT NULL,
    files_count integer NOT NULL,
    confirmed_by_id bigint,
    dossier_id bigint NOT NULL,
    rule_id bigint NOT NULL,
    CONSTRAINT dossiers_erasure_fields_count_check CHECK ((fields_count >= 0)),
    CONSTRAINT dossiers_erasure_files_count_check CHECK ((files_count >= 0)),
    CONSTRAINT erasure_only_confirmed CHECK (((erased_at IS NULL) OR ((confirmed_at IS NOT NULL) AND (confirmed_by_id IS NOT NULL))))
);

ALTER TABLE public.dossiers_erasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_erasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_impersonatedlook (
    id bigint NOT NULL,
    page character varying(80) NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    dossier_id bigint,
    impersonation_id bigint NOT NULL
);

ALTER TABLE public.dossiers_impersonatedlook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_impersonatedlook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_impersonation (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    reason character varying(255) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    officer_id bigint NOT NULL,
    CONSTRAINT impersonation_ends_after_it_begins CHECK ((until > begun_at)),
    CONSTRAINT impersonation_of_another CHECK ((NOT (by_id = officer_id))),
    CONSTRAINT impersonation_says_why CHECK ((NOT ((reason)::text = ''::text)))
);

ALTER TABLE public.dossiers_impersonation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_impersonation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_impersonationend (
    id bigint NOT NULL,
    ended_at timestamp with time zone NOT NULL,
    impersonation_id bigint NOT NULL
);

ALTER TABLE public.dossiers_impersonationend ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_impersonationend_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_issuedform (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    kind character varying(32) NOT NULL,
    version smallint NOT NULL,
    payload jsonb NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    voided_at timestamp with time zone,
    void_reason text NOT NULL,
    dossier_id bigint NOT NULL,
    issued_by_id bigint,
    template_id bigint NOT NULL,
    signed_file_id bigint,
    CONSTRAINT dossiers_issuedform_version_check CHECK ((version >= 0)),
    CONSTRAINT issuedform_void_has_reason CHECK (((voided_at IS NULL) OR (NOT (void_reason = ''::text))))
);

ALTER TABLE public.dossiers_issuedform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_issuedform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_jobrun (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    done integer NOT NULL,
    problems jsonb NOT NULL,
    CONSTRAINT dossiers_jobrun_done_check CHECK ((done >= 0))
);

ALTER TABLE public.dossiers_jobrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_jobrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_lodgedform (
    id bigint NOT NULL,
    "values" jsonb NOT NULL,
    document_id bigint,
    dossier_id bigint NOT NULL,
    form_version_id bigint NOT NULL
);

ALTER TABLE public.dossiers_lodgedform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_lodgedform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_onlinedraft (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    standing character varying(16) NOT NULL,
    principal jsonb NOT NULL,
    language character varying(2) NOT NULL,
    "values" jsonb NOT NULL,
    origins jsonb NOT NULL,
    document_digest character varying(64) NOT NULL,
    version integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    document_id bigint,
    dossier_id bigint,
    form_version_id bigint NOT NULL,
    person_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    fee jsonb NOT NULL,
    CONSTRAINT dossiers_onlinedraft_version_check CHECK ((version >= 0))
);

CREATE TABLE public.dossiers_onlinedraft_files (
    id bigint NOT NULL,
    onlinedraft_id bigint NOT NULL,
    storedfile_id bigint NOT NULL
);

ALTER TABLE public.dossiers_onlinedraft_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_onlinedraft_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.dossiers_onlinedraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_onlinedraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_pause (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    kind character varying(16) NOT NULL,
    reason text NOT NULL,
    legal_basis character varying(255) NOT NULL,
    restarts boolean NOT NULL,
    document character varying(255) NOT NULL,
    amount_dong bigint,
    reply_by date,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_note character varying(255) NOT NULL,
    override_reason text NOT NULL,
    dossier_id bigint NOT NULL,
    ended_by_id bigint,
    form_id bigint,
    overridden_by_id bigint,
    started_by_id bigint,
    CONSTRAINT dossiers_pause_amount_dong_check CHECK ((amount_dong >= 0)),
    CONSTRAINT pause_ends_after_it_began CHECK (((ended_at IS NULL) OR (ended_at >= started_at)))
);

ALTER TABLE public.dossiers_pause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_pause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_privacyrule (
    id bigint NOT NULL,
    asks character varying(16) NOT NULL,
    many_a_day integer NOT NULL,
    margin_minutes smallint NOT NULL,
    answer_days smallint NOT NULL,
    agency_id bigint,
    CONSTRAINT dossiers_privacyrule_answer_days_check CHECK ((answer_days >= 0)),
    CONSTRAINT dossiers_privacyrule_many_a_day_check CHECK ((many_a_day >= 0)),
    CONSTRAINT dossiers_privacyrule_margin_minutes_check CHECK ((margin_minutes >= 0)),
    CONSTRAINT privacyrule_something CHECK (((answer_days >= 1) AND (many_a_day >= 1)))
);

ALTER TABLE public.dossiers_privacyrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_privacyrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_reliefclaim (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(160) NOT NULL,
    percent smallint NOT NULL,
    legal_basis character varying(255) NOT NULL,
    evidence character varying(255) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    is_granted boolean,
    reason character varying(255) NOT NULL,
    decided_at timestamp with time zone,
    decided_by_id bigint,
    dossier_id bigint NOT NULL,
    CONSTRAINT dossiers_reliefclaim_percent_check CHECK ((percent >= 0)),
    CONSTRAINT reliefclaim_decided_once CHECK ((((decided_at IS NULL) AND (is_granted IS NULL)) OR ((decided_at IS NOT NULL) AND (is_granted IS NOT NULL))))
);

ALTER TABLE public.dossiers_reliefclaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_reliefclaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_result (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    version smallint NOT NULL,
    outcome character varying(16) NOT NULL,
    title character varying(255) NOT NULL,
    reasons jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    approved_sha256 character varying(64) NOT NULL,
    signer_title character varying(120) NOT NULL,
    number integer,
    document_number character varying(60) NOT NULL,
    dated date,
    numbered_at timestamp with time zone,
    voided_at timestamp with time zone,
    void_reason text NOT NULL,
    approved_by_id bigint,
    dossier_id bigint NOT NULL,
    file_id bigint NOT NULL,
    made_by_id bigint,
    numbered_by_id bigint,
    signed_file_id bigint,
    CONSTRAINT dossiers_result_number_check CHECK ((number >= 0)),
    CONSTRAINT dossiers_result_version_check CHECK ((version >= 0)),
    CONSTRAINT result_approved_bytes CHECK (((approved_at IS NULL) OR (NOT ((approved_sha256)::text = ''::text)))),
    CONSTRAINT result_numbered_after_approval CHECK (((numbered_at IS NULL) OR (approved_at IS NOT NULL))),
    CONSTRAINT result_void_has_reason CHECK (((voided_at IS NULL) OR (NOT (void_reason = ''::text))))
);

ALTER TABLE public.dossiers_result ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_result_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_runningnumber (
    id bigint NOT NULL,
    series character varying(32) NOT NULL,
    year smallint NOT NULL,
    last_number integer NOT NULL,
    agency_id bigint NOT NULL,
    CONSTRAINT dossiers_runningnumber_last_number_check CHECK ((last_number >= 0)),
    CONSTRAINT dossiers_runningnumber_year_check CHECK ((year >= 0))
);

ALTER TABLE public.dossiers_runningnumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_runningnumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_savedview (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    query character varying(500) NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    officer_id bigint NOT NULL
);

ALTER TABLE public.dossiers_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_step (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    key character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    role character varying(24) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    closed_at timestamp with time zone,
    outcome character varying(40) NOT NULL,
    note text NOT NULL,
    agency_id bigint NOT NULL,
    closed_by_id bigint,
    dossier_id bigint NOT NULL,
    assignee_id bigint,
    budget_minutes integer NOT NULL,
    received_at timestamp with time zone,
    received_by_id bigint,
    warn_at timestamp with time zone,
    CONSTRAINT dossiers_step_budget_minutes_check CHECK ((budget_minutes >= 0)),
    CONSTRAINT dossiers_step_order_check CHECK (("order" >= 0))
);

ALTER TABLE public.dossiers_step ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_subjectrequest (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    kind character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    person_name character varying(255) NOT NULL,
    words text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    answer text NOT NULL,
    file_sha256 character varying(64) NOT NULL,
    dossiers_count integer NOT NULL,
    agency_id bigint NOT NULL,
    answered_by_id bigint,
    dossier_id bigint,
    person_id bigint,
    received_by_id bigint NOT NULL,
    CONSTRAINT dossiers_subjectrequest_dossiers_count_check CHECK ((dossiers_count >= 0)),
    CONSTRAINT subjectrequest_answered_iff_not_open CHECK ((((answered_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (answered_at IS NOT NULL))))
);

ALTER TABLE public.dossiers_subjectrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_subjectrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_supplementanswer (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    point smallint NOT NULL,
    text text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    merged_at timestamp with time zone,
    dossier_id bigint NOT NULL,
    file_id bigint,
    pause_id bigint NOT NULL,
    CONSTRAINT dossiers_supplementanswer_point_check CHECK ((point >= 0))
);

ALTER TABLE public.dossiers_supplementanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_supplementanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_visit (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    desk_id bigint NOT NULL,
    officer_id bigint NOT NULL
);

ALTER TABLE public.dossiers_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_apiclient (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    name character varying(120) NOT NULL,
    organisation character varying(200) NOT NULL,
    contact_email character varying(254) NOT NULL,
    secret_digest character varying(64) NOT NULL,
    scopes jsonb NOT NULL,
    is_for_all_agencies boolean NOT NULL,
    calls_per_minute integer NOT NULL,
    expires_on date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    secret_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    account_id bigint NOT NULL,
    CONSTRAINT apiclient_calls_at_least_one CHECK ((calls_per_minute >= 1)),
    CONSTRAINT exchange_apiclient_calls_per_minute_check CHECK ((calls_per_minute >= 0))
);

CREATE TABLE public.exchange_apiclient_agencies (
    id bigint NOT NULL,
    apiclient_id bigint NOT NULL,
    agency_id bigint NOT NULL
);

ALTER TABLE public.exchange_apiclient_agencies ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_apiclient_agencies_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.exchange_apiclient ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_apiclient_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_apiclientevent (
    id bigint NOT NULL,
    act character varying(16) NOT NULL,
    payload jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    officer_id bigint
);

ALTER TABLE public.exchange_apiclientevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_apiclientevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_apifile (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    file_id bigint NOT NULL
);

ALTER TABLE public.exchange_apifile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_apifile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_apilodging (
    id bigint NOT NULL,
    level smallint NOT NULL,
    how character varying(16) NOT NULL,
    standing character varying(16) NOT NULL,
    reference character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    CONSTRAINT apilodging_level_is_known CHECK (((level >= 1) AND (level <= 3))),
    CONSTRAINT exchange_apilodging_level_check CHECK ((level >= 0))
);

ALTER TABLE public.exchange_apilodging ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_apilodging_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.exchange_apiminute (
    client_id bigint NOT NULL,
    minute bigint NOT NULL,
    calls integer NOT NULL,
    CONSTRAINT exchange_apiminute_calls_check CHECK ((calls >= 0))
);

CREATE TABLE public.exchange_apipetition (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    feedback_id bigint NOT NULL
);

ALTER TABLE public.exchange_apipetition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_apipetition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_apiread (
    id bigint NOT NULL,
    operation character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    dossier_id bigint NOT NULL
);

ALTER TABLE public.exchange_apiread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_apiread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_apitoken (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    scopes jsonb NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    client_id bigint NOT NULL
);

ALTER TABLE public.exchange_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_apiusage (
    id bigint NOT NULL,
    "on" date NOT NULL,
    operation character varying(60) NOT NULL,
    refusal character varying(60) NOT NULL,
    calls integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    CONSTRAINT exchange_apiusage_calls_check CHECK ((calls >= 0))
);

ALTER TABLE public.exchange_apiusage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_apiusage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_catalogueproposal (
    id bigint NOT NULL,
    number bigint NOT NULL,
    valid_from date NOT NULL,
    content jsonb NOT NULL,
    state character varying(16) NOT NULL,
    reason character varying(500) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by_id bigint,
    procedure_id bigint NOT NULL,
    CONSTRAINT exchange_catalogueproposal_number_check CHECK ((number >= 0))
);

ALTER TABLE public.exchange_catalogueproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_catalogueproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_idempotencykey (
    id bigint NOT NULL,
    key character varying(255) NOT NULL,
    operation character varying(60) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    status smallint NOT NULL,
    answer text NOT NULL,
    at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL,
    CONSTRAINT exchange_idempotencykey_status_check CHECK ((status >= 0))
);

ALTER TABLE public.exchange_idempotencykey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_idempotencykey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_mirroreddossier (
    id bigint NOT NULL,
    code character varying(80) NOT NULL,
    number bigint NOT NULL,
    procedure_code character varying(40) NOT NULL,
    procedure_name text NOT NULL,
    field character varying(160) NOT NULL,
    field_slug character varying(160) NOT NULL,
    channel character varying(16) NOT NULL,
    owner character varying(255) NOT NULL,
    handled_by character varying(255) NOT NULL,
    state character varying(24) NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    due_at timestamp with time zone,
    waiting_at timestamp with time zone,
    ended_at timestamp with time zone,
    returned_at timestamp with time zone,
    progress jsonb NOT NULL,
    outcome character varying(16) NOT NULL,
    accepted_on date,
    ended_on date,
    waiting_on date,
    due_on date,
    by_day character varying(8) NOT NULL,
    first_at timestamp with time zone NOT NULL,
    heard_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    procedure_id bigint,
    CONSTRAINT exchange_mirroreddossier_number_check CHECK ((number >= 0)),
    CONSTRAINT mirroreddossier_ended_after_accepted CHECK (((accepted_at IS NULL) OR (ended_at IS NULL) OR (ended_at >= accepted_at))),
    CONSTRAINT mirroreddossier_state_is_known CHECK (((state)::text = ANY (ARRAY[('accepted'::character varying)::text, ('awaiting_payment'::character varying)::text, ('awaiting_supplement'::character varying)::text, ('finished'::character varying)::text, ('in_progress'::character varying)::text, ('not_accepted'::character varying)::text, ('returned'::character varying)::text, ('stopped'::character varying)::text, ('submitted'::character varying)::text, ('withdrawn'::character varying)::text])))
);

ALTER TABLE public.exchange_mirroreddossier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_mirroreddossier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_portalfile (
    id bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    sent_at timestamp with time zone NOT NULL
);

ALTER TABLE public.exchange_portalfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_portalfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_portalleft (
    id bigint NOT NULL,
    list character varying(16) NOT NULL,
    key character varying(80) NOT NULL,
    number bigint NOT NULL,
    content jsonb NOT NULL,
    reason character varying(500) NOT NULL,
    left_at timestamp with time zone NOT NULL,
    tried_at timestamp with time zone NOT NULL,
    tries integer NOT NULL,
    CONSTRAINT exchange_portalleft_number_check CHECK ((number >= 0)),
    CONSTRAINT exchange_portalleft_tries_check CHECK ((tries >= 0))
);

ALTER TABLE public.exchange_portalleft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_portalleft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_portallodging (
    id bigint NOT NULL,
    portal_code character varying(80) NOT NULL,
    number bigint NOT NULL,
    is_identified boolean NOT NULL,
    says_paid boolean NOT NULL,
    troubles jsonb NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    dossier_id bigint NOT NULL,
    CONSTRAINT exchange_portallodging_number_check CHECK ((number >= 0))
);

ALTER TABLE public.exchange_portallodging ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_portallodging_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_portalmark (
    id bigint NOT NULL,
    list character varying(16) NOT NULL,
    number bigint NOT NULL,
    read_at timestamp with time zone,
    problem character varying(255) NOT NULL,
    CONSTRAINT exchange_portalmark_number_check CHECK ((number >= 0))
);

ALTER TABLE public.exchange_portalmark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_portalmark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_portalmessage (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    sequence integer NOT NULL,
    number integer,
    state character varying(16) NOT NULL,
    status smallint NOT NULL,
    events integer NOT NULL,
    payload text NOT NULL,
    sha256 character varying(64) NOT NULL,
    files jsonb NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    sent_at timestamp with time zone,
    replaced_at timestamp with time zone,
    last_error character varying(500) NOT NULL,
    dossier_id bigint NOT NULL,
    CONSTRAINT exchange_portalmessage_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT exchange_portalmessage_events_check CHECK ((events >= 0)),
    CONSTRAINT exchange_portalmessage_number_check CHECK ((number >= 0)),
    CONSTRAINT exchange_portalmessage_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT exchange_portalmessage_status_check CHECK ((status >= 0)),
    CONSTRAINT portalmessage_sent_with_number CHECK (((NOT ((state)::text = 'sent'::text)) OR ((number IS NOT NULL) AND (sent_at IS NOT NULL)))),
    CONSTRAINT portalmessage_words_while_waiting CHECK (((((state)::text = 'waiting'::text) AND (NOT (payload = ''::text))) OR ((NOT ((state)::text = 'waiting'::text)) AND (payload = ''::text))))
);

ALTER TABLE public.exchange_portalmessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_portalmessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_portaloutage (
    id bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    reason character varying(500) NOT NULL
);

ALTER TABLE public.exchange_portaloutage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_portaloutage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_webhook (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    address character varying(500) NOT NULL,
    kinds jsonb NOT NULL,
    state character varying(8) NOT NULL,
    stopped_why character varying(255) NOT NULL,
    sealed_secret bytea NOT NULL,
    sealed_before bytea,
    before_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    secret_at timestamp with time zone NOT NULL,
    failing_since timestamp with time zone,
    unanswered integer NOT NULL,
    rests_until timestamp with time zone,
    told_at timestamp with time zone,
    client_id bigint NOT NULL,
    CONSTRAINT exchange_webhook_unanswered_check CHECK ((unanswered >= 0))
);

ALTER TABLE public.exchange_webhook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_webhookattempt (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    milliseconds integer NOT NULL,
    status smallint,
    answer character varying(300) NOT NULL,
    problem character varying(255) NOT NULL,
    delivery_id bigint NOT NULL,
    CONSTRAINT exchange_webhookattempt_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT exchange_webhookattempt_status_check CHECK ((status >= 0))
);

ALTER TABLE public.exchange_webhookattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_webhookattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_webhookdelivery (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    sequence integer NOT NULL,
    kind character varying(40) NOT NULL,
    payload text NOT NULL,
    state character varying(8) NOT NULL,
    attempts_made smallint NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    dossier_id bigint,
    hook_id bigint NOT NULL,
    CONSTRAINT exchange_webhookdelivery_attempts_made_check CHECK ((attempts_made >= 0)),
    CONSTRAINT exchange_webhookdelivery_sequence_check CHECK ((sequence >= 0))
);

ALTER TABLE public.exchange_webhookdelivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_webhookdelivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_absence (
    id bigint NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    reason character varying(160) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    helper_id bigint NOT NULL,
    CONSTRAINT absence_days_in_order CHECK ((to_on >= from_on))
);

ALTER TABLE public.guidance_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_assignment (
    id bigint NOT NULL,
    helper_id bigint NOT NULL,
    shift_id bigint NOT NULL
);

ALTER TABLE public.guidance_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_attendance (
    id bigint NOT NULL,
    came_at timestamp with time zone NOT NULL,
    minutes_late smallint NOT NULL,
    assignment_id bigint NOT NULL
);

ALTER TABLE public.guidance_attendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_attendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_availability (
    id bigint NOT NULL,
    weekday smallint NOT NULL,
    is_morning boolean NOT NULL,
    helper_id bigint NOT NULL,
    CONSTRAINT availability_weekday_is_one CHECK ((weekday <= 6)),
    CONSTRAINT guidance_availability_weekday_check CHECK ((weekday >= 0))
);

ALTER TABLE public.guidance_availability ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_availability_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_force (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    agency_id bigint NOT NULL
);

ALTER TABLE public.guidance_force ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_force_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_guidancesession (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    is_morning boolean NOT NULL,
    person_key character varying(64) NOT NULL,
    topics jsonb NOT NULL,
    outcomes jsonb NOT NULL,
    hard jsonb NOT NULL,
    is_install boolean NOT NULL,
    minutes smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    force_id bigint NOT NULL,
    helper_id bigint NOT NULL,
    programme_id bigint NOT NULL,
    shift_id bigint,
    CONSTRAINT guidance_guidancesession_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT guidancesession_minutes_of_a_day CHECK (((minutes >= 1) AND (minutes <= 480)))
);

ALTER TABLE public.guidance_guidancesession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_guidancesession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_helper (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    full_name character varying(120) NOT NULL,
    sort_key character varying(500) NOT NULL COLLATE pg_catalog."C",
    phone character varying(32) NOT NULL,
    may_be_named boolean NOT NULL,
    consent_at timestamp with time zone,
    calendar_key character varying(64) NOT NULL,
    is_active boolean NOT NULL,
    account_id bigint,
    force_id bigint NOT NULL,
    officer_id bigint,
    CONSTRAINT helper_named_by_consent CHECK (((NOT may_be_named) OR (consent_at IS NOT NULL)))
);

ALTER TABLE public.guidance_helper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_helper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_lateract (
    id bigint NOT NULL,
    person_key character varying(64) NOT NULL,
    skill character varying(12) NOT NULL,
    "on" date NOT NULL
);

ALTER TABLE public.guidance_lateract ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_lateract_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_programme (
    id bigint NOT NULL,
    name character varying(160) NOT NULL,
    agency_id bigint
);

ALTER TABLE public.guidance_programme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_programme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_programmeversion (
    id bigint NOT NULL,
    number smallint NOT NULL,
    valid_from date NOT NULL,
    topics jsonb NOT NULL,
    outcomes jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    programme_id bigint NOT NULL,
    CONSTRAINT guidance_programmeversion_number_check CHECK ((number >= 0))
);

ALTER TABLE public.guidance_programmeversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_programmeversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_sessionremark (
    id bigint NOT NULL,
    text character varying(200) NOT NULL,
    session_id bigint NOT NULL
);

ALTER TABLE public.guidance_sessionremark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_sessionremark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_sessionvoid (
    id bigint NOT NULL,
    reason character varying(160) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    session_id bigint NOT NULL
);

ALTER TABLE public.guidance_sessionvoid ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_sessionvoid_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_shift (
    id bigint NOT NULL,
    "on" date NOT NULL,
    name character varying(40) NOT NULL,
    begins time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    "least" smallint NOT NULL,
    least_of jsonb NOT NULL,
    code character varying(8) NOT NULL,
    published_at timestamp with time zone,
    desk_id bigint NOT NULL,
    CONSTRAINT guidance_shift_least_check CHECK (("least" >= 0)),
    CONSTRAINT shift_in_order CHECK ((ends > begins))
);

ALTER TABLE public.guidance_shift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_shift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_shiftpattern (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    weekdays jsonb NOT NULL,
    begins time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    "least" smallint NOT NULL,
    least_of jsonb NOT NULL,
    desk_id bigint NOT NULL,
    CONSTRAINT guidance_shiftpattern_least_check CHECK (("least" >= 0)),
    CONSTRAINT shiftpattern_in_order CHECK ((ends > begins))
);

ALTER TABLE public.guidance_shiftpattern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_shiftpattern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_staffguided (
    id bigint NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    officer_id bigint NOT NULL
);

ALTER TABLE public.guidance_staffguided ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_staffguided_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_swap (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    asker_id bigint NOT NULL,
    shift_id bigint NOT NULL,
    taker_id bigint,
    CONSTRAINT swap_taken_iff_taker CHECK (((((state)::text = 'taken'::text) AND (taker_id IS NOT NULL)) OR ((NOT ((state)::text = 'taken'::text)) AND (taker_id IS NULL))))
);

ALTER TABLE public.guidance_swap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_swap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.guidance_training (
    id bigint NOT NULL,
    title character varying(160) NOT NULL,
    "on" date NOT NULL,
    hours smallint NOT NULL,
    helper_id bigint NOT NULL,
    CONSTRAINT guidance_training_hours_check CHECK ((hours >= 0))
);

ALTER TABLE public.guidance_training ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.guidance_training_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_appointment (
    id bigint NOT NULL,
    token character varying(32) NOT NULL,
    code character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    name character varying(120) NOT NULL,
    phone character varying(32) NOT NULL,
    email character varying(254) NOT NULL,
    release_minutes smallint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    blanked_at timestamp with time zone,
    person_id bigint,
    procedure_id bigint,
    slot_id bigint NOT NULL,
    CONSTRAINT appointment_blanked_is_empty CHECK (((blanked_at IS NULL) OR (((email)::text = ''::text) AND ((name)::text = ''::text) AND (person_id IS NULL) AND ((phone)::text = ''::text)))),
    CONSTRAINT appointment_state_is_known CHECK (((state)::text = ANY (ARRAY[('booked'::character varying)::text, ('arrived'::character varying)::text, ('cancelled'::character varying)::text, ('no_show'::character varying)::text]))),
    CONSTRAINT hall_appointment_release_minutes_check CHECK ((release_minutes >= 0))
);

ALTER TABLE public.hall_appointment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_appointmentevent (
    id bigint NOT NULL,
    day date NOT NULL,
    act character varying(16) NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    appointment_id bigint NOT NULL,
    group_id bigint NOT NULL
);

ALTER TABLE public.hall_appointmentevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_appointmentevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_appointmentrule (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    part character varying(16) NOT NULL,
    slot_minutes smallint NOT NULL,
    capacity smallint NOT NULL,
    days_ahead smallint NOT NULL,
    release_minutes smallint NOT NULL,
    group_id bigint NOT NULL,
    CONSTRAINT appointmentrule_has_slots CHECK (((capacity >= 1) AND (days_ahead >= 1) AND (slot_minutes >= 5))),
    CONSTRAINT hall_appointmentrule_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT hall_appointmentrule_days_ahead_check CHECK ((days_ahead >= 0)),
    CONSTRAINT hall_appointmentrule_release_minutes_check CHECK ((release_minutes >= 0)),
    CONSTRAINT hall_appointmentrule_slot_minutes_check CHECK ((slot_minutes >= 0))
);

ALTER TABLE public.hall_appointmentrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_appointmentrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_counter (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    name character varying(40) NOT NULL,
    seated_at timestamp with time zone,
    paused_at timestamp with time zone,
    is_active boolean NOT NULL,
    officer_id bigint,
    hall_id bigint NOT NULL,
    CONSTRAINT counter_seated_iff_somebody CHECK ((((officer_id IS NULL) AND (seated_at IS NULL)) OR ((officer_id IS NOT NULL) AND (seated_at IS NOT NULL))))
);

CREATE TABLE public.hall_counter_groups (
    id bigint NOT NULL,
    counter_id bigint NOT NULL,
    servicegroup_id bigint NOT NULL
);

ALTER TABLE public.hall_counter_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_counter_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.hall_counter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_counter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_hall (
    id bigint NOT NULL,
    gives_tickets boolean NOT NULL,
    opens_before_minutes smallint NOT NULL,
    priority_in_a_row smallint NOT NULL,
    desk_id bigint NOT NULL,
    CONSTRAINT hall_hall_opens_before_minutes_check CHECK ((opens_before_minutes >= 0)),
    CONSTRAINT hall_hall_priority_in_a_row_check CHECK ((priority_in_a_row >= 0)),
    CONSTRAINT hall_priority_at_least_one CHECK ((priority_in_a_row >= 1))
);

ALTER TABLE public.hall_hall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_hall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_hallday (
    id bigint NOT NULL,
    day date NOT NULL,
    last_call integer NOT NULL,
    hall_id bigint NOT NULL,
    CONSTRAINT hall_hallday_last_call_check CHECK ((last_call >= 0))
);

ALTER TABLE public.hall_hallday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_hallday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_servicegroup (
    id bigint NOT NULL,
    letter character varying(1) NOT NULL,
    name character varying(80) NOT NULL,
    "order" smallint NOT NULL,
    fields jsonb NOT NULL,
    is_guidance boolean NOT NULL,
    is_active boolean NOT NULL,
    hall_id bigint NOT NULL,
    CONSTRAINT hall_servicegroup_order_check CHECK (("order" >= 0)),
    CONSTRAINT servicegroup_letter_is_one CHECK (((letter)::text ~ '^[A-Z]$'::text))
);

ALTER TABLE public.hall_servicegroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_servicegroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_slot (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    group_id bigint NOT NULL,
    CONSTRAINT slot_in_order CHECK ((ends_at > starts_at))
);

ALTER TABLE public.hall_slot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_slot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_ticket (
    id bigint NOT NULL,
    token character varying(32) NOT NULL,
    day date NOT NULL,
    number integer NOT NULL,
    code character varying(8) NOT NULL,
    priority character varying(16) NOT NULL,
    appointed_at timestamp with time zone,
    state character varying(16) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    waits_from timestamp with time zone NOT NULL,
    call_order integer,
    announced integer,
    went_first boolean NOT NULL,
    called_at timestamp with time zone,
    ended_at timestamp with time zone,
    appointment_id bigint,
    counter_id bigint,
    group_id bigint NOT NULL,
    officer_id bigint,
    visit_id bigint,
    CONSTRAINT hall_ticket_announced_check CHECK ((announced >= 0)),
    CONSTRAINT hall_ticket_call_order_check CHECK ((call_order >= 0)),
    CONSTRAINT hall_ticket_number_check CHECK ((number >= 0)),
    CONSTRAINT ticket_called_iff_in_order CHECK ((((call_order IS NULL) AND (called_at IS NULL) AND (counter_id IS NULL)) OR ((call_order IS NOT NULL) AND (called_at IS NOT NULL) AND (counter_id IS NOT NULL)))),
    CONSTRAINT ticket_state_is_known CHECK (((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('called'::character varying)::text, ('serving'::character varying)::text, ('served'::character varying)::text, ('no_show'::character varying)::text, ('left'::character varying)::text]))),
    CONSTRAINT ticket_waits_uncalled CHECK (((NOT ((state)::text = 'waiting'::text)) OR (call_order IS NULL)))
);

ALTER TABLE public.hall_ticket ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_ticket_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_ticketevent (
    id bigint NOT NULL,
    day date NOT NULL,
    act character varying(16) NOT NULL,
    at timestamp with time zone NOT NULL,
    waits_from timestamp with time zone NOT NULL,
    counter_name character varying(40) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    group_id bigint NOT NULL,
    officer_id bigint,
    ticket_id bigint NOT NULL
);

ALTER TABLE public.hall_ticketevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_ticketevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hall_ticketnumber (
    id bigint NOT NULL,
    day date NOT NULL,
    last_number integer NOT NULL,
    group_id bigint NOT NULL,
    CONSTRAINT hall_ticketnumber_last_number_check CHECK ((last_number >= 0))
);

ALTER TABLE public.hall_ticketnumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hall_ticketnumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_closedfigure (
    id bigint NOT NULL,
    day date NOT NULL,
    part bigint NOT NULL,
    whole bigint NOT NULL,
    version smallint NOT NULL,
    reason character varying(255) NOT NULL,
    agency_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT indicators_closedfigure_part_check CHECK ((part >= 0)),
    CONSTRAINT indicators_closedfigure_version_check CHECK ((version >= 0)),
    CONSTRAINT indicators_closedfigure_whole_check CHECK ((whole >= 0))
);

ALTER TABLE public.indicators_closedfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_closedfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_closedindexitem (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    part bigint NOT NULL,
    whole bigint NOT NULL,
    points numeric(5,2) NOT NULL,
    source character varying(255) NOT NULL,
    agency_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT indicators_closedindexitem_part_check CHECK ((part >= 0)),
    CONSTRAINT indicators_closedindexitem_whole_check CHECK ((whole >= 0))
);

ALTER TABLE public.indicators_closedindexitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_closedindexitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_countedfield (
    id bigint NOT NULL,
    name character varying(160) NOT NULL,
    slug character varying(160) NOT NULL
);

ALTER TABLE public.indicators_countedfield ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_countedfield_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_countedprocedure (
    procedure_id bigint NOT NULL,
    field_id bigint NOT NULL
);

CREATE TABLE public.indicators_countingrule (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    period_begins_on smallint NOT NULL,
    waiting_counts_as_settled boolean NOT NULL,
    minimum_sample smallint NOT NULL,
    form_code character varying(60) NOT NULL,
    form_title character varying(255) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    CONSTRAINT countingrule_begins_on_a_day CHECK (((period_begins_on >= 1) AND (period_begins_on <= 28))),
    CONSTRAINT countingrule_sample_of_some CHECK ((minimum_sample >= 1)),
    CONSTRAINT indicators_countingrule_minimum_sample_check CHECK ((minimum_sample >= 0)),
    CONSTRAINT indicators_countingrule_period_begins_on_check CHECK ((period_begins_on >= 0))
);

ALTER TABLE public.indicators_countingrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_countingrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_digestreader (
    id bigint NOT NULL,
    rhythm character varying(8) NOT NULL,
    since timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    officer_id bigint NOT NULL
);

ALTER TABLE public.indicators_digestreader ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_digestreader_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_dossierfact (
    dossier_id bigint NOT NULL,
    events_count integer NOT NULL,
    formula smallint NOT NULL,
    channel character varying(16) NOT NULL,
    origin character varying(16) NOT NULL,
    outcome character varying(16) NOT NULL,
    accepted_on date NOT NULL,
    ended_on date,
    waiting_on date,
    apologized_on date,
    due_on date,
    unextended_due_on date,
    original_due_on date,
    due_at timestamp with time zone,
    unextended_due_at timestamp with time zone,
    original_due_at timestamp with time zone,
    by_day character varying(8) NOT NULL,
    by_instant character varying(8) NOT NULL,
    unextended_by_day character varying(8) NOT NULL,
    unextended_by_instant character varying(8) NOT NULL,
    original_by_day character varying(8) NOT NULL,
    original_by_instant character varying(8) NOT NULL,
    supplement_requests smallint NOT NULL,
    reopenings smallint NOT NULL,
    agency_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    receiving_agency_id bigint NOT NULL,
    paid_online boolean,
    CONSTRAINT dossierfact_ended_iff_not_open CHECK ((((ended_on IS NULL) AND ((outcome)::text = 'open'::text)) OR ((NOT ((outcome)::text = 'open'::text)) AND (ended_on IS NOT NULL)))),
    CONSTRAINT indicators_dossierfact_events_count_check CHECK ((events_count >= 0)),
    CONSTRAINT indicators_dossierfact_formula_check CHECK ((formula >= 0)),
    CONSTRAINT indicators_dossierfact_reopenings_check CHECK ((reopenings >= 0)),
    CONSTRAINT indicators_dossierfact_supplement_requests_check CHECK ((supplement_requests >= 0))
);

CREATE TABLE public.indicators_factmark (
    id smallint NOT NULL,
    formula smallint NOT NULL,
    recorded_before timestamp with time zone,
    counted_at timestamp with time zone,
    changed_at timestamp with time zone,
    spans character varying(16) NOT NULL,
    CONSTRAINT factmark_one_row CHECK ((id = 1)),
    CONSTRAINT indicators_factmark_formula_check CHECK ((formula >= 0)),
    CONSTRAINT indicators_factmark_id_check CHECK ((id >= 0))
);

CREATE TABLE public.indicators_figurerun (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    formula smallint NOT NULL,
    cut_off timestamp with time zone NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    CONSTRAINT indicators_figurerun_formula_check CHECK ((formula >= 0))
);

ALTER TABLE public.indicators_figurerun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_figurerun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_fullservice (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    legal_basis character varying(255) NOT NULL,
    procedure_id bigint NOT NULL,
    CONSTRAINT fullservice_valid_in_order CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);

ALTER TABLE public.indicators_fullservice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_fullservice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_indexinput (
    id bigint NOT NULL,
    month date NOT NULL,
    key character varying(40) NOT NULL,
    part bigint NOT NULL,
    whole bigint NOT NULL,
    source character varying(255) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    entered_by_id bigint,
    CONSTRAINT indexinput_has_source CHECK ((NOT ((source)::text = ''::text))),
    CONSTRAINT indexinput_is_a_share CHECK ((part <= whole)),
    CONSTRAINT indexinput_of_a_month CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT indicators_indexinput_part_check CHECK ((part >= 0)),
    CONSTRAINT indicators_indexinput_whole_check CHECK ((whole >= 0))
);

ALTER TABLE public.indicators_indexinput ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_indexinput_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_indexrun (
    id bigint NOT NULL,
    period character varying(8) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    version smallint NOT NULL,
    reason character varying(255) NOT NULL,
    counting smallint NOT NULL,
    formula_from date NOT NULL,
    document jsonb NOT NULL,
    cut_off timestamp with time zone NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    CONSTRAINT indexrun_later_has_reason CHECK (((version = 1) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT indicators_indexrun_counting_check CHECK ((counting >= 0)),
    CONSTRAINT indicators_indexrun_version_check CHECK ((version >= 0))
);

ALTER TABLE public.indicators_indexrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_indexrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_indexversion (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    document jsonb NOT NULL,
    legal_basis character varying(255) NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

ALTER TABLE public.indicators_indexversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_indexversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_keptindex (
    id bigint NOT NULL,
    period character varying(8) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    cut_off timestamp with time zone NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    took_ms integer NOT NULL,
    moves jsonb NOT NULL,
    document jsonb NOT NULL,
    CONSTRAINT indicators_keptindex_took_ms_check CHECK ((took_ms >= 0))
);

ALTER TABLE public.indicators_keptindex ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_keptindex_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_latecause (
    id bigint NOT NULL,
    cause character varying(40) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    dossier_id bigint NOT NULL,
    recorded_by_id bigint,
    CONSTRAINT latecause_is_said CHECK ((NOT ((cause)::text = ''::text)))
);

ALTER TABLE public.indicators_latecause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_latecause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_latecausekind (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    label character varying(160) NOT NULL,
    is_offered boolean NOT NULL,
    CONSTRAINT latecausekind_code_is_plain CHECK (((code)::text ~ '^[a-z0-9-]+$'::text))
);

ALTER TABLE public.indicators_latecausekind ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_latecausekind_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_measuredeffect (
    id bigint NOT NULL,
    aim character varying(16) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    formula smallint NOT NULL,
    cut_off timestamp with time zone NOT NULL,
    measured_at timestamp with time zone NOT NULL,
    kind character varying(24) NOT NULL,
    change double precision,
    low double precision,
    high double precision,
    adopting integer NOT NULL,
    others integer NOT NULL,
    whole bigint NOT NULL,
    document jsonb NOT NULL,
    inputs jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    initiative_id bigint NOT NULL,
    CONSTRAINT indicators_measuredeffect_adopting_check CHECK ((adopting >= 0)),
    CONSTRAINT indicators_measuredeffect_formula_check CHECK ((formula >= 0)),
    CONSTRAINT indicators_measuredeffect_others_check CHECK ((others >= 0)),
    CONSTRAINT indicators_measuredeffect_whole_check CHECK ((whole >= 0))
);

ALTER TABLE public.indicators_measuredeffect ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_measuredeffect_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_nineversion (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    is_on boolean NOT NULL,
    document jsonb NOT NULL,
    legal_basis character varying(255) NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

ALTER TABLE public.indicators_nineversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_nineversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_reportedreport (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    "group" uuid NOT NULL,
    version smallint NOT NULL,
    reason character varying(255) NOT NULL,
    code character varying(60) NOT NULL,
    province character varying(120) NOT NULL,
    body character varying(160) NOT NULL,
    level character varying(40) NOT NULL,
    period_start date,
    period_end date,
    received bigint,
    carried_over bigint,
    workload bigint,
    total bigint,
    online bigint,
    direct bigint,
    resolved bigint,
    due bigint,
    early_on_time bigint,
    early bigint,
    on_time bigint,
    late bigint,
    in_progress bigint,
    in_progress_not_due bigint,
    in_progress_overdue bigint,
    returned_withdrawn bigint,
    paid_online bigint,
    digitized_in bigint,
    digitized_in_total bigint,
    digitized_out bigint,
    digitized_out_total bigint,
    reported_ontime_pct numeric(7,3),
    reported_early_pct numeric(7,3),
    reported_on_time_pct numeric(7,3),
    reported_late_pct numeric(7,3),
    denominator character varying(12) NOT NULL,
    note text NOT NULL,
    source character varying(500) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint,
    entered_by_id bigint,
    CONSTRAINT indicators_reportedreport_carried_over_check CHECK ((carried_over >= 0)),
    CONSTRAINT indicators_reportedreport_digitized_in_check CHECK ((digitized_in >= 0)),
    CONSTRAINT indicators_reportedreport_digitized_in_total_check CHECK ((digitized_in_total >= 0)),
    CONSTRAINT indicators_reportedreport_digitized_out_check CHECK ((digitized_out >= 0)),
    CONSTRAINT indicators_reportedreport_digitized_out_total_check CHECK ((digitized_out_total >= 0)),
    CONSTRAINT indicators_reportedreport_direct_check CHECK ((direct >= 0)),
    CONSTRAINT indicators_reportedreport_due_check CHECK ((due >= 0)),
    CONSTRAINT indicators_reportedreport_early_check CHECK ((early >= 0)),
    CONSTRAINT indicators_reportedreport_early_on_time_check CHECK ((early_on_time >= 0)),
    CONSTRAINT indicators_reportedreport_in_progress_check CHECK ((in_progress >= 0)),
    CONSTRAINT indicators_reportedreport_in_progress_not_due_check CHECK ((in_progress_not_due >= 0)),
    CONSTRAINT indicators_reportedreport_in_progress_overdue_check CHECK ((in_progress_overdue >= 0)),
    CONSTRAINT indicators_reportedreport_late_check CHECK ((late >= 0)),
    CONSTRAINT indicators_reportedreport_on_time_check CHECK ((on_time >= 0)),
    CONSTRAINT indicators_reportedreport_online_check CHECK ((online >= 0)),
    CONSTRAINT indicators_reportedreport_paid_online_check CHECK ((paid_online >= 0)),
    CONSTRAINT indicators_reportedreport_received_check CHECK ((received >= 0)),
    CONSTRAINT indicators_reportedreport_resolved_check CHECK ((resolved >= 0)),
    CONSTRAINT indicators_reportedreport_returned_withdrawn_check CHECK ((returned_withdrawn >= 0)),
    CONSTRAINT indicators_reportedreport_total_check CHECK ((total >= 0)),
    CONSTRAINT indicators_reportedreport_version_check CHECK ((version >= 0)),
    CONSTRAINT indicators_reportedreport_workload_check CHECK ((workload >= 0)),
    CONSTRAINT reportedreport_days_in_order CHECK (((period_start IS NULL) OR (period_end IS NULL) OR (period_start <= period_end))),
    CONSTRAINT reportedreport_has_source CHECK ((NOT ((source)::text = ''::text))),
    CONSTRAINT reportedreport_later_has_reason CHECK (((version = 1) OR (NOT ((reason)::text = ''::text))))
);

ALTER TABLE public.indicators_reportedreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_reportedreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_reporttemplate (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    valid_from date NOT NULL,
    document jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    saved_by_id bigint
);

ALTER TABLE public.indicators_reporttemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_reporttemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_signnote (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    key character varying(40) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    kind character varying(16) NOT NULL,
    text text NOT NULL,
    part integer NOT NULL,
    whole integer NOT NULL,
    written_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    officer_id bigint,
    written_by_id bigint,
    CONSTRAINT indicators_signnote_part_check CHECK ((part >= 0)),
    CONSTRAINT indicators_signnote_whole_check CHECK ((whole >= 0)),
    CONSTRAINT signnote_answer_of_officer CHECK (((NOT ((kind)::text = 'answer'::text)) OR (officer_id IS NOT NULL))),
    CONSTRAINT signnote_has_words CHECK ((NOT (text = ''::text))),
    CONSTRAINT signnote_is_a_share CHECK ((part <= whole))
);

ALTER TABLE public.indicators_signnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_signnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_signrule (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    gap_minutes integer NOT NULL,
    relodge_days smallint NOT NULL,
    pause_minutes smallint NOT NULL,
    finish_minutes smallint NOT NULL,
    burst_minutes smallint NOT NULL,
    burst_least smallint NOT NULL,
    people_least smallint NOT NULL,
    late_minutes integer NOT NULL,
    minimum_sample smallint NOT NULL,
    minimum_units smallint NOT NULL,
    note character varying(255) NOT NULL,
    CONSTRAINT indicators_signrule_burst_least_check CHECK ((burst_least >= 0)),
    CONSTRAINT indicators_signrule_burst_minutes_check CHECK ((burst_minutes >= 0)),
    CONSTRAINT indicators_signrule_finish_minutes_check CHECK ((finish_minutes >= 0)),
    CONSTRAINT indicators_signrule_gap_minutes_check CHECK ((gap_minutes >= 0)),
    CONSTRAINT indicators_signrule_late_minutes_check CHECK ((late_minutes >= 0)),
    CONSTRAINT indicators_signrule_minimum_sample_check CHECK ((minimum_sample >= 0)),
    CONSTRAINT indicators_signrule_minimum_units_check CHECK ((minimum_units >= 0)),
    CONSTRAINT indicators_signrule_pause_minutes_check CHECK ((pause_minutes >= 0)),
    CONSTRAINT indicators_signrule_people_least_check CHECK ((people_least >= 0)),
    CONSTRAINT indicators_signrule_relodge_days_check CHECK ((relodge_days >= 0)),
    CONSTRAINT signrule_of_some CHECK (((burst_least >= 2) AND (minimum_sample >= 1) AND (minimum_units >= 3)))
);

ALTER TABLE public.indicators_signrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_signrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_signtrace (
    id bigint NOT NULL,
    events_count integer NOT NULL,
    formula smallint NOT NULL,
    channel character varying(16) NOT NULL,
    origin character varying(16) NOT NULL,
    acted_on date NOT NULL,
    last_on date NOT NULL,
    lodged_on date,
    accepted_on date,
    waited_minutes integer,
    is_undated boolean NOT NULL,
    stated_limit character varying(40) NOT NULL,
    handled_on date,
    asked smallint NOT NULL,
    asked_again smallint NOT NULL,
    paused_on date,
    due_day_pauses smallint NOT NULL,
    pause_left integer,
    apologized_on date,
    apologized_again smallint NOT NULL,
    due_day_apologies smallint NOT NULL,
    ended_on date,
    ended_at timestamp with time zone,
    outcome character varying(16) NOT NULL,
    is_dated boolean NOT NULL,
    end_left integer,
    owes_result boolean NOT NULL,
    lacks_result boolean NOT NULL,
    turned_back_on date,
    lacks_form smallint NOT NULL,
    recorded_on date,
    latest_minutes integer NOT NULL,
    agency_id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    officer_id bigint,
    procedure_id bigint NOT NULL,
    receiving_agency_id bigint NOT NULL,
    CONSTRAINT indicators_signtrace_apologized_again_check CHECK ((apologized_again >= 0)),
    CONSTRAINT indicators_signtrace_asked_again_check CHECK ((asked_again >= 0)),
    CONSTRAINT indicators_signtrace_asked_check CHECK ((asked >= 0)),
    CONSTRAINT indicators_signtrace_due_day_apologies_check CHECK ((due_day_apologies >= 0)),
    CONSTRAINT indicators_signtrace_due_day_pauses_check CHECK ((due_day_pauses >= 0)),
    CONSTRAINT indicators_signtrace_end_left_check CHECK ((end_left >= 0)),
    CONSTRAINT indicators_signtrace_events_count_check CHECK ((events_count >= 0)),
    CONSTRAINT indicators_signtrace_formula_check CHECK ((formula >= 0)),
    CONSTRAINT indicators_signtrace_lacks_form_check CHECK ((lacks_form >= 0)),
    CONSTRAINT indicators_signtrace_pause_left_check CHECK ((pause_left >= 0)),
    CONSTRAINT indicators_signtrace_waited_minutes_check CHECK ((waited_minutes >= 0))
);

ALTER TABLE public.indicators_signtrace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_signtrace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_spancount (
    id bigint NOT NULL,
    span character varying(5) NOT NULL,
    day date NOT NULL,
    c4 integer NOT NULL,
    c5 integer NOT NULL,
    c8_w integer NOT NULL,
    c9_w integer NOT NULL,
    c10_w integer NOT NULL,
    c11_w integer NOT NULL,
    c13_w integer NOT NULL,
    c8_e integer NOT NULL,
    c9_e integer NOT NULL,
    c10_e integer NOT NULL,
    c11_e integer NOT NULL,
    c13_e integer NOT NULL,
    owing integer NOT NULL,
    paid integer NOT NULL,
    agency_id bigint,
    field_id bigint
);

ALTER TABLE public.indicators_spancount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_spancount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_tracemark (
    id smallint NOT NULL,
    formula smallint NOT NULL,
    recorded_before timestamp with time zone,
    counted_at timestamp with time zone,
    CONSTRAINT indicators_tracemark_formula_check CHECK ((formula >= 0)),
    CONSTRAINT indicators_tracemark_id_check CHECK ((id >= 0)),
    CONSTRAINT tracemark_one_row CHECK ((id = 1))
);

CREATE TABLE public.initiatives_adoption (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    way character varying(8) NOT NULL,
    changes text NOT NULL,
    state character varying(12) NOT NULL,
    planned_on date NOT NULL,
    starts_on date NOT NULL,
    started_on date,
    ended_on date,
    result text NOT NULL,
    agency_id bigint NOT NULL,
    source_id bigint,
    initiative_id bigint NOT NULL,
    CONSTRAINT adoption_not_from_itself CHECK (((source_id IS NULL) OR (NOT ((source_id = id) AND (source_id IS NOT NULL)))))
);

ALTER TABLE public.initiatives_adoption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_adoption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_adoptionevent (
    id bigint NOT NULL,
    action character varying(12) NOT NULL,
    to_state character varying(12) NOT NULL,
    note text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    adoption_id bigint NOT NULL,
    officer_id bigint
);

ALTER TABLE public.initiatives_adoptionevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_adoptionevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_adoptionstep (
    id bigint NOT NULL,
    number smallint NOT NULL,
    title character varying(200) NOT NULL,
    due_on date,
    done_on date,
    adoption_id bigint NOT NULL,
    CONSTRAINT initiatives_adoptionstep_number_check CHECK ((number >= 0))
);

ALTER TABLE public.initiatives_adoptionstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_adoptionstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_commitment (
    id bigint NOT NULL,
    text character varying(300) NOT NULL,
    responsible character varying(160) NOT NULL,
    due_on date NOT NULL,
    done_on date,
    done_note character varying(300) NOT NULL,
    noted_by_id bigint,
    delegation_id bigint NOT NULL
);

ALTER TABLE public.initiatives_commitment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_commitment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_council (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    agency_id bigint NOT NULL,
    province_id bigint NOT NULL,
    level character varying(12) NOT NULL
);

ALTER TABLE public.initiatives_council ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_council_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_councilmember (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    title character varying(12) NOT NULL,
    council_id bigint NOT NULL,
    officer_id bigint NOT NULL
);

ALTER TABLE public.initiatives_councilmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_councilmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_delegation (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    title character varying(200) NOT NULL,
    host character varying(200) NOT NULL,
    rank_par smallint,
    rank_sipas smallint,
    rank_year smallint,
    topics text NOT NULL,
    begins_on date NOT NULL,
    ends_on date NOT NULL,
    decision_number character varying(60) NOT NULL,
    decision_on date,
    cost_dong bigint,
    lessons text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    CONSTRAINT delegation_days_in_order CHECK ((ends_on >= begins_on)),
    CONSTRAINT delegation_decision_whole CHECK (((((decision_number)::text = ''::text) AND (decision_on IS NULL)) OR ((NOT ((decision_number)::text = ''::text)) AND (decision_on IS NOT NULL)))),
    CONSTRAINT initiatives_delegation_cost_dong_check CHECK ((cost_dong >= 0)),
    CONSTRAINT initiatives_delegation_rank_par_check CHECK ((rank_par >= 0)),
    CONSTRAINT initiatives_delegation_rank_sipas_check CHECK ((rank_sipas >= 0)),
    CONSTRAINT initiatives_delegation_rank_year_check CHECK ((rank_year >= 0))
);

ALTER TABLE public.initiatives_delegation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_delegation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_delegationmember (
    id bigint NOT NULL,
    full_name character varying(120) NOT NULL,
    "position" character varying(160) NOT NULL,
    delegation_id bigint NOT NULL
);

ALTER TABLE public.initiatives_delegationmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_delegationmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_evaluation (
    id bigint NOT NULL,
    number smallint NOT NULL,
    version smallint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    minutes text NOT NULL,
    closed_by_id bigint,
    initiative_id bigint NOT NULL,
    scheme_id bigint NOT NULL,
    CONSTRAINT initiatives_evaluation_number_check CHECK ((number >= 0)),
    CONSTRAINT initiatives_evaluation_version_check CHECK ((version >= 0))
);

ALTER TABLE public.initiatives_evaluation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_evaluation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_initiative (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    code character varying(16) NOT NULL,
    kind character varying(12) NOT NULL,
    area smallint NOT NULL,
    state character varying(16) NOT NULL,
    title character varying(200) NOT NULL,
    versions_count smallint NOT NULL,
    search_text text NOT NULL,
    title_key character varying(255) NOT NULL,
    text_key text NOT NULL,
    registered_on date,
    decision_number character varying(60) NOT NULL,
    decision_on date,
    recognised_reach character varying(12) NOT NULL,
    published_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    council_id bigint,
    delegation_id bigint,
    source_id bigint,
    CONSTRAINT initiative_code_iff_registered CHECK (((((code)::text = ''::text) AND (registered_on IS NULL)) OR ((NOT ((code)::text = ''::text)) AND (registered_on IS NOT NULL)))),
    CONSTRAINT initiative_decision_whole CHECK (((((decision_number)::text = ''::text) AND (decision_on IS NULL)) OR ((NOT ((decision_number)::text = ''::text)) AND (decision_on IS NOT NULL)))),
    CONSTRAINT initiatives_initiative_area_check CHECK ((area >= 0)),
    CONSTRAINT initiatives_initiative_versions_count_check CHECK ((versions_count >= 0))
);

ALTER TABLE public.initiatives_initiative ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_initiative_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_initiativeevent (
    id bigint NOT NULL,
    action character varying(24) NOT NULL,
    from_state character varying(16) NOT NULL,
    to_state character varying(16) NOT NULL,
    version smallint NOT NULL,
    note text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    initiative_id bigint NOT NULL,
    officer_id bigint,
    CONSTRAINT initiatives_initiativeevent_version_check CHECK ((version >= 0))
);

ALTER TABLE public.initiatives_initiativeevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_initiativeevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_initiativeversion (
    id bigint NOT NULL,
    number smallint NOT NULL,
    title character varying(200) NOT NULL,
    summary character varying(400) NOT NULL,
    problem text NOT NULL,
    description text NOT NULL,
    audience character varying(255) NOT NULL,
    novelty text NOT NULL,
    steps jsonb NOT NULL,
    applied_where character varying(255) NOT NULL,
    started_on date,
    cost_dong bigint,
    cost_note character varying(255) NOT NULL,
    saving character varying(255) NOT NULL,
    materials text NOT NULL,
    evidence text NOT NULL,
    contact character varying(255) NOT NULL,
    reach character varying(12) NOT NULL,
    authors jsonb NOT NULL,
    aims jsonb NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    initiative_id bigint NOT NULL,
    written_by_id bigint,
    CONSTRAINT initiatives_initiativeversion_cost_dong_check CHECK ((cost_dong >= 0)),
    CONSTRAINT initiatives_initiativeversion_number_check CHECK ((number >= 0))
);

ALTER TABLE public.initiatives_initiativeversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_initiativeversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_recognition (
    id bigint NOT NULL,
    level character varying(12) NOT NULL,
    number character varying(60) NOT NULL,
    decided_on date NOT NULL,
    reach character varying(12) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    council_id bigint NOT NULL,
    initiative_id bigint NOT NULL,
    recorded_by_id bigint
);

ALTER TABLE public.initiatives_recognition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_recognition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_scorescheme (
    id bigint NOT NULL,
    number smallint NOT NULL,
    valid_from date NOT NULL,
    criteria jsonb NOT NULL,
    pass_mark smallint NOT NULL,
    quorum_percent smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    council_id bigint NOT NULL,
    set_by_id bigint,
    CONSTRAINT initiatives_scorescheme_number_check CHECK ((number >= 0)),
    CONSTRAINT initiatives_scorescheme_pass_mark_check CHECK ((pass_mark >= 0)),
    CONSTRAINT initiatives_scorescheme_quorum_percent_check CHECK ((quorum_percent >= 0)),
    CONSTRAINT scorescheme_of_a_hundred CHECK (((pass_mark >= 1) AND (pass_mark <= 100) AND (quorum_percent >= 1) AND (quorum_percent <= 100)))
);

ALTER TABLE public.initiatives_scorescheme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_scorescheme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_scoresheet (
    id bigint NOT NULL,
    points jsonb NOT NULL,
    total smallint NOT NULL,
    remark text NOT NULL,
    locked_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT initiatives_scoresheet_total_check CHECK ((total >= 0)),
    CONSTRAINT scoresheet_of_a_hundred CHECK ((total <= 100))
);

ALTER TABLE public.initiatives_scoresheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_scoresheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_seat (
    id bigint NOT NULL,
    title character varying(12) NOT NULL,
    conflict character varying(255) NOT NULL,
    evaluation_id bigint NOT NULL,
    officer_id bigint NOT NULL
);

ALTER TABLE public.initiatives_seat ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_seat_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.initiatives_yearplan (
    id bigint NOT NULL,
    year smallint NOT NULL,
    target smallint NOT NULL,
    note character varying(255) NOT NULL,
    set_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    set_by_id bigint,
    CONSTRAINT initiatives_yearplan_target_check CHECK ((target >= 0)),
    CONSTRAINT initiatives_yearplan_year_check CHECK ((year >= 0)),
    CONSTRAINT yearplan_of_some CHECK ((target >= 1))
);

ALTER TABLE public.initiatives_yearplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.initiatives_yearplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_channelchoice (
    id bigint NOT NULL,
    channel character varying(16) NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL
);

ALTER TABLE public.notifications_channelchoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_channelchoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_message (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    key character varying(120) NOT NULL,
    topic character varying(40) NOT NULL,
    channel character varying(16) NOT NULL,
    about character varying(60) NOT NULL,
    recipient character varying(255) NOT NULL,
    subject character varying(255) NOT NULL,
    body text NOT NULL,
    state character varying(16) NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    last_error character varying(255) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    alternatives jsonb NOT NULL,
    delivered_at timestamp with time zone,
    provider character varying(40) NOT NULL,
    provider_number character varying(80) NOT NULL,
    CONSTRAINT notifications_message_attempts_check CHECK ((attempts >= 0))
);

ALTER TABLE public.notifications_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_messagetemplate (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    topic character varying(40) NOT NULL,
    subject character varying(200) NOT NULL,
    body text NOT NULL,
    channel character varying(16) NOT NULL,
    is_plain boolean NOT NULL
);

ALTER TABLE public.notifications_messagetemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_messagetemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_quiethours (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    channel character varying(16) NOT NULL,
    begins time without time zone NOT NULL,
    ends time without time zone NOT NULL
);

ALTER TABLE public.notifications_quiethours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_quiethours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.opendata_opendataset (
    id bigint NOT NULL,
    day date NOT NULL,
    as_of date NOT NULL,
    rows bigint NOT NULL,
    dossiers bigint NOT NULL,
    description jsonb NOT NULL,
    written_at timestamp with time zone NOT NULL,
    closed_day_id date,
    csv_id bigint NOT NULL,
    parquet_id bigint NOT NULL,
    CONSTRAINT opendata_opendataset_dossiers_check CHECK ((dossiers >= 0)),
    CONSTRAINT opendata_opendataset_rows_check CHECK ((rows >= 0))
);

ALTER TABLE public.opendata_opendataset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.opendata_opendataset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_cashday (
    id bigint NOT NULL,
    day date NOT NULL,
    opening_dong bigint NOT NULL,
    totals jsonb NOT NULL,
    expected_dong bigint NOT NULL,
    counted_dong bigint NOT NULL,
    reason character varying(255) NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    agency_id bigint NOT NULL,
    officer_id bigint NOT NULL,
    seen_by_id bigint,
    CONSTRAINT cashday_difference_with_reason CHECK (((counted_dong = expected_dong) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT payments_cashday_counted_dong_check CHECK ((counted_dong >= 0)),
    CONSTRAINT payments_cashday_opening_dong_check CHECK ((opening_dong >= 0))
);

ALTER TABLE public.payments_cashday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_cashday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_collector (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    tax_code character varying(14) NOT NULL,
    form_symbol character varying(16) NOT NULL,
    series_symbol character varying(16) NOT NULL,
    bank_bin character varying(6) NOT NULL,
    bank_name character varying(120) NOT NULL,
    account_number character varying(19) NOT NULL,
    account_name character varying(120) NOT NULL,
    takes_gateway boolean NOT NULL,
    agency_id bigint NOT NULL,
    CONSTRAINT collector_whole_account CHECK (((((account_number)::text = ''::text) AND ((bank_bin)::text = ''::text)) OR ((NOT ((bank_bin)::text = ''::text)) AND (NOT ((account_number)::text = ''::text)))))
);

ALTER TABLE public.payments_collector ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_collector_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_difference (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    ours_dong bigint NOT NULL,
    theirs_dong bigint NOT NULL,
    found_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    note character varying(255) NOT NULL,
    agency_id bigint,
    resolved_by_id bigint,
    incoming_id bigint,
    order_id bigint,
    CONSTRAINT payments_difference_ours_dong_check CHECK ((ours_dong >= 0)),
    CONSTRAINT payments_difference_theirs_dong_check CHECK ((theirs_dong >= 0))
);

ALTER TABLE public.payments_difference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_difference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_incoming (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    provider character varying(16) NOT NULL,
    provider_txn character varying(80) NOT NULL,
    source character varying(16) NOT NULL,
    amount_dong bigint NOT NULL,
    content character varying(255) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    in_statement_at timestamp with time zone,
    state character varying(16) NOT NULL,
    decided_at timestamp with time zone,
    note character varying(255) NOT NULL,
    agency_id bigint,
    decided_by_id bigint,
    order_id bigint,
    CONSTRAINT incoming_is_something CHECK ((amount_dong > 0)),
    CONSTRAINT payments_incoming_amount_dong_check CHECK ((amount_dong >= 0))
);

ALTER TABLE public.payments_incoming ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_incoming_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_order (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    number character varying(16) NOT NULL,
    kind character varying(24) NOT NULL,
    payable character varying(40) NOT NULL,
    reference character varying(60) NOT NULL,
    subject character varying(60) NOT NULL,
    purpose character varying(160) NOT NULL,
    amount_dong bigint NOT NULL,
    state character varying(16) NOT NULL,
    attempts_count smallint NOT NULL,
    events_count integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    payment_id bigint,
    CONSTRAINT order_is_something CHECK ((amount_dong > 0)),
    CONSTRAINT order_paid_iff_settled CHECK ((((payment_id IS NULL) AND ((state)::text = ANY (ARRAY[('expired'::character varying)::text, ('failed'::character varying)::text, ('opened'::character varying)::text, ('waiting'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('expired'::character varying)::text, ('failed'::character varying)::text, ('opened'::character varying)::text, ('waiting'::character varying)::text]))) AND (payment_id IS NOT NULL)))),
    CONSTRAINT payments_order_amount_dong_check CHECK ((amount_dong >= 0)),
    CONSTRAINT payments_order_attempts_count_check CHECK ((attempts_count >= 0)),
    CONSTRAINT payments_order_events_count_check CHECK ((events_count >= 0))
);

ALTER TABLE public.payments_order ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_orderevent (
    id bigint NOT NULL,
    sequence integer NOT NULL,
    act character varying(16) NOT NULL,
    from_state character varying(16) NOT NULL,
    to_state character varying(16) NOT NULL,
    provider character varying(16) NOT NULL,
    provider_txn character varying(80) NOT NULL,
    payload jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id bigint,
    order_id bigint NOT NULL,
    CONSTRAINT payments_orderevent_sequence_check CHECK ((sequence >= 0))
);

ALTER TABLE public.payments_orderevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_orderevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_payment (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    reference character varying(60) NOT NULL,
    amount_dong bigint NOT NULL,
    method character varying(16) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    received_by_id bigint,
    CONSTRAINT payment_is_something CHECK ((amount_dong > 0)),
    CONSTRAINT payments_payment_amount_dong_check CHECK ((amount_dong >= 0))
);

ALTER TABLE public.payments_payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_paymentreceipt (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    kind character varying(16) NOT NULL,
    series character varying(40) NOT NULL,
    year smallint NOT NULL,
    number integer NOT NULL,
    amount_dong bigint NOT NULL,
    payload jsonb NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    voided_at timestamp with time zone,
    void_reason character varying(255) NOT NULL,
    agency_id bigint NOT NULL,
    file_id bigint,
    issued_by_id bigint,
    payment_id bigint NOT NULL,
    refund_id bigint,
    replaces_id bigint,
    voided_by_id bigint,
    CONSTRAINT paymentreceipt_number_fits CHECK (((number >= 1) AND (number <= 99999999))),
    CONSTRAINT paymentreceipt_void_with_reason CHECK (((((void_reason)::text = ''::text) AND (voided_at IS NULL)) OR ((voided_at IS NOT NULL) AND (NOT ((void_reason)::text = ''::text))))),
    CONSTRAINT payments_paymentreceipt_amount_dong_check CHECK ((amount_dong >= 0)),
    CONSTRAINT payments_paymentreceipt_number_check CHECK ((number >= 0)),
    CONSTRAINT payments_paymentreceipt_year_check CHECK ((year >= 0))
);

ALTER TABLE public.payments_paymentreceipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_paymentreceipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_receiptcounter (
    id bigint NOT NULL,
    series character varying(40) NOT NULL,
    year smallint NOT NULL,
    last_number integer NOT NULL,
    agency_id bigint NOT NULL,
    CONSTRAINT payments_receiptcounter_last_number_check CHECK ((last_number >= 0)),
    CONSTRAINT payments_receiptcounter_year_check CHECK ((year >= 0)),
    CONSTRAINT receiptcounter_eight_digits CHECK ((last_number <= 99999999))
);

ALTER TABLE public.payments_receiptcounter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_receiptcounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_refund (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    amount_dong bigint NOT NULL,
    reason character varying(255) NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    method character varying(16) NOT NULL,
    decided_by_id bigint,
    paid_by_id bigint,
    payment_id bigint NOT NULL,
    approved_at timestamp with time zone,
    approved_by_id bigint,
    CONSTRAINT payments_refund_amount_dong_check CHECK ((amount_dong >= 0)),
    CONSTRAINT refund_by_two_persons CHECK (((approved_by_id IS NULL) OR (NOT ((approved_by_id = decided_by_id) AND (approved_by_id IS NOT NULL) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT refund_is_something CHECK ((amount_dong > 0)),
    CONSTRAINT refund_paid_after_decision CHECK (((paid_at IS NULL) OR (paid_at >= decided_at)))
);

ALTER TABLE public.payments_refund ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_refund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_identity (
    id bigint NOT NULL,
    issuer character varying(255) NOT NULL,
    subject character varying(255) NOT NULL,
    level smallint NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT identity_level_is_known CHECK (((level >= 1) AND (level <= 3))),
    CONSTRAINT people_identity_level_check CHECK ((level >= 0))
);

ALTER TABLE public.people_identity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_identity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_person (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    kind character varying(16) NOT NULL,
    identity_kind character varying(16) NOT NULL,
    identity_number character varying(32),
    full_name character varying(255) NOT NULL,
    sort_key character varying(1000) NOT NULL COLLATE pg_catalog."C",
    birth_on date,
    address character varying(255) NOT NULL,
    phone character varying(32) NOT NULL,
    email character varying(254) NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT person_number_iff_kind CHECK (((((identity_kind)::text = 'none'::text) AND (identity_number IS NULL)) OR ((NOT ((identity_kind)::text = 'none'::text)) AND (identity_number IS NOT NULL))))
);

ALTER TABLE public.people_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_caseread (
    id bigint NOT NULL,
    is_file boolean NOT NULL,
    read_at timestamp with time zone NOT NULL,
    officer_id bigint NOT NULL,
    complaint_id bigint,
    denunciation_id bigint,
    CONSTRAINT caseread_of_one CHECK ((((complaint_id IS NULL) AND (denunciation_id IS NOT NULL)) OR ((complaint_id IS NOT NULL) AND (denunciation_id IS NULL))))
);

ALTER TABLE public.petitions_caseread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_caseread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_complaint (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    code character varying(14) NOT NULL,
    way character varying(8) NOT NULL,
    state character varying(16) NOT NULL,
    lodged_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    sealed bytea NOT NULL,
    barred jsonb NOT NULL,
    agency_id bigint NOT NULL,
    received_by_id bigint NOT NULL
);

CREATE TABLE public.petitions_complaint_files (
    id bigint NOT NULL,
    complaint_id bigint NOT NULL,
    storedfile_id bigint NOT NULL
);

ALTER TABLE public.petitions_complaint_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_complaint_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.petitions_complaint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_complaint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_complaintevent (
    id bigint NOT NULL,
    action character varying(16) NOT NULL,
    state_before character varying(16) NOT NULL,
    state_after character varying(16) NOT NULL,
    document character varying(80) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    reason text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    case_id bigint NOT NULL,
    officer_id bigint
);

ALTER TABLE public.petitions_complaintevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_complaintevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_denunciation (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    code character varying(14) NOT NULL,
    way character varying(8) NOT NULL,
    state character varying(16) NOT NULL,
    lodged_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    sealed bytea NOT NULL,
    barred jsonb NOT NULL,
    is_anonymous boolean NOT NULL,
    agency_id bigint NOT NULL,
    received_by_id bigint NOT NULL
);

CREATE TABLE public.petitions_denunciation_files (
    id bigint NOT NULL,
    denunciation_id bigint NOT NULL,
    storedfile_id bigint NOT NULL
);

ALTER TABLE public.petitions_denunciation_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_denunciation_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.petitions_denunciation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_denunciation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_denunciationevent (
    id bigint NOT NULL,
    action character varying(16) NOT NULL,
    state_before character varying(16) NOT NULL,
    state_after character varying(16) NOT NULL,
    document character varying(80) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    reason text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    case_id bigint NOT NULL,
    officer_id bigint
);

ALTER TABLE public.petitions_denunciationevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_denunciationevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_feedback (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    code character varying(14) NOT NULL,
    subject character varying(16) NOT NULL,
    way character varying(8) NOT NULL,
    state character varying(24) NOT NULL,
    turn smallint NOT NULL,
    lodged_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    answered_at timestamp with time zone,
    asked_settled_at timestamp with time zone,
    settled boolean,
    rating smallint,
    agency_id bigint NOT NULL,
    dossier_id bigint,
    received_by_id bigint NOT NULL,
    CONSTRAINT feedback_rating_of_three CHECK (((rating IS NULL) OR ((rating >= 1) AND (rating <= 3)))),
    CONSTRAINT petitions_feedback_rating_check CHECK ((rating >= 0)),
    CONSTRAINT petitions_feedback_turn_check CHECK ((turn >= 0))
);

ALTER TABLE public.petitions_feedback ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_feedback_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_feedbackanswer (
    id bigint NOT NULL,
    text text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    is_approved boolean,
    remark text NOT NULL,
    decided_by_id bigint,
    feedback_id bigint NOT NULL,
    written_by_id bigint NOT NULL
);

ALTER TABLE public.petitions_feedbackanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_feedbackanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_feedbackdraft (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    phone character varying(32) NOT NULL,
    email character varying(254) NOT NULL,
    is_verified boolean NOT NULL,
    "values" jsonb NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    sent_as character varying(14) NOT NULL,
    person_id bigint,
    verification_id bigint
);

CREATE TABLE public.petitions_feedbackdraft_files (
    id bigint NOT NULL,
    feedbackdraft_id bigint NOT NULL,
    storedfile_id bigint NOT NULL
);

ALTER TABLE public.petitions_feedbackdraft_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_feedbackdraft_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.petitions_feedbackdraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_feedbackdraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_feedbackevent (
    id bigint NOT NULL,
    action character varying(24) NOT NULL,
    state_before character varying(24) NOT NULL,
    state_after character varying(24) NOT NULL,
    turn smallint,
    due_at timestamp with time zone,
    in_time boolean,
    value smallint,
    payload jsonb NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    feedback_id bigint NOT NULL,
    officer_id bigint,
    CONSTRAINT petitions_feedbackevent_turn_check CHECK ((turn >= 0)),
    CONSTRAINT petitions_feedbackevent_value_check CHECK ((value >= 0))
);

ALTER TABLE public.petitions_feedbackevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_feedbackevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_feedbackphoto (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    is_public boolean NOT NULL,
    feedback_id bigint NOT NULL,
    file_id bigint NOT NULL
);

ALTER TABLE public.petitions_feedbackphoto ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_feedbackphoto_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_feedbackpromise (
    id bigint NOT NULL,
    turn smallint NOT NULL,
    kind character varying(24) NOT NULL,
    counted_from timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    limit_value smallint NOT NULL,
    limit_unit character varying(16) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    pauses jsonb NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    calendar_version_id bigint NOT NULL,
    feedback_id bigint NOT NULL,
    CONSTRAINT petitions_feedbackpromise_limit_value_check CHECK ((limit_value >= 0)),
    CONSTRAINT petitions_feedbackpromise_turn_check CHECK ((turn >= 0))
);

ALTER TABLE public.petitions_feedbackpromise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_feedbackpromise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_petitioner (
    id bigint NOT NULL,
    number_key character varying(64) NOT NULL,
    full_name character varying(160) NOT NULL,
    address character varying(255) NOT NULL,
    phone character varying(32) NOT NULL,
    email character varying(254) NOT NULL,
    title character varying(120) NOT NULL,
    text text NOT NULL,
    place character varying(255) NOT NULL,
    dossier_code character varying(60) NOT NULL,
    question text NOT NULL,
    supplied text NOT NULL,
    note text NOT NULL,
    words text NOT NULL,
    feedback_id bigint NOT NULL,
    person_id bigint
);

ALTER TABLE public.petitions_petitioner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_petitioner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_petitionlimit (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    kind character varying(24) NOT NULL,
    value smallint NOT NULL,
    unit character varying(16) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    CONSTRAINT petitionlimit_something CHECK ((value >= 1)),
    CONSTRAINT petitions_petitionlimit_value_check CHECK ((value >= 0))
);

ALTER TABLE public.petitions_petitionlimit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_petitionlimit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_petitiontext (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    kind character varying(24) NOT NULL,
    text text NOT NULL
);

ALTER TABLE public.petitions_petitiontext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_petitiontext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_publication (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    text text NOT NULL,
    answer text NOT NULL,
    search_text text NOT NULL,
    sha256 character varying(64) NOT NULL,
    published_at timestamp with time zone NOT NULL,
    confirmed_by_id bigint NOT NULL,
    feedback_id bigint NOT NULL
);

ALTER TABLE public.petitions_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.petitions_verification (
    id bigint NOT NULL,
    address_key character varying(64) NOT NULL,
    code_key character varying(64) NOT NULL,
    tries smallint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT petitions_verification_tries_check CHECK ((tries >= 0))
);

ALTER TABLE public.petitions_verification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.petitions_verification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_committedlimit (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    value integer NOT NULL,
    unit character varying(16) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    agency_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    CONSTRAINT committedlimit_at_least_one CHECK ((value >= 1)),
    CONSTRAINT procedures_committedlimit_value_check CHECK ((value >= 0))
);

ALTER TABLE public.procedures_committedlimit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_committedlimit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_eform (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    name character varying(255) NOT NULL,
    is_plain boolean NOT NULL
);

ALTER TABLE public.procedures_eform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_eform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_eformversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    status character varying(16) NOT NULL,
    valid_from date,
    valid_to date,
    definition jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    change_note character varying(255) NOT NULL,
    published_at timestamp with time zone,
    edited_at timestamp with time zone NOT NULL,
    form_id bigint NOT NULL,
    published_by_id bigint,
    CONSTRAINT eformversion_published_has_day CHECK ((((status)::text = 'draft'::text) OR (valid_from IS NOT NULL))),
    CONSTRAINT procedures_eformversion_number_check CHECK ((number >= 0))
);

ALTER TABLE public.procedures_eformversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_eformversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_feeexemption (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    code character varying(40) NOT NULL,
    name character varying(160) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    "order" smallint NOT NULL,
    evidence character varying(255) NOT NULL,
    percent smallint NOT NULL,
    CONSTRAINT feeexemption_percent CHECK (((percent >= 1) AND (percent <= 100))),
    CONSTRAINT feeexemption_valid_in_order CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT procedures_feeexemption_order_check CHECK (("order" >= 0)),
    CONSTRAINT procedures_feeexemption_percent_check CHECK ((percent >= 0))
);

ALTER TABLE public.procedures_feeexemption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_feeexemption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_procedure (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name text NOT NULL,
    field character varying(160) NOT NULL,
    field_slug character varying(160) NOT NULL,
    ministry character varying(120) NOT NULL,
    levels jsonb NOT NULL,
    synonyms text NOT NULL,
    search_text text NOT NULL,
    popularity integer NOT NULL,
    is_active boolean NOT NULL,
    current_version_id bigint,
    eform_id bigint,
    CONSTRAINT procedures_procedure_popularity_check CHECK ((popularity >= 0))
);

ALTER TABLE public.procedures_procedure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_procedure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_proceduretrial (
    id bigint NOT NULL,
    content_digest character varying(64) NOT NULL,
    form_digest character varying(64) NOT NULL,
    outcome character varying(16) NOT NULL,
    problems jsonb NOT NULL,
    walked jsonb NOT NULL,
    channel character varying(16) NOT NULL,
    accepted_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    statutory_due_at timestamp with time zone,
    done_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    done_by_id bigint,
    procedure_id bigint NOT NULL
);

ALTER TABLE public.procedures_proceduretrial ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_proceduretrial_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_procedureversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    status character varying(16) NOT NULL,
    valid_from date,
    valid_to date,
    content jsonb NOT NULL,
    warnings jsonb NOT NULL,
    change_note character varying(255) NOT NULL,
    published_at timestamp with time zone,
    edited_at timestamp with time zone NOT NULL,
    procedure_id bigint NOT NULL,
    published_by_id bigint,
    CONSTRAINT procedures_procedureversion_number_check CHECK ((number >= 0)),
    CONSTRAINT procedureversion_published_has_day CHECK ((((status)::text = 'draft'::text) OR (valid_from IS NOT NULL)))
);

ALTER TABLE public.procedures_procedureversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_procedureversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_provincialfee (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    channel character varying(16) NOT NULL,
    amount_dong bigint NOT NULL,
    legal_basis character varying(255) NOT NULL,
    procedure_id bigint NOT NULL,
    province_id bigint NOT NULL,
    further_dong bigint,
    further_from smallint,
    most_dong bigint,
    per character varying(8) NOT NULL,
    CONSTRAINT procedures_provincialfee_amount_dong_check CHECK ((amount_dong >= 0)),
    CONSTRAINT procedures_provincialfee_further_dong_check CHECK ((further_dong >= 0)),
    CONSTRAINT procedures_provincialfee_further_from_check CHECK ((further_from >= 0)),
    CONSTRAINT procedures_provincialfee_most_dong_check CHECK ((most_dong >= 0)),
    CONSTRAINT provincialfee_further_by_page CHECK ((((further_dong IS NULL) AND (further_from IS NULL)) OR ((further_dong IS NOT NULL) AND (further_from >= 2) AND (further_from IS NOT NULL) AND ((per)::text = 'page'::text)))),
    CONSTRAINT provincialfee_most_by_page CHECK (((most_dong IS NULL) OR ((per)::text = 'page'::text)))
);

ALTER TABLE public.procedures_provincialfee ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_provincialfee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_publishingrule (
    id bigint NOT NULL,
    is_trial_required boolean NOT NULL,
    set_at timestamp with time zone NOT NULL,
    set_by_id bigint
);

ALTER TABLE public.procedures_publishingrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_publishingrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_retentionrule (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    years smallint,
    legal_basis character varying(255) NOT NULL,
    is_proposal boolean NOT NULL,
    procedure_id bigint,
    CONSTRAINT procedures_retentionrule_years_check CHECK ((years >= 0)),
    CONSTRAINT retentionrule_at_least_a_year CHECK (((years IS NULL) OR (years >= 1)))
);

ALTER TABLE public.procedures_retentionrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_retentionrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_computedvalue (
    id bigint NOT NULL,
    part character varying(60) NOT NULL,
    measure character varying(40) NOT NULL,
    formula smallint NOT NULL,
    numerator integer NOT NULL,
    denominator integer NOT NULL,
    sample integer NOT NULL,
    "least" integer NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    cut_off timestamp with time zone NOT NULL,
    points numeric(6,2),
    recorded_at timestamp with time zone NOT NULL,
    sheet_id bigint NOT NULL,
    CONSTRAINT rankings_computedvalue_denominator_check CHECK ((denominator >= 0)),
    CONSTRAINT rankings_computedvalue_formula_check CHECK ((formula >= 0)),
    CONSTRAINT rankings_computedvalue_least_check CHECK (("least" >= 0)),
    CONSTRAINT rankings_computedvalue_numerator_check CHECK ((numerator >= 0)),
    CONSTRAINT rankings_computedvalue_sample_check CHECK ((sample >= 0))
);

ALTER TABLE public.rankings_computedvalue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_computedvalue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_entry (
    id bigint NOT NULL,
    part character varying(60) NOT NULL,
    kind character varying(12) NOT NULL,
    reached jsonb NOT NULL,
    points numeric(6,2),
    is_inapplicable boolean NOT NULL,
    note text NOT NULL,
    links text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    officer_id bigint,
    sheet_id bigint NOT NULL,
    CONSTRAINT entry_no_points_where_inapplicable CHECK (((NOT is_inapplicable) OR (points IS NULL))),
    CONSTRAINT entry_points_not_negative CHECK (((points IS NULL) OR (points >= (0)::numeric)))
);

ALTER TABLE public.rankings_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_entryfile (
    id bigint NOT NULL,
    entry_id bigint NOT NULL,
    file_id bigint NOT NULL
);

ALTER TABLE public.rankings_entryfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_entryfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_indexevent (
    id bigint NOT NULL,
    action character varying(16) NOT NULL,
    from_state character varying(12) NOT NULL,
    to_state character varying(12) NOT NULL,
    note text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    officer_id bigint,
    index_id bigint NOT NULL
);

ALTER TABLE public.rankings_indexevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_indexevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_indexissue (
    id bigint NOT NULL,
    document jsonb NOT NULL,
    legal_basis character varying(255) NOT NULL,
    note text NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    issued_by_id bigint,
    index_id bigint NOT NULL
);

ALTER TABLE public.rankings_indexissue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_indexissue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_indexlead (
    id bigint NOT NULL,
    area smallint NOT NULL,
    agency_id bigint NOT NULL,
    index_id bigint NOT NULL,
    CONSTRAINT rankings_indexlead_area_check CHECK ((area >= 0))
);

ALTER TABLE public.rankings_indexlead ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_indexlead_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_rankingindex (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    slug character varying(40) NOT NULL,
    year smallint NOT NULL,
    level character varying(8) NOT NULL,
    title character varying(200) NOT NULL,
    legal_basis character varying(255) NOT NULL,
    note text NOT NULL,
    state character varying(12) NOT NULL,
    document jsonb NOT NULL,
    score_until date NOT NULL,
    appraise_until date NOT NULL,
    explain_until date NOT NULL,
    reply_until date NOT NULL,
    decision_number character varying(60) NOT NULL,
    decision_on date,
    published_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    copied_from_id bigint,
    province_id bigint NOT NULL,
    CONSTRAINT rankingindex_deadlines_in_order CHECK (((appraise_until >= score_until) AND (explain_until >= appraise_until) AND (reply_until >= explain_until))),
    CONSTRAINT rankingindex_decision_whole CHECK (((((decision_number)::text = ''::text) AND (decision_on IS NULL)) OR ((NOT ((decision_number)::text = ''::text)) AND (decision_on IS NOT NULL)))),
    CONSTRAINT rankingindex_published_iff_closed CHECK ((((published_at IS NOT NULL) AND ((state)::text = 'closed'::text)) OR ((NOT ((state)::text = 'closed'::text)) AND (published_at IS NULL)))),
    CONSTRAINT rankings_rankingindex_year_check CHECK ((year >= 0))
);

ALTER TABLE public.rankings_rankingindex ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_rankingindex_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_rankingresult (
    id bigint NOT NULL,
    points numeric(7,2) NOT NULL,
    attainable numeric(7,2) NOT NULL,
    value numeric(7,2) NOT NULL,
    place smallint NOT NULL,
    is_shared boolean NOT NULL,
    klass character varying(40) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    index_id bigint NOT NULL,
    sheet_id bigint NOT NULL,
    CONSTRAINT rankings_rankingresult_place_check CHECK ((place >= 0)),
    CONSTRAINT result_place_from_one CHECK (((attainable > (0)::numeric) AND (place >= 1)))
);

ALTER TABLE public.rankings_rankingresult ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_rankingresult_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_resultitem (
    id bigint NOT NULL,
    part character varying(60) NOT NULL,
    self_points numeric(6,2),
    points numeric(6,2),
    recorded_at timestamp with time zone NOT NULL,
    result_id bigint NOT NULL
);

ALTER TABLE public.rankings_resultitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_resultitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_sheet (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    state character varying(12) NOT NULL,
    extended_until date,
    submitted_at timestamp with time zone,
    agency_id bigint NOT NULL,
    index_id bigint NOT NULL
);

ALTER TABLE public.rankings_sheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_sheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rankings_sheetevent (
    id bigint NOT NULL,
    action character varying(12) NOT NULL,
    from_state character varying(12) NOT NULL,
    to_state character varying(12) NOT NULL,
    note text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    officer_id bigint,
    sheet_id bigint NOT NULL
);

ALTER TABLE public.rankings_sheetevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rankings_sheetevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.signatures_signature (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    purpose character varying(16) NOT NULL,
    profile character varying(8) NOT NULL,
    field character varying(64) NOT NULL,
    certificate text NOT NULL,
    evidence jsonb NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    after_id bigint NOT NULL,
    before_id bigint,
    identity_id bigint
);

ALTER TABLE public.signatures_signature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signatures_signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.signatures_signingidentity (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    provider character varying(16) NOT NULL,
    key_label character varying(120) NOT NULL,
    certificate text NOT NULL,
    agency_id bigint,
    image_id bigint,
    officer_id bigint,
    person_id bigint,
    CONSTRAINT signingidentity_days_in_order CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT signingidentity_one_owner CHECK ((((agency_id IS NULL) AND (officer_id IS NOT NULL) AND (person_id IS NULL)) OR ((agency_id IS NOT NULL) AND (officer_id IS NULL) AND (person_id IS NULL)) OR ((agency_id IS NULL) AND (officer_id IS NULL) AND (person_id IS NOT NULL))))
);

ALTER TABLE public.signatures_signingidentity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signatures_signingidentity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.signatures_signingrequest (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    purpose character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    transaction character varying(120) NOT NULL,
    added bytea NOT NULL,
    digest character varying(64) NOT NULL,
    region_start bigint NOT NULL,
    region_end bigint NOT NULL,
    field character varying(64) NOT NULL,
    failure character varying(255) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    file_id bigint NOT NULL,
    identity_id bigint NOT NULL,
    signature_id bigint,
    CONSTRAINT signatures_signingrequest_region_end_check CHECK ((region_end >= 0)),
    CONSTRAINT signatures_signingrequest_region_start_check CHECK ((region_start >= 0))
);

ALTER TABLE public.signatures_signingrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signatures_signingrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_followup (
    id bigint NOT NULL,
    text text NOT NULL,
    done_at timestamp with time zone NOT NULL,
    officer_id bigint,
    response_id bigint NOT NULL
);

ALTER TABLE public.surveys_followup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_followup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_officenetwork (
    id bigint NOT NULL,
    network character varying(64) NOT NULL,
    note character varying(120) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL
);

ALTER TABLE public.surveys_officenetwork ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_officenetwork_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_questionnaire (
    id bigint NOT NULL,
    slug character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(16) NOT NULL
);

ALTER TABLE public.surveys_questionnaire ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_questionnaire_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_questionnaireversion (
    id bigint NOT NULL,
    number smallint NOT NULL,
    content jsonb NOT NULL,
    valid_from date,
    saved_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    questionnaire_id bigint NOT NULL,
    CONSTRAINT questionnaireversion_published_has_day CHECK (((published_at IS NULL) OR (valid_from IS NOT NULL))),
    CONSTRAINT surveys_questionnaireversion_number_check CHECK ((number >= 0))
);

ALTER TABLE public.surveys_questionnaireversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_questionnaireversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_remark (
    id bigint NOT NULL,
    raw text NOT NULL,
    shown text NOT NULL,
    state character varying(16) NOT NULL,
    checked_at timestamp with time zone,
    checked_by_id bigint,
    response_id bigint NOT NULL
);

ALTER TABLE public.surveys_remark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_remark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_response (
    id bigint NOT NULL,
    entry character varying(16) NOT NULL,
    answers jsonb NOT NULL,
    is_satisfied boolean,
    office_address boolean NOT NULL,
    office_device boolean NOT NULL,
    many_from_device boolean NOT NULL,
    is_counted boolean NOT NULL,
    device_key character varying(64) NOT NULL,
    address_key character varying(64) NOT NULL,
    paper_number character varying(40) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    entered_by_id bigint,
    version_id bigint NOT NULL,
    member_id bigint,
    slip_id bigint,
    tablet_id bigint,
    CONSTRAINT response_not_by_an_officer CHECK ((((entry)::text = ANY (ARRAY[('paper'::character varying)::text, ('interview'::character varying)::text])) OR (entered_by_id IS NULL))),
    CONSTRAINT response_of_one_thing CHECK (((slip_id IS NULL) OR (member_id IS NULL))),
    CONSTRAINT response_paper_has_number CHECK (((NOT ((entry)::text = 'paper'::text)) OR ((NOT ((paper_number)::text = ''::text)) AND (entered_by_id IS NOT NULL))))
);

ALTER TABLE public.surveys_response ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_response_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_samplemember (
    id bigint NOT NULL,
    place integer NOT NULL,
    state character varying(16) NOT NULL,
    told_at timestamp with time zone,
    dossier_id bigint NOT NULL,
    interviewer_id bigint,
    survey_id bigint NOT NULL,
    CONSTRAINT surveys_samplemember_place_check CHECK ((place >= 0))
);

ALTER TABLE public.surveys_samplemember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_samplemember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_slip (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    channel character varying(16) NOT NULL,
    is_refusal boolean NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    officer_id bigint,
    procedure_id bigint NOT NULL
);

ALTER TABLE public.surveys_slip ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_slip_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_surveyround (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    margin_percent smallint NOT NULL,
    population integer NOT NULL,
    size integer NOT NULL,
    seed character varying(32) NOT NULL,
    recorded_before timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    created_by_id bigint,
    run_by_id bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT surveyround_by_another CHECK ((NOT (agency_id = run_by_id))),
    CONSTRAINT surveyround_days_in_order CHECK ((last_on >= first_on)),
    CONSTRAINT surveys_surveyround_margin_percent_check CHECK ((margin_percent >= 0)),
    CONSTRAINT surveys_surveyround_population_check CHECK ((population >= 0)),
    CONSTRAINT surveys_surveyround_size_check CHECK ((size >= 0))
);

ALTER TABLE public.surveys_surveyround ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_surveyround_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_tablet (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    code character varying(16) NOT NULL,
    key character varying(64) NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    paired_at timestamp with time zone,
    ended_at timestamp with time zone,
    desk_id bigint NOT NULL,
    registered_by_id bigint
);

ALTER TABLE public.surveys_tablet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_tablet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);

INSERT INTO public.agencies_configurationstamp VALUES (1, 1);

SELECT pg_catalog.setval('public.agencies_configurationstamp_id_seq', 1, true);

SELECT pg_catalog.setval('public.agencies_configurationstamp_seq', 1, true);

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_username_key UNIQUE (username);

ALTER TABLE ONLY public.accounts_accountsession
    ADD CONSTRAINT accounts_accountsession_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.accounts_onetimekey
    ADD CONSTRAINT accounts_onetimekey_account_id_key UNIQUE (account_id);

ALTER TABLE ONLY public.accounts_onetimekey
    ADD CONSTRAINT accounts_onetimekey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_passkey
    ADD CONSTRAINT accounts_passkey_credential_id_key UNIQUE (credential_id);

ALTER TABLE ONLY public.accounts_passkey
    ADD CONSTRAINT accounts_passkey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_recoverycode
    ADD CONSTRAINT accounts_recoverycode_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_adoptionstep
    ADD CONSTRAINT adoptionstep_once UNIQUE (adoption_id, number);

ALTER TABLE ONLY public.agencies_absencecover
    ADD CONSTRAINT agencies_absencecover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_code_key UNIQUE (code);

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_calendarday
    ADD CONSTRAINT agencies_calendarday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_calendarhours
    ADD CONSTRAINT agencies_calendarhours_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_calendarlayer
    ADD CONSTRAINT agencies_calendarlayer_agency_id_key UNIQUE (agency_id);

ALTER TABLE ONLY public.agencies_calendarlayer
    ADD CONSTRAINT agencies_calendarlayer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_calendarlayer
    ADD CONSTRAINT agencies_calendarlayer_province_id_key UNIQUE (province_id);

ALTER TABLE ONLY public.agencies_calendarversion
    ADD CONSTRAINT agencies_calendarversion_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.agencies_calendarversion
    ADD CONSTRAINT agencies_calendarversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_configurationstamp
    ADD CONSTRAINT agencies_configurationstamp_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_desk
    ADD CONSTRAINT agencies_desk_code_key UNIQUE (code);

ALTER TABLE ONLY public.agencies_desk
    ADD CONSTRAINT agencies_desk_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_factordemand
    ADD CONSTRAINT agencies_factordemand_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_factordemand
    ADD CONSTRAINT agencies_factordemand_role_key UNIQUE (role);

ALTER TABLE ONLY public.agencies_installation
    ADD CONSTRAINT agencies_installation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_installation
    ADD CONSTRAINT agencies_installation_unit_id_key UNIQUE (unit_id);

ALTER TABLE ONLY public.agencies_officer
    ADD CONSTRAINT agencies_officer_account_id_key UNIQUE (account_id);

ALTER TABLE ONLY public.agencies_officer
    ADD CONSTRAINT agencies_officer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_officer
    ADD CONSTRAINT agencies_officer_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.agencies_roleassignment
    ADD CONSTRAINT agencies_roleassignment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_unit
    ADD CONSTRAINT agencies_unit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_unitsuccession
    ADD CONSTRAINT agencies_unitsuccession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_apiusage
    ADD CONSTRAINT apiusage_once UNIQUE (client_id, "on", operation, refusal);

ALTER TABLE ONLY public.hall_appointmentrule
    ADD CONSTRAINT appointmentrule_once UNIQUE (group_id, valid_from);

ALTER TABLE ONLY public.guidance_assignment
    ADD CONSTRAINT assignment_once UNIQUE (shift_id, helper_id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_availability
    ADD CONSTRAINT availability_once UNIQUE (helper_id, weekday, is_morning);

ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq UNIQUE (username, ip_address, user_agent);

ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptexpiration_pkey PRIMARY KEY (access_attempt_id);

ALTER TABLE ONLY public.axes_accessfailurelog
    ADD CONSTRAINT axes_accessfailurelog_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.axes_accesslog
    ADD CONSTRAINT axes_accesslog_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_calendarday
    ADD CONSTRAINT calendarday_once UNIQUE (layer_id, date, kind);

ALTER TABLE ONLY public.agencies_calendarhours
    ADD CONSTRAINT calendarhours_once UNIQUE (layer_id, valid_from);

ALTER TABLE ONLY public.payments_cashday
    ADD CONSTRAINT cashday_once UNIQUE (agency_id, officer_id, day);

ALTER TABLE ONLY public.indicators_closedfigure
    ADD CONSTRAINT closedfigure_once UNIQUE (run_id, day, agency_id);

ALTER TABLE ONLY public.indicators_closedindexitem
    ADD CONSTRAINT closedindexitem_once UNIQUE (run_id, agency_id, key);

ALTER TABLE ONLY public.dossiers_codecounter
    ADD CONSTRAINT codecounter_once_a_day UNIQUE (agency_id, day);

ALTER TABLE ONLY public.procedures_committedlimit
    ADD CONSTRAINT committedlimit_once UNIQUE (agency_id, procedure_id, valid_from);

ALTER TABLE ONLY public.rankings_computedvalue
    ADD CONSTRAINT computedvalue_once UNIQUE (sheet_id, part);

ALTER TABLE ONLY public.configuration_change
    ADD CONSTRAINT configuration_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.configuration_featureswitch
    ADD CONSTRAINT configuration_featureswitch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_councilmember
    ADD CONSTRAINT councilmember_once UNIQUE (council_id, officer_id, valid_from);

ALTER TABLE ONLY public.indicators_countedfield
    ADD CONSTRAINT countedfield_once UNIQUE (name, slug);

ALTER TABLE ONLY public.hall_counter
    ADD CONSTRAINT counter_name_once UNIQUE (hall_id, name);

ALTER TABLE ONLY public.dossiers_dayblock
    ADD CONSTRAINT dayblock_once UNIQUE (day_id, number);

ALTER TABLE ONLY public.delivery_handover
    ADD CONSTRAINT delivery_handover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.delivery_handover
    ADD CONSTRAINT delivery_handover_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.delivery_incomingparcel
    ADD CONSTRAINT delivery_incomingparcel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.delivery_incomingparcel
    ADD CONSTRAINT delivery_incomingparcel_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.delivery_parcel
    ADD CONSTRAINT delivery_parcel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.delivery_parcel
    ADD CONSTRAINT delivery_parcel_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.delivery_parcel
    ADD CONSTRAINT delivery_parcel_tracking_number_key UNIQUE (tracking_number);

ALTER TABLE ONLY public.delivery_parcelevent
    ADD CONSTRAINT delivery_parcelevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.delivery_remittance
    ADD CONSTRAINT delivery_remittance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.delivery_remittance
    ADD CONSTRAINT delivery_remittance_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.demo_demopart
    ADD CONSTRAINT demo_demopart_key_key UNIQUE (key);

ALTER TABLE ONLY public.demo_demopart
    ADD CONSTRAINT demo_demopart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_difference
    ADD CONSTRAINT difference_told_once UNIQUE NULLS NOT DISTINCT (kind, order_id, incoming_id);

ALTER TABLE ONLY public.indicators_digestreader
    ADD CONSTRAINT digestreader_once UNIQUE (officer_id, agency_id, rhythm);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_formtemplate
    ADD CONSTRAINT documents_formtemplate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_heldpaper
    ADD CONSTRAINT documents_heldpaper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_heldpaper
    ADD CONSTRAINT documents_heldpaper_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.documents_paperkind
    ADD CONSTRAINT documents_paperkind_code_key UNIQUE (code);

ALTER TABLE ONLY public.documents_paperkind
    ADD CONSTRAINT documents_paperkind_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_storedfile
    ADD CONSTRAINT documents_storedfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_storedfile
    ADD CONSTRAINT documents_storedfile_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.documents_upload
    ADD CONSTRAINT documents_upload_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_upload
    ADD CONSTRAINT documents_upload_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_dossierevent
    ADD CONSTRAINT dossierevent_once UNIQUE (dossier_id, sequence);

ALTER TABLE ONLY public.dossiers_dossierpaper
    ADD CONSTRAINT dossierpaper_order_once UNIQUE (dossier_id, "order");

ALTER TABLE ONLY public.dossiers_dossierread
    ADD CONSTRAINT dossierread_once_a_day UNIQUE (dossier_id, officer_id, day);

ALTER TABLE ONLY public.dossiers_accessrecord
    ADD CONSTRAINT dossiers_accessrecord_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_apology
    ADD CONSTRAINT dossiers_apology_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_apology
    ADD CONSTRAINT dossiers_apology_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_askedagain
    ADD CONSTRAINT dossiers_askedagain_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_askedagain
    ADD CONSTRAINT dossiers_askedagain_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_calllog
    ADD CONSTRAINT dossiers_calllog_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_charge
    ADD CONSTRAINT dossiers_charge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_closedday
    ADD CONSTRAINT dossiers_closedday_pkey PRIMARY KEY (day);

ALTER TABLE ONLY public.dossiers_codecounter
    ADD CONSTRAINT dossiers_codecounter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_codepattern
    ADD CONSTRAINT dossiers_codepattern_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_consultation
    ADD CONSTRAINT dossiers_consultation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_consultation
    ADD CONSTRAINT dossiers_consultation_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_dayblock
    ADD CONSTRAINT dossiers_dayblock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_code_key UNIQUE (code);

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_tracking_code_key UNIQUE (tracking_code);

ALTER TABLE ONLY public.dossiers_dossierevent
    ADD CONSTRAINT dossiers_dossierevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dossiermessage
    ADD CONSTRAINT dossiers_dossiermessage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dossiermessage
    ADD CONSTRAINT dossiers_dossiermessage_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_dossiernote
    ADD CONSTRAINT dossiers_dossiernote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dossierpaper
    ADD CONSTRAINT dossiers_dossierpaper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dossierpersonaldata
    ADD CONSTRAINT dossiers_dossierpersonaldata_dossier_id_key UNIQUE (dossier_id);

ALTER TABLE ONLY public.dossiers_dossierpersonaldata
    ADD CONSTRAINT dossiers_dossierpersonaldata_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dossierread
    ADD CONSTRAINT dossiers_dossierread_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_draft_files
    ADD CONSTRAINT dossiers_draft_files_draft_id_storedfile_id_338c2f53_uniq UNIQUE (draft_id, storedfile_id);

ALTER TABLE ONLY public.dossiers_draft_files
    ADD CONSTRAINT dossiers_draft_files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_duedate
    ADD CONSTRAINT dossiers_duedate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_entitlement
    ADD CONSTRAINT dossiers_entitlement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_erasure
    ADD CONSTRAINT dossiers_erasure_dossier_id_key UNIQUE (dossier_id);

ALTER TABLE ONLY public.dossiers_erasure
    ADD CONSTRAINT dossiers_erasure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_impersonatedlook
    ADD CONSTRAINT dossiers_impersonatedlook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_impersonation
    ADD CONSTRAINT dossiers_impersonation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_impersonation
    ADD CONSTRAINT dossiers_impersonation_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_impersonationend
    ADD CONSTRAINT dossiers_impersonationend_impersonation_id_key UNIQUE (impersonation_id);

ALTER TABLE ONLY public.dossiers_impersonationend
    ADD CONSTRAINT dossiers_impersonationend_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_issuedform
    ADD CONSTRAINT dossiers_issuedform_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_issuedform
    ADD CONSTRAINT dossiers_issuedform_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_jobrun
    ADD CONSTRAINT dossiers_jobrun_name_key UNIQUE (name);

ALTER TABLE ONLY public.dossiers_jobrun
    ADD CONSTRAINT dossiers_jobrun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_lodgedform
    ADD CONSTRAINT dossiers_lodgedform_dossier_id_key UNIQUE (dossier_id);

ALTER TABLE ONLY public.dossiers_lodgedform
    ADD CONSTRAINT dossiers_lodgedform_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_onlinedraft_files
    ADD CONSTRAINT dossiers_onlinedraft_fil_onlinedraft_id_storedfil_8d2eb5e0_uniq UNIQUE (onlinedraft_id, storedfile_id);

ALTER TABLE ONLY public.dossiers_onlinedraft_files
    ADD CONSTRAINT dossiers_onlinedraft_files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_onlinedraft
    ADD CONSTRAINT dossiers_onlinedraft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_onlinedraft
    ADD CONSTRAINT dossiers_onlinedraft_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_pause
    ADD CONSTRAINT dossiers_pause_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_pause
    ADD CONSTRAINT dossiers_pause_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_privacyrule
    ADD CONSTRAINT dossiers_privacyrule_agency_id_key UNIQUE (agency_id);

ALTER TABLE ONLY public.dossiers_privacyrule
    ADD CONSTRAINT dossiers_privacyrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_reliefclaim
    ADD CONSTRAINT dossiers_reliefclaim_dossier_id_key UNIQUE (dossier_id);

ALTER TABLE ONLY public.dossiers_reliefclaim
    ADD CONSTRAINT dossiers_reliefclaim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_result
    ADD CONSTRAINT dossiers_result_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_result
    ADD CONSTRAINT dossiers_result_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_runningnumber
    ADD CONSTRAINT dossiers_runningnumber_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_savedview
    ADD CONSTRAINT dossiers_savedview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_step
    ADD CONSTRAINT dossiers_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_subjectrequest
    ADD CONSTRAINT dossiers_subjectrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_subjectrequest
    ADD CONSTRAINT dossiers_subjectrequest_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_supplementanswer
    ADD CONSTRAINT dossiers_supplementanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_supplementanswer
    ADD CONSTRAINT dossiers_supplementanswer_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.dossiers_visit
    ADD CONSTRAINT dossiers_visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_visit
    ADD CONSTRAINT dossiers_visit_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.procedures_eformversion
    ADD CONSTRAINT eformversion_number_once UNIQUE (form_id, number);

ALTER TABLE ONLY public.dossiers_entitlement
    ADD CONSTRAINT entitlement_once UNIQUE (dossier_id);

ALTER TABLE ONLY public.rankings_entryfile
    ADD CONSTRAINT entryfile_once UNIQUE (entry_id, file_id);

ALTER TABLE ONLY public.initiatives_evaluation
    ADD CONSTRAINT evaluation_once UNIQUE (initiative_id, number);

ALTER TABLE ONLY public.exchange_apiclient
    ADD CONSTRAINT exchange_apiclient_account_id_key UNIQUE (account_id);

ALTER TABLE ONLY public.exchange_apiclient_agencies
    ADD CONSTRAINT exchange_apiclient_agenc_apiclient_id_agency_id_48444a99_uniq UNIQUE (apiclient_id, agency_id);

ALTER TABLE ONLY public.exchange_apiclient_agencies
    ADD CONSTRAINT exchange_apiclient_agencies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_apiclient
    ADD CONSTRAINT exchange_apiclient_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_apiclient
    ADD CONSTRAINT exchange_apiclient_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.exchange_apiclientevent
    ADD CONSTRAINT exchange_apiclientevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_apifile
    ADD CONSTRAINT exchange_apifile_file_id_key UNIQUE (file_id);

ALTER TABLE ONLY public.exchange_apifile
    ADD CONSTRAINT exchange_apifile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_apilodging
    ADD CONSTRAINT exchange_apilodging_dossier_id_key UNIQUE (dossier_id);

ALTER TABLE ONLY public.exchange_apilodging
    ADD CONSTRAINT exchange_apilodging_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_apiminute
    ADD CONSTRAINT exchange_apiminute_pkey PRIMARY KEY (client_id);

ALTER TABLE ONLY public.exchange_apipetition
    ADD CONSTRAINT exchange_apipetition_feedback_id_key UNIQUE (feedback_id);

ALTER TABLE ONLY public.exchange_apipetition
    ADD CONSTRAINT exchange_apipetition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_apiread
    ADD CONSTRAINT exchange_apiread_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_apitoken
    ADD CONSTRAINT exchange_apitoken_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.exchange_apitoken
    ADD CONSTRAINT exchange_apitoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_apiusage
    ADD CONSTRAINT exchange_apiusage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_catalogueproposal
    ADD CONSTRAINT exchange_catalogueproposal_number_key UNIQUE (number);

ALTER TABLE ONLY public.exchange_catalogueproposal
    ADD CONSTRAINT exchange_catalogueproposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_idempotencykey
    ADD CONSTRAINT exchange_idempotencykey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_mirroreddossier
    ADD CONSTRAINT exchange_mirroreddossier_code_key UNIQUE (code);

ALTER TABLE ONLY public.exchange_mirroreddossier
    ADD CONSTRAINT exchange_mirroreddossier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_portalfile
    ADD CONSTRAINT exchange_portalfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_portalfile
    ADD CONSTRAINT exchange_portalfile_sha256_key UNIQUE (sha256);

ALTER TABLE ONLY public.exchange_portalleft
    ADD CONSTRAINT exchange_portalleft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_portallodging
    ADD CONSTRAINT exchange_portallodging_dossier_id_key UNIQUE (dossier_id);

ALTER TABLE ONLY public.exchange_portallodging
    ADD CONSTRAINT exchange_portallodging_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_portallodging
    ADD CONSTRAINT exchange_portallodging_portal_code_key UNIQUE (portal_code);

ALTER TABLE ONLY public.exchange_portalmark
    ADD CONSTRAINT exchange_portalmark_list_key UNIQUE (list);

ALTER TABLE ONLY public.exchange_portalmark
    ADD CONSTRAINT exchange_portalmark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_portalmessage
    ADD CONSTRAINT exchange_portalmessage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_portaloutage
    ADD CONSTRAINT exchange_portaloutage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_webhook
    ADD CONSTRAINT exchange_webhook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_webhook
    ADD CONSTRAINT exchange_webhook_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.exchange_webhookattempt
    ADD CONSTRAINT exchange_webhookattempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_webhookdelivery
    ADD CONSTRAINT exchange_webhookdelivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_webhookdelivery
    ADD CONSTRAINT exchange_webhookdelivery_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.configuration_featureswitch
    ADD CONSTRAINT featureswitch_once UNIQUE NULLS NOT DISTINCT (feature, agency_id);

ALTER TABLE ONLY public.procedures_feeexemption
    ADD CONSTRAINT feeexemption_once UNIQUE (code, valid_from);

ALTER TABLE ONLY public.indicators_figurerun
    ADD CONSTRAINT figurerun_once UNIQUE (key, formula, cut_off);

ALTER TABLE ONLY public.guidance_force
    ADD CONSTRAINT force_once UNIQUE (agency_id, name);

ALTER TABLE ONLY public.documents_formtemplate
    ADD CONSTRAINT formtemplate_once UNIQUE (kind, valid_from, edition);

ALTER TABLE ONLY public.indicators_fullservice
    ADD CONSTRAINT fullservice_once UNIQUE (procedure_id, valid_from);

ALTER TABLE ONLY public.guidance_absence
    ADD CONSTRAINT guidance_absence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_assignment
    ADD CONSTRAINT guidance_assignment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_attendance
    ADD CONSTRAINT guidance_attendance_assignment_id_key UNIQUE (assignment_id);

ALTER TABLE ONLY public.guidance_attendance
    ADD CONSTRAINT guidance_attendance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_availability
    ADD CONSTRAINT guidance_availability_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_force
    ADD CONSTRAINT guidance_force_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_guidancesession
    ADD CONSTRAINT guidance_guidancesession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_guidancesession
    ADD CONSTRAINT guidance_guidancesession_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.guidance_helper
    ADD CONSTRAINT guidance_helper_account_id_key UNIQUE (account_id);

ALTER TABLE ONLY public.guidance_helper
    ADD CONSTRAINT guidance_helper_officer_id_key UNIQUE (officer_id);

ALTER TABLE ONLY public.guidance_helper
    ADD CONSTRAINT guidance_helper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_helper
    ADD CONSTRAINT guidance_helper_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.guidance_lateract
    ADD CONSTRAINT guidance_lateract_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_programme
    ADD CONSTRAINT guidance_programme_agency_id_key UNIQUE (agency_id);

ALTER TABLE ONLY public.guidance_programme
    ADD CONSTRAINT guidance_programme_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_programmeversion
    ADD CONSTRAINT guidance_programmeversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_sessionremark
    ADD CONSTRAINT guidance_sessionremark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_sessionremark
    ADD CONSTRAINT guidance_sessionremark_session_id_key UNIQUE (session_id);

ALTER TABLE ONLY public.guidance_sessionvoid
    ADD CONSTRAINT guidance_sessionvoid_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_sessionvoid
    ADD CONSTRAINT guidance_sessionvoid_session_id_key UNIQUE (session_id);

ALTER TABLE ONLY public.guidance_shift
    ADD CONSTRAINT guidance_shift_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_shiftpattern
    ADD CONSTRAINT guidance_shiftpattern_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_staffguided
    ADD CONSTRAINT guidance_staffguided_officer_id_key UNIQUE (officer_id);

ALTER TABLE ONLY public.guidance_staffguided
    ADD CONSTRAINT guidance_staffguided_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_swap
    ADD CONSTRAINT guidance_swap_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_training
    ADD CONSTRAINT guidance_training_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_appointment
    ADD CONSTRAINT hall_appointment_code_key UNIQUE (code);

ALTER TABLE ONLY public.hall_appointment
    ADD CONSTRAINT hall_appointment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_appointment
    ADD CONSTRAINT hall_appointment_token_key UNIQUE (token);

ALTER TABLE ONLY public.hall_appointmentevent
    ADD CONSTRAINT hall_appointmentevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_appointmentrule
    ADD CONSTRAINT hall_appointmentrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_counter_groups
    ADD CONSTRAINT hall_counter_groups_counter_id_servicegroup_id_d220bbdd_uniq UNIQUE (counter_id, servicegroup_id);

ALTER TABLE ONLY public.hall_counter_groups
    ADD CONSTRAINT hall_counter_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_counter
    ADD CONSTRAINT hall_counter_officer_id_key UNIQUE (officer_id);

ALTER TABLE ONLY public.hall_counter
    ADD CONSTRAINT hall_counter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_counter
    ADD CONSTRAINT hall_counter_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.hall_hall
    ADD CONSTRAINT hall_hall_desk_id_key UNIQUE (desk_id);

ALTER TABLE ONLY public.hall_hall
    ADD CONSTRAINT hall_hall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_hallday
    ADD CONSTRAINT hall_hallday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_servicegroup
    ADD CONSTRAINT hall_servicegroup_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_slot
    ADD CONSTRAINT hall_slot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_ticket
    ADD CONSTRAINT hall_ticket_appointment_id_key UNIQUE (appointment_id);

ALTER TABLE ONLY public.hall_ticket
    ADD CONSTRAINT hall_ticket_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_ticket
    ADD CONSTRAINT hall_ticket_token_key UNIQUE (token);

ALTER TABLE ONLY public.hall_ticketevent
    ADD CONSTRAINT hall_ticketevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_ticketnumber
    ADD CONSTRAINT hall_ticketnumber_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_hallday
    ADD CONSTRAINT hallday_once UNIQUE (hall_id, day);

ALTER TABLE ONLY public.documents_heldpaper
    ADD CONSTRAINT heldpaper_file_once UNIQUE (person_id, kind_id, file_id);

ALTER TABLE ONLY public.exchange_idempotencykey
    ADD CONSTRAINT idempotencykey_once UNIQUE (client_id, key);

ALTER TABLE ONLY public.people_identity
    ADD CONSTRAINT identity_subject_once UNIQUE (issuer, subject);

ALTER TABLE ONLY public.delivery_incomingparcel
    ADD CONSTRAINT incoming_order_once UNIQUE (hand_over_id, "order");

ALTER TABLE ONLY public.delivery_incomingparcel
    ADD CONSTRAINT incoming_parcel_once UNIQUE (tracking_number);

ALTER TABLE ONLY public.payments_incoming
    ADD CONSTRAINT incoming_transaction_once UNIQUE (provider, provider_txn);

ALTER TABLE ONLY public.rankings_indexlead
    ADD CONSTRAINT indexlead_once UNIQUE (index_id, area);

ALTER TABLE ONLY public.indicators_indexrun
    ADD CONSTRAINT indexrun_once UNIQUE (period, version);

ALTER TABLE ONLY public.indicators_closedfigure
    ADD CONSTRAINT indicators_closedfigure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_closedindexitem
    ADD CONSTRAINT indicators_closedindexitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_countedfield
    ADD CONSTRAINT indicators_countedfield_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_countedprocedure
    ADD CONSTRAINT indicators_countedprocedure_pkey PRIMARY KEY (procedure_id);

ALTER TABLE ONLY public.indicators_countingrule
    ADD CONSTRAINT indicators_countingrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_countingrule
    ADD CONSTRAINT indicators_countingrule_valid_from_key UNIQUE (valid_from);

ALTER TABLE ONLY public.indicators_digestreader
    ADD CONSTRAINT indicators_digestreader_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_dossierfact
    ADD CONSTRAINT indicators_dossierfact_pkey PRIMARY KEY (dossier_id);

ALTER TABLE ONLY public.indicators_factmark
    ADD CONSTRAINT indicators_factmark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_figurerun
    ADD CONSTRAINT indicators_figurerun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_fullservice
    ADD CONSTRAINT indicators_fullservice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_indexinput
    ADD CONSTRAINT indicators_indexinput_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_indexrun
    ADD CONSTRAINT indicators_indexrun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_indexversion
    ADD CONSTRAINT indicators_indexversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_indexversion
    ADD CONSTRAINT indicators_indexversion_valid_from_key UNIQUE (valid_from);

ALTER TABLE ONLY public.indicators_keptindex
    ADD CONSTRAINT indicators_keptindex_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_latecause
    ADD CONSTRAINT indicators_latecause_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_latecausekind
    ADD CONSTRAINT indicators_latecausekind_code_key UNIQUE (code);

ALTER TABLE ONLY public.indicators_latecausekind
    ADD CONSTRAINT indicators_latecausekind_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_measuredeffect
    ADD CONSTRAINT indicators_measuredeffect_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_nineversion
    ADD CONSTRAINT indicators_nineversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_nineversion
    ADD CONSTRAINT indicators_nineversion_valid_from_key UNIQUE (valid_from);

ALTER TABLE ONLY public.indicators_reportedreport
    ADD CONSTRAINT indicators_reportedreport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_reportedreport
    ADD CONSTRAINT indicators_reportedreport_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.indicators_reporttemplate
    ADD CONSTRAINT indicators_reporttemplate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_signnote
    ADD CONSTRAINT indicators_signnote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_signnote
    ADD CONSTRAINT indicators_signnote_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.indicators_signrule
    ADD CONSTRAINT indicators_signrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_signrule
    ADD CONSTRAINT indicators_signrule_valid_from_key UNIQUE (valid_from);

ALTER TABLE ONLY public.indicators_signtrace
    ADD CONSTRAINT indicators_signtrace_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_spancount
    ADD CONSTRAINT indicators_spancount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_tracemark
    ADD CONSTRAINT indicators_tracemark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_adoption
    ADD CONSTRAINT initiatives_adoption_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_adoption
    ADD CONSTRAINT initiatives_adoption_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.initiatives_adoptionevent
    ADD CONSTRAINT initiatives_adoptionevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_adoptionstep
    ADD CONSTRAINT initiatives_adoptionstep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_commitment
    ADD CONSTRAINT initiatives_commitment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_council
    ADD CONSTRAINT initiatives_council_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_councilmember
    ADD CONSTRAINT initiatives_councilmember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_delegation
    ADD CONSTRAINT initiatives_delegation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_delegation
    ADD CONSTRAINT initiatives_delegation_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.initiatives_delegationmember
    ADD CONSTRAINT initiatives_delegationmember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_evaluation
    ADD CONSTRAINT initiatives_evaluation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_initiative
    ADD CONSTRAINT initiatives_initiative_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_initiative
    ADD CONSTRAINT initiatives_initiative_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.initiatives_initiativeevent
    ADD CONSTRAINT initiatives_initiativeevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_initiativeversion
    ADD CONSTRAINT initiatives_initiativeversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_recognition
    ADD CONSTRAINT initiatives_recognition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_scorescheme
    ADD CONSTRAINT initiatives_scorescheme_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_scoresheet
    ADD CONSTRAINT initiatives_scoresheet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_scoresheet
    ADD CONSTRAINT initiatives_scoresheet_seat_id_key UNIQUE (seat_id);

ALTER TABLE ONLY public.initiatives_seat
    ADD CONSTRAINT initiatives_seat_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_yearplan
    ADD CONSTRAINT initiatives_yearplan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.initiatives_initiativeversion
    ADD CONSTRAINT initiativeversion_once UNIQUE (initiative_id, number);

ALTER TABLE ONLY public.dossiers_issuedform
    ADD CONSTRAINT issuedform_version_once UNIQUE (dossier_id, kind, version);

ALTER TABLE ONLY public.indicators_keptindex
    ADD CONSTRAINT keptindex_once UNIQUE (period, first, last);

ALTER TABLE ONLY public.guidance_lateract
    ADD CONSTRAINT lateract_once UNIQUE (person_key, skill, "on");

ALTER TABLE ONLY public.notifications_messagetemplate
    ADD CONSTRAINT messagetemplate_once UNIQUE (topic, channel, valid_from);

ALTER TABLE ONLY public.notifications_channelchoice
    ADD CONSTRAINT notifications_channelchoice_person_id_key UNIQUE (person_id);

ALTER TABLE ONLY public.notifications_channelchoice
    ADD CONSTRAINT notifications_channelchoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notifications_message
    ADD CONSTRAINT notifications_message_key_key UNIQUE (key);

ALTER TABLE ONLY public.notifications_message
    ADD CONSTRAINT notifications_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notifications_message
    ADD CONSTRAINT notifications_message_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.notifications_messagetemplate
    ADD CONSTRAINT notifications_messagetemplate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notifications_quiethours
    ADD CONSTRAINT notifications_quiethours_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_officenetwork
    ADD CONSTRAINT officenetwork_once UNIQUE (agency_id, network);

ALTER TABLE ONLY public.opendata_opendataset
    ADD CONSTRAINT opendata_opendataset_day_key UNIQUE (day);

ALTER TABLE ONLY public.opendata_opendataset
    ADD CONSTRAINT opendata_opendataset_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_orderevent
    ADD CONSTRAINT orderevent_in_order UNIQUE (order_id, sequence);

ALTER TABLE ONLY public.delivery_parcelevent
    ADD CONSTRAINT parcelevent_once UNIQUE (parcel_id, key);

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT paymentreceipt_number_once UNIQUE (agency_id, series, year, number);

ALTER TABLE ONLY public.payments_cashday
    ADD CONSTRAINT payments_cashday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_collector
    ADD CONSTRAINT payments_collector_agency_id_key UNIQUE (agency_id);

ALTER TABLE ONLY public.payments_collector
    ADD CONSTRAINT payments_collector_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_difference
    ADD CONSTRAINT payments_difference_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_incoming
    ADD CONSTRAINT payments_incoming_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_incoming
    ADD CONSTRAINT payments_incoming_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_number_key UNIQUE (number);

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_payment_id_key UNIQUE (payment_id);

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.payments_orderevent
    ADD CONSTRAINT payments_orderevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentreceipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentreceipt_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentreceipt_replaces_id_key UNIQUE (replaces_id);

ALTER TABLE ONLY public.payments_receiptcounter
    ADD CONSTRAINT payments_receiptcounter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_refund
    ADD CONSTRAINT payments_refund_payment_id_key UNIQUE (payment_id);

ALTER TABLE ONLY public.payments_refund
    ADD CONSTRAINT payments_refund_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_refund
    ADD CONSTRAINT payments_refund_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_identity
    ADD CONSTRAINT people_identity_account_id_key UNIQUE (account_id);

ALTER TABLE ONLY public.people_identity
    ADD CONSTRAINT people_identity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT person_number_once UNIQUE (identity_kind, identity_number);

ALTER TABLE ONLY public.petitions_petitionlimit
    ADD CONSTRAINT petitionlimit_once UNIQUE (kind, valid_from);

ALTER TABLE ONLY public.petitions_caseread
    ADD CONSTRAINT petitions_caseread_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_complaint
    ADD CONSTRAINT petitions_complaint_code_key UNIQUE (code);

ALTER TABLE ONLY public.petitions_complaint_files
    ADD CONSTRAINT petitions_complaint_file_complaint_id_storedfile__4d05fe3d_uniq UNIQUE (complaint_id, storedfile_id);

ALTER TABLE ONLY public.petitions_complaint_files
    ADD CONSTRAINT petitions_complaint_files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_complaint
    ADD CONSTRAINT petitions_complaint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_complaint
    ADD CONSTRAINT petitions_complaint_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.petitions_complaintevent
    ADD CONSTRAINT petitions_complaintevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_denunciation
    ADD CONSTRAINT petitions_denunciation_code_key UNIQUE (code);

ALTER TABLE ONLY public.petitions_denunciation_files
    ADD CONSTRAINT petitions_denunciation_f_denunciation_id_storedfi_00d187e9_uniq UNIQUE (denunciation_id, storedfile_id);

ALTER TABLE ONLY public.petitions_denunciation_files
    ADD CONSTRAINT petitions_denunciation_files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_denunciation
    ADD CONSTRAINT petitions_denunciation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_denunciation
    ADD CONSTRAINT petitions_denunciation_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.petitions_denunciationevent
    ADD CONSTRAINT petitions_denunciationevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_feedback
    ADD CONSTRAINT petitions_feedback_code_key UNIQUE (code);

ALTER TABLE ONLY public.petitions_feedback
    ADD CONSTRAINT petitions_feedback_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_feedback
    ADD CONSTRAINT petitions_feedback_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.petitions_feedbackanswer
    ADD CONSTRAINT petitions_feedbackanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_feedbackdraft_files
    ADD CONSTRAINT petitions_feedbackdraft__feedbackdraft_id_storedf_a7b64b85_uniq UNIQUE (feedbackdraft_id, storedfile_id);

ALTER TABLE ONLY public.petitions_feedbackdraft_files
    ADD CONSTRAINT petitions_feedbackdraft_files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_feedbackdraft
    ADD CONSTRAINT petitions_feedbackdraft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_feedbackdraft
    ADD CONSTRAINT petitions_feedbackdraft_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.petitions_feedbackevent
    ADD CONSTRAINT petitions_feedbackevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_feedbackphoto
    ADD CONSTRAINT petitions_feedbackphoto_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_feedbackphoto
    ADD CONSTRAINT petitions_feedbackphoto_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.petitions_feedbackpromise
    ADD CONSTRAINT petitions_feedbackpromise_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_petitioner
    ADD CONSTRAINT petitions_petitioner_feedback_id_key UNIQUE (feedback_id);

ALTER TABLE ONLY public.petitions_petitioner
    ADD CONSTRAINT petitions_petitioner_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_petitionlimit
    ADD CONSTRAINT petitions_petitionlimit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_petitiontext
    ADD CONSTRAINT petitions_petitiontext_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_publication
    ADD CONSTRAINT petitions_publication_feedback_id_key UNIQUE (feedback_id);

ALTER TABLE ONLY public.petitions_publication
    ADD CONSTRAINT petitions_publication_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_verification
    ADD CONSTRAINT petitions_verification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.petitions_petitiontext
    ADD CONSTRAINT petitiontext_once UNIQUE (kind, valid_from);

ALTER TABLE ONLY public.exchange_portalleft
    ADD CONSTRAINT portalleft_once UNIQUE (list, key);

ALTER TABLE ONLY public.exchange_portalmessage
    ADD CONSTRAINT portalmessage_sequence_once UNIQUE (dossier_id, sequence);

ALTER TABLE ONLY public.dossiers_privacyrule
    ADD CONSTRAINT privacyrule_one_for_all UNIQUE NULLS NOT DISTINCT (agency_id);

ALTER TABLE ONLY public.procedures_committedlimit
    ADD CONSTRAINT procedures_committedlimit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_eform
    ADD CONSTRAINT procedures_eform_code_key UNIQUE (code);

ALTER TABLE ONLY public.procedures_eform
    ADD CONSTRAINT procedures_eform_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_eformversion
    ADD CONSTRAINT procedures_eformversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_feeexemption
    ADD CONSTRAINT procedures_feeexemption_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_procedure
    ADD CONSTRAINT procedures_procedure_code_key UNIQUE (code);

ALTER TABLE ONLY public.procedures_procedure
    ADD CONSTRAINT procedures_procedure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_proceduretrial
    ADD CONSTRAINT procedures_proceduretrial_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_procedureversion
    ADD CONSTRAINT procedures_procedureversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_provincialfee
    ADD CONSTRAINT procedures_provincialfee_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_publishingrule
    ADD CONSTRAINT procedures_publishingrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_retentionrule
    ADD CONSTRAINT procedures_retentionrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_procedureversion
    ADD CONSTRAINT procedureversion_number_once UNIQUE (procedure_id, number);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.guidance_programmeversion
    ADD CONSTRAINT programmeversion_once UNIQUE (programme_id, number);

ALTER TABLE ONLY public.procedures_provincialfee
    ADD CONSTRAINT provincialfee_once UNIQUE (province_id, procedure_id, channel, valid_from);

ALTER TABLE ONLY public.surveys_questionnaireversion
    ADD CONSTRAINT questionnaireversion_once UNIQUE (questionnaire_id, number);

ALTER TABLE ONLY public.notifications_quiethours
    ADD CONSTRAINT quiethours_once UNIQUE (channel, valid_from);

ALTER TABLE ONLY public.rankings_rankingindex
    ADD CONSTRAINT rankingindex_once UNIQUE (province_id, year, level);

ALTER TABLE ONLY public.rankings_computedvalue
    ADD CONSTRAINT rankings_computedvalue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_entry
    ADD CONSTRAINT rankings_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_entryfile
    ADD CONSTRAINT rankings_entryfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_indexevent
    ADD CONSTRAINT rankings_indexevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_indexissue
    ADD CONSTRAINT rankings_indexissue_index_id_key UNIQUE (index_id);

ALTER TABLE ONLY public.rankings_indexissue
    ADD CONSTRAINT rankings_indexissue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_indexlead
    ADD CONSTRAINT rankings_indexlead_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_rankingindex
    ADD CONSTRAINT rankings_rankingindex_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_rankingindex
    ADD CONSTRAINT rankings_rankingindex_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.rankings_rankingindex
    ADD CONSTRAINT rankings_rankingindex_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.rankings_rankingresult
    ADD CONSTRAINT rankings_rankingresult_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_rankingresult
    ADD CONSTRAINT rankings_rankingresult_sheet_id_key UNIQUE (sheet_id);

ALTER TABLE ONLY public.rankings_resultitem
    ADD CONSTRAINT rankings_resultitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_sheet
    ADD CONSTRAINT rankings_sheet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rankings_sheet
    ADD CONSTRAINT rankings_sheet_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.rankings_sheetevent
    ADD CONSTRAINT rankings_sheetevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_receiptcounter
    ADD CONSTRAINT receiptcounter_once UNIQUE (agency_id, series, year);

ALTER TABLE ONLY public.accounts_recoverycode
    ADD CONSTRAINT recoverycode_once UNIQUE (account_id, digest);

ALTER TABLE ONLY public.delivery_remittance
    ADD CONSTRAINT remittance_once UNIQUE (agency_id, document);

ALTER TABLE ONLY public.indicators_reportedreport
    ADD CONSTRAINT reportedreport_once UNIQUE ("group", version);

ALTER TABLE ONLY public.indicators_reporttemplate
    ADD CONSTRAINT reporttemplate_once UNIQUE (key, valid_from);

ALTER TABLE ONLY public.dossiers_result
    ADD CONSTRAINT result_version_once UNIQUE (dossier_id, version);

ALTER TABLE ONLY public.rankings_resultitem
    ADD CONSTRAINT resultitem_once UNIQUE (result_id, part);

ALTER TABLE ONLY public.procedures_retentionrule
    ADD CONSTRAINT retentionrule_once UNIQUE (procedure_id, valid_from);

ALTER TABLE ONLY public.agencies_roleassignment
    ADD CONSTRAINT roleassignment_once UNIQUE (officer_id, agency_id, role, valid_from);

ALTER TABLE ONLY public.dossiers_runningnumber
    ADD CONSTRAINT runningnumber_once_a_year UNIQUE (agency_id, series, year);

ALTER TABLE ONLY public.surveys_samplemember
    ADD CONSTRAINT samplemember_once UNIQUE (survey_id, dossier_id);

ALTER TABLE ONLY public.surveys_samplemember
    ADD CONSTRAINT samplemember_place_once UNIQUE (survey_id, place);

ALTER TABLE ONLY public.dossiers_savedview
    ADD CONSTRAINT savedview_name_once UNIQUE (officer_id, name);

ALTER TABLE ONLY public.initiatives_scorescheme
    ADD CONSTRAINT scorescheme_once UNIQUE (council_id, number);

ALTER TABLE ONLY public.initiatives_seat
    ADD CONSTRAINT seat_once UNIQUE (evaluation_id, officer_id);

ALTER TABLE ONLY public.hall_servicegroup
    ADD CONSTRAINT servicegroup_letter_once UNIQUE (hall_id, letter);

ALTER TABLE ONLY public.rankings_sheet
    ADD CONSTRAINT sheet_once UNIQUE (index_id, agency_id);

ALTER TABLE ONLY public.guidance_shift
    ADD CONSTRAINT shift_once UNIQUE (desk_id, "on", begins);

ALTER TABLE ONLY public.guidance_shiftpattern
    ADD CONSTRAINT shiftpattern_once UNIQUE (desk_id, name);

ALTER TABLE ONLY public.signatures_signature
    ADD CONSTRAINT signatures_signature_after_id_key UNIQUE (after_id);

ALTER TABLE ONLY public.signatures_signature
    ADD CONSTRAINT signatures_signature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signatures_signature
    ADD CONSTRAINT signatures_signature_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.signatures_signingidentity
    ADD CONSTRAINT signatures_signingidentity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signatures_signingrequest
    ADD CONSTRAINT signatures_signingrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signatures_signingrequest
    ADD CONSTRAINT signatures_signingrequest_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.signatures_signingrequest
    ADD CONSTRAINT signatures_signingrequest_signature_id_key UNIQUE (signature_id);

ALTER TABLE ONLY public.indicators_signtrace
    ADD CONSTRAINT signtrace_once UNIQUE NULLS NOT DISTINCT (dossier_id, officer_id);

ALTER TABLE ONLY public.hall_slot
    ADD CONSTRAINT slot_once UNIQUE (group_id, starts_at);

ALTER TABLE ONLY public.indicators_spancount
    ADD CONSTRAINT spancount_once UNIQUE NULLS NOT DISTINCT (agency_id, span, day, field_id);

ALTER TABLE ONLY public.dossiers_step
    ADD CONSTRAINT step_order_once UNIQUE (dossier_id, "order");

ALTER TABLE ONLY public.dossiers_supplementanswer
    ADD CONSTRAINT supplementanswer_once UNIQUE (pause_id, point);

ALTER TABLE ONLY public.surveys_followup
    ADD CONSTRAINT surveys_followup_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_officenetwork
    ADD CONSTRAINT surveys_officenetwork_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_questionnaire
    ADD CONSTRAINT surveys_questionnaire_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_questionnaire
    ADD CONSTRAINT surveys_questionnaire_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.surveys_questionnaireversion
    ADD CONSTRAINT surveys_questionnaireversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_remark
    ADD CONSTRAINT surveys_remark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_remark
    ADD CONSTRAINT surveys_remark_response_id_key UNIQUE (response_id);

ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_member_id_key UNIQUE (member_id);

ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_slip_id_key UNIQUE (slip_id);

ALTER TABLE ONLY public.surveys_samplemember
    ADD CONSTRAINT surveys_samplemember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_slip
    ADD CONSTRAINT surveys_slip_dossier_id_key UNIQUE (dossier_id);

ALTER TABLE ONLY public.surveys_slip
    ADD CONSTRAINT surveys_slip_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_slip
    ADD CONSTRAINT surveys_slip_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.surveys_surveyround
    ADD CONSTRAINT surveys_surveyround_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_surveyround
    ADD CONSTRAINT surveys_surveyround_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hall_ticket
    ADD CONSTRAINT ticket_number_once UNIQUE (group_id, day, number);

ALTER TABLE ONLY public.hall_ticketnumber
    ADD CONSTRAINT ticketnumber_once_a_day UNIQUE (group_id, day);

ALTER TABLE ONLY public.agencies_unit
    ADD CONSTRAINT unit_code_once_at_a_time UNIQUE (level, code, valid_from);

ALTER TABLE ONLY public.agencies_unitsuccession
    ADD CONSTRAINT unitsuccession_once UNIQUE (predecessor_id, successor_id);

ALTER TABLE ONLY public.exchange_webhookdelivery
    ADD CONSTRAINT webhookdelivery_once UNIQUE (hook_id, dossier_id, sequence, kind);

ALTER TABLE ONLY public.initiatives_yearplan
    ADD CONSTRAINT yearplan_once UNIQUE (agency_id, year);

CREATE INDEX accessrecord_by_officer ON public.dossiers_accessrecord USING btree (officer_id, happened_at DESC);

CREATE INDEX accessrecord_latest ON public.dossiers_accessrecord USING btree (happened_at DESC, id DESC);

CREATE UNIQUE INDEX account_username_any_case ON public.accounts_account USING btree (lower((username)::text));

CREATE INDEX accounts_account_username_b5f69a28_like ON public.accounts_account USING btree (username varchar_pattern_ops);

CREATE INDEX accounts_accountsession_account_id_3e171878 ON public.accounts_accountsession USING btree (account_id);

CREATE INDEX accounts_accountsession_expire_date_a4437854 ON public.accounts_accountsession USING btree (expire_date);

CREATE INDEX accounts_accountsession_session_key_4a1294b6_like ON public.accounts_accountsession USING btree (session_key varchar_pattern_ops);

CREATE INDEX accounts_passkey_account_id_39b439c9 ON public.accounts_passkey USING btree (account_id);

CREATE INDEX accounts_recoverycode_account_id_ac51ca41 ON public.accounts_recoverycode USING btree (account_id);

CREATE UNIQUE INDEX adoption_one_under_way ON public.initiatives_adoption USING btree (initiative_id, agency_id) WHERE ((state)::text = ANY (ARRAY[('kept'::character varying)::text, ('planned'::character varying)::text, ('running'::character varying)::text]));

CREATE INDEX agencies_absencecover_absent_id_470e58e4 ON public.agencies_absencecover USING btree (absent_id);

CREATE INDEX agencies_absencecover_covering_id_16651800 ON public.agencies_absencecover USING btree (covering_id);

CREATE INDEX agencies_absencecover_created_by_id_98308212 ON public.agencies_absencecover USING btree (created_by_id);

CREATE INDEX agencies_agency_calendar_version_id_9f59047f ON public.agencies_agency USING btree (calendar_version_id);

CREATE INDEX agencies_agency_code_6a7194fc_like ON public.agencies_agency USING btree (code varchar_pattern_ops);

CREATE INDEX agencies_agency_parent_id_2087cd0c ON public.agencies_agency USING btree (parent_id);

CREATE INDEX agencies_agency_province_id_111f7a01 ON public.agencies_agency USING btree (province_id);

CREATE INDEX agencies_agency_successor_id_aaa00773 ON public.agencies_agency USING btree (successor_id);

CREATE INDEX agencies_agency_unit_id_cbc1bbfb ON public.agencies_agency USING btree (unit_id);

CREATE INDEX agencies_calendarday_layer_id_4a84edd8 ON public.agencies_calendarday USING btree (layer_id);

CREATE INDEX agencies_calendarhours_layer_id_8d212fbb ON public.agencies_calendarhours USING btree (layer_id);

CREATE INDEX agencies_calendarversion_digest_9f507320_like ON public.agencies_calendarversion USING btree (digest varchar_pattern_ops);

CREATE INDEX agencies_desk_agency_id_36c08045 ON public.agencies_desk USING btree (agency_id);

CREATE INDEX agencies_desk_code_3e34ef7a_like ON public.agencies_desk USING btree (code varchar_pattern_ops);

CREATE INDEX agencies_factordemand_role_49462e3a_like ON public.agencies_factordemand USING btree (role varchar_pattern_ops);

CREATE INDEX agencies_installation_default_desk_id_172a6abb ON public.agencies_installation USING btree (default_desk_id);

CREATE INDEX agencies_officer_agency_id_a68f8286 ON public.agencies_officer USING btree (agency_id);

CREATE INDEX agencies_officer_desk_id_28d43885 ON public.agencies_officer USING btree (desk_id);

CREATE INDEX agencies_roleassignment_agency_id_56212a23 ON public.agencies_roleassignment USING btree (agency_id);

CREATE INDEX agencies_roleassignment_officer_id_78b67a06 ON public.agencies_roleassignment USING btree (officer_id);

CREATE INDEX agencies_unit_parent_id_2b4590b9 ON public.agencies_unit USING btree (parent_id);

CREATE INDEX agencies_unitsuccession_predecessor_id_fe9ad8a5 ON public.agencies_unitsuccession USING btree (predecessor_id);

CREATE INDEX agencies_unitsuccession_successor_id_57e35abf ON public.agencies_unitsuccession USING btree (successor_id);

CREATE INDEX apifile_at ON public.exchange_apifile USING btree (at);

CREATE INDEX apilodging_of_client ON public.exchange_apilodging USING btree (client_id, dossier_id DESC);

CREATE INDEX apitoken_expiry ON public.exchange_apitoken USING btree (expires_at);

CREATE UNIQUE INDEX apology_one_draft ON public.dossiers_apology USING btree (dossier_id) WHERE ((dropped_at IS NULL) AND (signed_at IS NULL));

CREATE UNIQUE INDEX apology_signed_once ON public.dossiers_apology USING btree (dossier_id) WHERE ((override_reason = ''::text) AND (signed_at IS NOT NULL));

CREATE INDEX appointmentevent_of_day ON public.hall_appointmentevent USING btree (day, act);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX axes_accessattempt_ip_address_10922d9c ON public.axes_accessattempt USING btree (ip_address);

CREATE INDEX axes_accessattempt_user_agent_ad89678b ON public.axes_accessattempt USING btree (user_agent);

CREATE INDEX axes_accessattempt_user_agent_ad89678b_like ON public.axes_accessattempt USING btree (user_agent varchar_pattern_ops);

CREATE INDEX axes_accessattempt_username_3f2d4ca0 ON public.axes_accessattempt USING btree (username);

CREATE INDEX axes_accessattempt_username_3f2d4ca0_like ON public.axes_accessattempt USING btree (username varchar_pattern_ops);

CREATE INDEX axes_accessfailurelog_ip_address_2e9f5a7f ON public.axes_accessfailurelog USING btree (ip_address);

CREATE INDEX axes_accessfailurelog_user_agent_ea145dda ON public.axes_accessfailurelog USING btree (user_agent);

CREATE INDEX axes_accessfailurelog_user_agent_ea145dda_like ON public.axes_accessfailurelog USING btree (user_agent varchar_pattern_ops);

CREATE INDEX axes_accessfailurelog_username_a8b7e8a4 ON public.axes_accessfailurelog USING btree (username);

CREATE INDEX axes_accessfailurelog_username_a8b7e8a4_like ON public.axes_accessfailurelog USING btree (username varchar_pattern_ops);

CREATE INDEX axes_accesslog_ip_address_86b417e5 ON public.axes_accesslog USING btree (ip_address);

CREATE INDEX axes_accesslog_user_agent_0e659004 ON public.axes_accesslog USING btree (user_agent);

CREATE INDEX axes_accesslog_user_agent_0e659004_like ON public.axes_accesslog USING btree (user_agent varchar_pattern_ops);

CREATE INDEX axes_accesslog_username_df93064b ON public.axes_accesslog USING btree (username);

CREATE INDEX axes_accesslog_username_df93064b_like ON public.axes_accesslog USING btree (username varchar_pattern_ops);

CREATE UNIQUE INDEX calendarlayer_one_nation ON public.agencies_calendarlayer USING btree ((1)) WHERE ((agency_id IS NULL) AND (province_id IS NULL));

CREATE UNIQUE INDEX catalogueproposal_one_waits ON public.exchange_catalogueproposal USING btree (procedure_id) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX change_by_account ON public.configuration_change USING btree (account_id, id DESC) WHERE (account_id IS NOT NULL);

CREATE INDEX change_of_row ON public.configuration_change USING btree (table_name, row_key, id DESC);

CREATE INDEX change_recorded ON public.configuration_change USING btree (recorded_at);

CREATE INDEX closedfigure_day ON public.indicators_closedfigure USING btree (day, agency_id);

CREATE UNIQUE INDEX collector_own_account ON public.payments_collector USING btree (account_number) WHERE (NOT ((account_number)::text = ''::text));

CREATE INDEX commitment_open ON public.initiatives_commitment USING btree (due_on) WHERE (done_on IS NULL);

CREATE INDEX complaint_of_agency ON public.petitions_complaint USING btree (agency_id, lodged_at DESC);

CREATE INDEX configuration_featureswitch_agency_id_58301e19 ON public.configuration_featureswitch USING btree (agency_id);

CREATE INDEX consultation_open ON public.dossiers_consultation USING btree (agency_id, due_at, id) WHERE ((answered_at IS NULL) AND (closed_at IS NULL));

CREATE UNIQUE INDEX council_one_of_a_province ON public.initiatives_council USING btree (province_id) WHERE ((level)::text = 'province'::text);

CREATE UNIQUE INDEX council_one_of_a_unit ON public.initiatives_council USING btree (agency_id) WHERE (NOT ((level)::text = 'province'::text));

CREATE INDEX delivery_handover_agency_id_d698d6af ON public.delivery_handover USING btree (agency_id);

CREATE INDEX delivery_handover_officer_id_2072e5fc ON public.delivery_handover USING btree (officer_id);

CREATE INDEX delivery_incomingparcel_hand_over_id_12dc1f27 ON public.delivery_incomingparcel USING btree (hand_over_id);

CREATE INDEX delivery_parcel_agency_id_c1a7f9a3 ON public.delivery_parcel USING btree (agency_id);

CREATE INDEX delivery_parcel_hand_over_id_49bc74f3 ON public.delivery_parcel USING btree (hand_over_id);

CREATE INDEX delivery_parcel_reference_38cddc04 ON public.delivery_parcel USING btree (reference);

CREATE INDEX delivery_parcel_reference_38cddc04_like ON public.delivery_parcel USING btree (reference varchar_pattern_ops);

CREATE INDEX delivery_parcel_remittance_id_001f847c ON public.delivery_parcel USING btree (remittance_id);

CREATE INDEX delivery_parcel_tracking_number_c3aefc97_like ON public.delivery_parcel USING btree (tracking_number varchar_pattern_ops);

CREATE INDEX delivery_parcelevent_parcel_id_b3bc3740 ON public.delivery_parcelevent USING btree (parcel_id);

CREATE INDEX delivery_remittance_agency_id_423d4630 ON public.delivery_remittance USING btree (agency_id);

CREATE INDEX delivery_remittance_received_by_id_6a776388 ON public.delivery_remittance USING btree (received_by_id);

CREATE INDEX demo_demopart_key_8b3d2ab0_like ON public.demo_demopart USING btree (key varchar_pattern_ops);

CREATE INDEX denunciation_of_agency ON public.petitions_denunciation USING btree (agency_id, lodged_at DESC);

CREATE INDEX documents_formtemplate_kind_815a8f48 ON public.documents_formtemplate USING btree (kind);

CREATE INDEX documents_formtemplate_kind_815a8f48_like ON public.documents_formtemplate USING btree (kind varchar_pattern_ops);

CREATE INDEX documents_heldpaper_file_id_ce70237a ON public.documents_heldpaper USING btree (file_id);

CREATE INDEX documents_heldpaper_kind_id_55a0c037 ON public.documents_heldpaper USING btree (kind_id);

CREATE INDEX documents_heldpaper_person_id_c167c93b ON public.documents_heldpaper USING btree (person_id);

CREATE INDEX documents_heldpaper_verified_by_id_b7b625fa ON public.documents_heldpaper USING btree (verified_by_id);

CREATE INDEX documents_paperkind_code_5c71cb49_like ON public.documents_paperkind USING btree (code varchar_pattern_ops);

CREATE INDEX documents_storedfile_sha256_8fc42a25 ON public.documents_storedfile USING btree (sha256);

CREATE INDEX documents_storedfile_sha256_8fc42a25_like ON public.documents_storedfile USING btree (sha256 varchar_pattern_ops);

CREATE INDEX documents_storedfile_stored_by_id_660448f5 ON public.documents_storedfile USING btree (stored_by_id);

CREATE INDEX documents_storedfile_stored_by_person_id_5a387d88 ON public.documents_storedfile USING btree (stored_by_person_id);

CREATE INDEX documents_upload_file_id_cf9e23b5 ON public.documents_upload USING btree (file_id);

CREATE INDEX documents_upload_officer_id_2d5b51e8 ON public.documents_upload USING btree (officer_id);

CREATE INDEX documents_upload_person_id_9a6a09cf ON public.documents_upload USING btree (person_id);

CREATE INDEX dossier_accepted ON public.dossiers_dossier USING btree (receiving_agency_id, accepted_at);

CREATE INDEX dossier_ended ON public.dossiers_dossier USING btree (ended_at, id) WHERE ((erased_at IS NULL) AND ((state)::text = ANY (ARRAY[('not_accepted'::character varying)::text, ('returned'::character varying)::text, ('stopped'::character varying)::text, ('withdrawn'::character varying)::text])));

CREATE INDEX dossier_open_by_due ON public.dossiers_dossier USING btree (agency_id, due_at, id) WHERE ((state)::text = ANY (ARRAY[('accepted'::character varying)::text, ('awaiting_payment'::character varying)::text, ('awaiting_supplement'::character varying)::text, ('in_progress'::character varying)::text]));

CREATE INDEX dossier_same_again ON public.dossiers_dossier USING btree (principal_id, procedure_id, accepted_at);

CREATE INDEX dossier_search ON public.dossiers_dossier USING gin (to_tsvector('simple'::regconfig, COALESCE(search_text, ''::text)));

CREATE INDEX dossier_submitted ON public.dossiers_dossier USING btree (receiving_agency_id, submitted_at) WHERE ((state)::text = 'submitted'::text);

CREATE INDEX dossier_to_call ON public.dossiers_dossier USING btree (receiving_agency_id, call_since, id) WHERE (call_since IS NOT NULL);

CREATE INDEX dossier_to_return ON public.dossiers_dossier USING btree (receiving_agency_id, finished_at, id) WHERE ((state)::text = 'finished'::text);

CREATE INDEX dossier_to_take ON public.dossiers_dossier USING btree (receiving_agency_id, accepted_at, id) WHERE ((money_state)::text = 'due'::text);

CREATE INDEX dossierevent_recorded ON public.dossiers_dossierevent USING btree (recorded_at);

CREATE INDEX dossierfact_agency ON public.indicators_dossierfact USING btree (agency_id, accepted_on);

CREATE INDEX dossierfact_apart ON public.indicators_dossierfact USING btree (dossier_id) WHERE ((ended_on < accepted_on) OR (waiting_on < accepted_on));

CREATE INDEX dossierfact_book ON public.indicators_dossierfact USING btree (receiving_agency_id, accepted_on);

CREATE INDEX dossierfact_ended ON public.indicators_dossierfact USING btree (ended_on);

CREATE INDEX dossiermessage_open ON public.dossiers_dossiermessage USING btree (written_at, id) WHERE ((answered_at IS NULL) AND (officer_id IS NULL));

CREATE INDEX dossierread_by_officer ON public.dossiers_dossierread USING btree (officer_id, day DESC);

CREATE INDEX dossierread_latest ON public.dossiers_dossierread USING btree (last_at DESC, id DESC);

CREATE INDEX dossierread_not_own ON public.dossiers_dossierread USING btree (last_at DESC, id DESC) WHERE (NOT is_own_work);

CREATE INDEX dossierread_outside ON public.dossiers_dossierread USING btree (last_at DESC, id DESC) WHERE (outside_count > 0);

CREATE INDEX dossiers_accessrecord_agency_id_2a5d72e1 ON public.dossiers_accessrecord USING btree (agency_id);

CREATE INDEX dossiers_accessrecord_officer_id_ce0ccaaa ON public.dossiers_accessrecord USING btree (officer_id);

CREATE INDEX dossiers_apology_dossier_id_a315ad66 ON public.dossiers_apology USING btree (dossier_id);

CREATE INDEX dossiers_apology_drafted_by_id_4a8eeb84 ON public.dossiers_apology USING btree (drafted_by_id);

CREATE INDEX dossiers_apology_form_id_bd4f7493 ON public.dossiers_apology USING btree (form_id);

CREATE INDEX dossiers_apology_signed_by_id_3d58e1f7 ON public.dossiers_apology USING btree (signed_by_id);

CREATE INDEX dossiers_askedagain_asked_by_id_7d33d476 ON public.dossiers_askedagain USING btree (asked_by_id);

CREATE INDEX dossiers_askedagain_dossier_id_aafaafb3 ON public.dossiers_askedagain USING btree (dossier_id);

CREATE INDEX dossiers_askedagain_held_paper_id_2f150293 ON public.dossiers_askedagain USING btree (held_paper_id);

CREATE INDEX dossiers_calllog_dossier_id_8eacafff ON public.dossiers_calllog USING btree (dossier_id);

CREATE INDEX dossiers_calllog_officer_id_0ff8181c ON public.dossiers_calllog USING btree (officer_id);

CREATE INDEX dossiers_charge_dossier_id_85af3922 ON public.dossiers_charge USING btree (dossier_id);

CREATE INDEX dossiers_charge_payment_id_0a2b1472 ON public.dossiers_charge USING btree (payment_id);

CREATE INDEX dossiers_codecounter_agency_id_14bf0629 ON public.dossiers_codecounter USING btree (agency_id);

CREATE INDEX dossiers_codepattern_agency_id_74e12446 ON public.dossiers_codepattern USING btree (agency_id);

CREATE INDEX dossiers_consultation_agency_id_26374892 ON public.dossiers_consultation USING btree (agency_id);

CREATE INDEX dossiers_consultation_answered_by_id_8d93f20b ON public.dossiers_consultation USING btree (answered_by_id);

CREATE INDEX dossiers_consultation_asked_by_id_44cdb406 ON public.dossiers_consultation USING btree (asked_by_id);

CREATE INDEX dossiers_consultation_dossier_id_1c8e3dd1 ON public.dossiers_consultation USING btree (dossier_id);

CREATE INDEX dossiers_consultation_file_id_7f867821 ON public.dossiers_consultation USING btree (file_id);

CREATE INDEX dossiers_dayblock_day_id_e30b7881 ON public.dossiers_dayblock USING btree (day_id);

CREATE INDEX dossiers_dossier_agency_id_966dcf7a ON public.dossiers_dossier USING btree (agency_id);

CREATE INDEX dossiers_dossier_applicant_id_3ba18564 ON public.dossiers_dossier USING btree (applicant_id);

CREATE INDEX dossiers_dossier_call_topic_6df24ec1 ON public.dossiers_dossier USING btree (call_topic);

CREATE INDEX dossiers_dossier_call_topic_6df24ec1_like ON public.dossiers_dossier USING btree (call_topic varchar_pattern_ops);

CREATE INDEX dossiers_dossier_code_6d68c351_like ON public.dossiers_dossier USING btree (code varchar_pattern_ops);

CREATE INDEX dossiers_dossier_collector_id_11f27bfd ON public.dossiers_dossier USING btree (collector_id);

CREATE INDEX dossiers_dossier_desk_id_6fa124fe ON public.dossiers_dossier USING btree (desk_id);

CREATE INDEX dossiers_dossier_helper_id_7c63eac7 ON public.dossiers_dossier USING btree (helper_id);

CREATE INDEX dossiers_dossier_linked_agency_id_d9d246c0 ON public.dossiers_dossier USING btree (linked_agency_id);

CREATE INDEX dossiers_dossier_principal_id_68d60d06 ON public.dossiers_dossier USING btree (principal_id);

CREATE INDEX dossiers_dossier_procedure_id_4e0e78d6 ON public.dossiers_dossier USING btree (procedure_id);

CREATE INDEX dossiers_dossier_procedure_version_id_fb237784 ON public.dossiers_dossier USING btree (procedure_version_id);

CREATE INDEX dossiers_dossier_proxy_id_272d15ce ON public.dossiers_dossier USING btree (proxy_id);

CREATE INDEX dossiers_dossier_receiving_agency_id_d0b091b4 ON public.dossiers_dossier USING btree (receiving_agency_id);

CREATE INDEX dossiers_dossier_tracking_code_0348111f_like ON public.dossiers_dossier USING btree (tracking_code varchar_pattern_ops);

CREATE INDEX dossiers_dossier_visit_id_2e584e9c ON public.dossiers_dossier USING btree (visit_id);

CREATE INDEX dossiers_dossierevent_actor_id_7fade8fa ON public.dossiers_dossierevent USING btree (actor_id);

CREATE INDEX dossiers_dossierevent_dossier_id_90237d93 ON public.dossiers_dossierevent USING btree (dossier_id);

CREATE INDEX dossiers_dossierevent_on_behalf_of_id_8290ab5f ON public.dossiers_dossierevent USING btree (on_behalf_of_id);

CREATE INDEX dossiers_dossiermessage_dossier_id_6bac765f ON public.dossiers_dossiermessage USING btree (dossier_id);

CREATE INDEX dossiers_dossiermessage_officer_id_8c7bcdf1 ON public.dossiers_dossiermessage USING btree (officer_id);

CREATE INDEX dossiers_dossiermessage_person_id_6e0b43ab ON public.dossiers_dossiermessage USING btree (person_id);

CREATE INDEX dossiers_dossiernote_dossier_id_6e823193 ON public.dossiers_dossiernote USING btree (dossier_id);

CREATE INDEX dossiers_dossiernote_officer_id_6459531b ON public.dossiers_dossiernote USING btree (officer_id);

CREATE INDEX dossiers_dossierpaper_dossier_id_6124b9d0 ON public.dossiers_dossierpaper USING btree (dossier_id);

CREATE INDEX dossiers_dossierpaper_file_id_5f38de40 ON public.dossiers_dossierpaper USING btree (file_id);

CREATE INDEX dossiers_dossierpaper_held_paper_id_7f907765 ON public.dossiers_dossierpaper USING btree (held_paper_id);

CREATE INDEX dossiers_dossierread_dossier_id_6ef02b40 ON public.dossiers_dossierread USING btree (dossier_id);

CREATE INDEX dossiers_dossierread_officer_id_23b3be3b ON public.dossiers_dossierread USING btree (officer_id);

CREATE INDEX dossiers_draft_desk_id_7ae9150f ON public.dossiers_draft USING btree (desk_id);

CREATE INDEX dossiers_draft_files_draft_id_a983db99 ON public.dossiers_draft_files USING btree (draft_id);

CREATE INDEX dossiers_draft_files_storedfile_id_07f62764 ON public.dossiers_draft_files USING btree (storedfile_id);

CREATE INDEX dossiers_draft_officer_id_677b57b2 ON public.dossiers_draft USING btree (officer_id);

CREATE INDEX dossiers_draft_visit_id_5b2bb33e ON public.dossiers_draft USING btree (visit_id);

CREATE INDEX dossiers_duedate_calendar_version_id_f956d5a7 ON public.dossiers_duedate USING btree (calendar_version_id);

CREATE INDEX dossiers_duedate_dossier_id_7106ea8d ON public.dossiers_duedate USING btree (dossier_id);

CREATE INDEX dossiers_entitlement_dossier_id_b5a48441 ON public.dossiers_entitlement USING btree (dossier_id);

CREATE INDEX dossiers_erasure_confirmed_by_id_7018d1ff ON public.dossiers_erasure USING btree (confirmed_by_id);

CREATE INDEX dossiers_erasure_rule_id_0792e9f8 ON public.dossiers_erasure USING btree (rule_id);

CREATE INDEX dossiers_impersonatedlook_dossier_id_79a2a208 ON public.dossiers_impersonatedlook USING btree (dossier_id);

CREATE INDEX dossiers_impersonatedlook_impersonation_id_65b033fe ON public.dossiers_impersonatedlook USING btree (impersonation_id);

CREATE INDEX dossiers_impersonation_by_id_e8755563 ON public.dossiers_impersonation USING btree (by_id);

CREATE INDEX dossiers_impersonation_officer_id_632ffa58 ON public.dossiers_impersonation USING btree (officer_id);

CREATE INDEX dossiers_issuedform_dossier_id_316b2639 ON public.dossiers_issuedform USING btree (dossier_id);

CREATE INDEX dossiers_issuedform_issued_by_id_7a1df5e9 ON public.dossiers_issuedform USING btree (issued_by_id);

CREATE INDEX dossiers_issuedform_kind_7852d756 ON public.dossiers_issuedform USING btree (kind);

CREATE INDEX dossiers_issuedform_kind_7852d756_like ON public.dossiers_issuedform USING btree (kind varchar_pattern_ops);

CREATE INDEX dossiers_issuedform_signed_file_id_6c03e226 ON public.dossiers_issuedform USING btree (signed_file_id);

CREATE INDEX dossiers_issuedform_template_id_fbf96b24 ON public.dossiers_issuedform USING btree (template_id);

CREATE INDEX dossiers_jobrun_name_b525665d_like ON public.dossiers_jobrun USING btree (name varchar_pattern_ops);

CREATE INDEX dossiers_lodgedform_document_id_a5e6cc10 ON public.dossiers_lodgedform USING btree (document_id);

CREATE INDEX dossiers_lodgedform_form_version_id_087ca683 ON public.dossiers_lodgedform USING btree (form_version_id);

CREATE INDEX dossiers_onlinedraft_agency_id_f2ceb7d2 ON public.dossiers_onlinedraft USING btree (agency_id);

CREATE INDEX dossiers_onlinedraft_document_id_72547416 ON public.dossiers_onlinedraft USING btree (document_id);

CREATE INDEX dossiers_onlinedraft_dossier_id_74fc7864 ON public.dossiers_onlinedraft USING btree (dossier_id);

CREATE INDEX dossiers_onlinedraft_files_onlinedraft_id_83a9496c ON public.dossiers_onlinedraft_files USING btree (onlinedraft_id);

CREATE INDEX dossiers_onlinedraft_files_storedfile_id_6104dcfb ON public.dossiers_onlinedraft_files USING btree (storedfile_id);

CREATE INDEX dossiers_onlinedraft_form_version_id_c39acd68 ON public.dossiers_onlinedraft USING btree (form_version_id);

CREATE INDEX dossiers_onlinedraft_person_id_d1278dcf ON public.dossiers_onlinedraft USING btree (person_id);

CREATE INDEX dossiers_onlinedraft_procedure_id_22192ee0 ON public.dossiers_onlinedraft USING btree (procedure_id);

CREATE INDEX dossiers_pause_dossier_id_98a94956 ON public.dossiers_pause USING btree (dossier_id);

CREATE INDEX dossiers_pause_ended_by_id_4424d495 ON public.dossiers_pause USING btree (ended_by_id);

CREATE INDEX dossiers_pause_form_id_076e21a4 ON public.dossiers_pause USING btree (form_id);

CREATE INDEX dossiers_pause_overridden_by_id_623c0100 ON public.dossiers_pause USING btree (overridden_by_id);

CREATE INDEX dossiers_pause_started_by_id_67018250 ON public.dossiers_pause USING btree (started_by_id);

CREATE INDEX dossiers_reliefclaim_code_f2c4991f ON public.dossiers_reliefclaim USING btree (code);

CREATE INDEX dossiers_reliefclaim_code_f2c4991f_like ON public.dossiers_reliefclaim USING btree (code varchar_pattern_ops);

CREATE INDEX dossiers_reliefclaim_decided_by_id_53900bcc ON public.dossiers_reliefclaim USING btree (decided_by_id);

CREATE INDEX dossiers_result_approved_by_id_79a88bc9 ON public.dossiers_result USING btree (approved_by_id);

CREATE INDEX dossiers_result_dossier_id_36719d98 ON public.dossiers_result USING btree (dossier_id);

CREATE INDEX dossiers_result_file_id_aa3afb3b ON public.dossiers_result USING btree (file_id);

CREATE INDEX dossiers_result_made_by_id_618583c6 ON public.dossiers_result USING btree (made_by_id);

CREATE INDEX dossiers_result_numbered_by_id_dcc9f42a ON public.dossiers_result USING btree (numbered_by_id);

CREATE INDEX dossiers_result_signed_file_id_4570ff41 ON public.dossiers_result USING btree (signed_file_id);

CREATE INDEX dossiers_runningnumber_agency_id_855f2410 ON public.dossiers_runningnumber USING btree (agency_id);

CREATE INDEX dossiers_runningnumber_series_08bf36ca ON public.dossiers_runningnumber USING btree (series);

CREATE INDEX dossiers_runningnumber_series_08bf36ca_like ON public.dossiers_runningnumber USING btree (series varchar_pattern_ops);

CREATE INDEX dossiers_savedview_officer_id_0d20700b ON public.dossiers_savedview USING btree (officer_id);

CREATE INDEX dossiers_step_agency_id_3975a2ae ON public.dossiers_step USING btree (agency_id);

CREATE INDEX dossiers_step_assignee_id_a2a76a79 ON public.dossiers_step USING btree (assignee_id);

CREATE INDEX dossiers_step_closed_by_id_58daa54e ON public.dossiers_step USING btree (closed_by_id);

CREATE INDEX dossiers_step_dossier_id_dfc9cad4 ON public.dossiers_step USING btree (dossier_id);

CREATE INDEX dossiers_step_key_420b7c4b ON public.dossiers_step USING btree (key);

CREATE INDEX dossiers_step_key_420b7c4b_like ON public.dossiers_step USING btree (key varchar_pattern_ops);

CREATE INDEX dossiers_step_received_by_id_c83e19f1 ON public.dossiers_step USING btree (received_by_id);

CREATE INDEX dossiers_subjectrequest_agency_id_c9982f3c ON public.dossiers_subjectrequest USING btree (agency_id);

CREATE INDEX dossiers_subjectrequest_answered_by_id_a68ccf60 ON public.dossiers_subjectrequest USING btree (answered_by_id);

CREATE INDEX dossiers_subjectrequest_dossier_id_37aa193a ON public.dossiers_subjectrequest USING btree (dossier_id);

CREATE INDEX dossiers_subjectrequest_person_id_92198c79 ON public.dossiers_subjectrequest USING btree (person_id);

CREATE INDEX dossiers_subjectrequest_received_by_id_5218c3b8 ON public.dossiers_subjectrequest USING btree (received_by_id);

CREATE INDEX dossiers_supplementanswer_dossier_id_3b593e0d ON public.dossiers_supplementanswer USING btree (dossier_id);

CREATE INDEX dossiers_supplementanswer_file_id_c342099f ON public.dossiers_supplementanswer USING btree (file_id);

CREATE INDEX dossiers_supplementanswer_pause_id_f4b4986c ON public.dossiers_supplementanswer USING btree (pause_id);

CREATE INDEX dossiers_visit_desk_id_37644a70 ON public.dossiers_visit USING btree (desk_id);

CREATE INDEX dossiers_visit_officer_id_332b9440 ON public.dossiers_visit USING btree (officer_id);

CREATE UNIQUE INDEX eformversion_one_draft ON public.procedures_eformversion USING btree (form_id) WHERE ((status)::text = 'draft'::text);

CREATE INDEX erasure_waiting ON public.dossiers_erasure USING btree (confirmed_at, id) WHERE (erased_at IS NULL);

CREATE UNIQUE INDEX evaluation_one_open ON public.initiatives_evaluation USING btree (initiative_id) WHERE (closed_at IS NULL);

CREATE INDEX exchange_apiclient_agencies_agency_id_48081883 ON public.exchange_apiclient_agencies USING btree (agency_id);

CREATE INDEX exchange_apiclient_agencies_apiclient_id_8011a0d3 ON public.exchange_apiclient_agencies USING btree (apiclient_id);

CREATE INDEX exchange_apiclientevent_client_id_db68a2da ON public.exchange_apiclientevent USING btree (client_id);

CREATE INDEX exchange_apiclientevent_officer_id_1c13bb46 ON public.exchange_apiclientevent USING btree (officer_id);

CREATE INDEX exchange_apifile_client_id_104f4619 ON public.exchange_apifile USING btree (client_id);

CREATE INDEX exchange_apilodging_client_id_199b91f0 ON public.exchange_apilodging USING btree (client_id);

CREATE INDEX exchange_apipetition_client_id_b063c03d ON public.exchange_apipetition USING btree (client_id);

CREATE INDEX exchange_apiread_client_id_7e68d0b5 ON public.exchange_apiread USING btree (client_id);

CREATE INDEX exchange_apiread_dossier_id_0ca79f10 ON public.exchange_apiread USING btree (dossier_id);

CREATE INDEX exchange_apitoken_client_id_92a143ac ON public.exchange_apitoken USING btree (client_id);

CREATE INDEX exchange_apitoken_digest_867c76a9_like ON public.exchange_apitoken USING btree (digest varchar_pattern_ops);

CREATE INDEX exchange_apiusage_client_id_d4ae7692 ON public.exchange_apiusage USING btree (client_id);

CREATE INDEX exchange_catalogueproposal_decided_by_id_4e99641f ON public.exchange_catalogueproposal USING btree (decided_by_id);

CREATE INDEX exchange_catalogueproposal_procedure_id_320431de ON public.exchange_catalogueproposal USING btree (procedure_id);

CREATE INDEX exchange_idempotencykey_client_id_ffcbbcbf ON public.exchange_idempotencykey USING btree (client_id);

CREATE INDEX exchange_mirroreddossier_agency_id_6428c8cd ON public.exchange_mirroreddossier USING btree (agency_id);

CREATE INDEX exchange_mirroreddossier_code_0c3d5d64_like ON public.exchange_mirroreddossier USING btree (code varchar_pattern_ops);

CREATE INDEX exchange_mirroreddossier_field_slug_972e3fc6 ON public.exchange_mirroreddossier USING btree (field_slug);

CREATE INDEX exchange_mirroreddossier_field_slug_972e3fc6_like ON public.exchange_mirroreddossier USING btree (field_slug varchar_pattern_ops);

CREATE INDEX exchange_mirroreddossier_procedure_id_feca487c ON public.exchange_mirroreddossier USING btree (procedure_id);

CREATE INDEX exchange_portalfile_sha256_a88c48c2_like ON public.exchange_portalfile USING btree (sha256 varchar_pattern_ops);

CREATE INDEX exchange_portallodging_portal_code_349a0911_like ON public.exchange_portallodging USING btree (portal_code varchar_pattern_ops);

CREATE INDEX exchange_portalmark_list_17c13932_like ON public.exchange_portalmark USING btree (list varchar_pattern_ops);

CREATE INDEX exchange_portalmessage_dossier_id_82c26d43 ON public.exchange_portalmessage USING btree (dossier_id);

CREATE INDEX exchange_webhook_client_id_92a9f108 ON public.exchange_webhook USING btree (client_id);

CREATE INDEX exchange_webhookattempt_delivery_id_71dd7adc ON public.exchange_webhookattempt USING btree (delivery_id);

CREATE INDEX exchange_webhookdelivery_dossier_id_08d03f75 ON public.exchange_webhookdelivery USING btree (dossier_id);

CREATE INDEX exchange_webhookdelivery_hook_id_c563c739 ON public.exchange_webhookdelivery USING btree (hook_id);

CREATE INDEX feedback_open_by_due ON public.petitions_feedback USING btree (agency_id, due_at) WHERE ((state)::text = ANY (ARRAY[('awaiting_approval'::character varying)::text, ('awaiting_petitioner'::character varying)::text, ('processing'::character varying)::text, ('received'::character varying)::text]));

CREATE INDEX feedback_to_ask_again ON public.petitions_feedback USING btree (answered_at) WHERE ((answered_at IS NOT NULL) AND (asked_settled_at IS NULL));

CREATE INDEX feedbackdraft_begun ON public.petitions_feedbackdraft USING btree (begun_at);

CREATE INDEX feedbackevent_day ON public.petitions_feedbackevent USING btree (action, happened_at);

CREATE INDEX feedbackevent_turns ON public.petitions_feedbackevent USING btree (feedback_id, turn, id DESC) WHERE (turn IS NOT NULL);

CREATE INDEX guidance_absence_helper_id_ff14485c ON public.guidance_absence USING btree (helper_id);

CREATE INDEX guidance_assignment_helper_id_0116580b ON public.guidance_assignment USING btree (helper_id);

CREATE INDEX guidance_assignment_shift_id_5b5a474d ON public.guidance_assignment USING btree (shift_id);

CREATE INDEX guidance_availability_helper_id_e5450142 ON public.guidance_availability USING btree (helper_id);

CREATE INDEX guidance_force_agency_id_93fe6029 ON public.guidance_force USING btree (agency_id);

CREATE INDEX guidance_guidancesession_agency_id_70332446 ON public.guidance_guidancesession USING btree (agency_id);

CREATE INDEX guidance_guidancesession_desk_id_c434b2ce ON public.guidance_guidancesession USING btree (desk_id);

CREATE INDEX guidance_guidancesession_force_id_d2a49335 ON public.guidance_guidancesession USING btree (force_id);

CREATE INDEX guidance_guidancesession_helper_id_f5d82ff0 ON public.guidance_guidancesession USING btree (helper_id);

CREATE INDEX guidance_guidancesession_programme_id_ff26f569 ON public.guidance_guidancesession USING btree (programme_id);

CREATE INDEX guidance_guidancesession_shift_id_a431b4ff ON public.guidance_guidancesession USING btree (shift_id);

CREATE INDEX guidance_helper_force_id_046abf58 ON public.guidance_helper USING btree (force_id);

CREATE INDEX guidance_programmeversion_created_by_id_031657ec ON public.guidance_programmeversion USING btree (created_by_id);

CREATE INDEX guidance_programmeversion_programme_id_f29deba0 ON public.guidance_programmeversion USING btree (programme_id);

CREATE INDEX guidance_shift_desk_id_c90792b2 ON public.guidance_shift USING btree (desk_id);

CREATE INDEX guidance_shiftpattern_desk_id_0e6029fb ON public.guidance_shiftpattern USING btree (desk_id);

CREATE INDEX guidance_staffguided_agency_id_6ac37d30 ON public.guidance_staffguided USING btree (agency_id);

CREATE INDEX guidance_swap_asker_id_596a2780 ON public.guidance_swap USING btree (asker_id);

CREATE INDEX guidance_swap_shift_id_e3a8f13b ON public.guidance_swap USING btree (shift_id);

CREATE INDEX guidance_swap_taker_id_24472c24 ON public.guidance_swap USING btree (taker_id);

CREATE INDEX guidance_training_helper_id_ebd456ca ON public.guidance_training USING btree (helper_id);

CREATE INDEX guidancesession_day ON public.guidance_guidancesession USING btree (agency_id, "on");

CREATE INDEX guidancesession_helper ON public.guidance_guidancesession USING btree (helper_id, "on");

CREATE INDEX guidancesession_person ON public.guidance_guidancesession USING btree (person_key, "on") WHERE (NOT ((person_key)::text = ''::text));

CREATE INDEX hall_appointment_code_8f590770_like ON public.hall_appointment USING btree (code varchar_pattern_ops);

CREATE INDEX hall_appointment_person_id_7464932e ON public.hall_appointment USING btree (person_id);

CREATE INDEX hall_appointment_procedure_id_6ca458a1 ON public.hall_appointment USING btree (procedure_id);

CREATE INDEX hall_appointment_slot_id_dbec68cf ON public.hall_appointment USING btree (slot_id);

CREATE INDEX hall_appointment_token_7df4223d_like ON public.hall_appointment USING btree (token varchar_pattern_ops);

CREATE INDEX hall_appointmentevent_agency_id_479e74db ON public.hall_appointmentevent USING btree (agency_id);

CREATE INDEX hall_appointmentevent_appointment_id_71622125 ON public.hall_appointmentevent USING btree (appointment_id);

CREATE INDEX hall_appointmentevent_group_id_ed5e4d4d ON public.hall_appointmentevent USING btree (group_id);

CREATE INDEX hall_appointmentrule_group_id_a23b34df ON public.hall_appointmentrule USING btree (group_id);

CREATE INDEX hall_counter_groups_counter_id_00246ee1 ON public.hall_counter_groups USING btree (counter_id);

CREATE INDEX hall_counter_groups_servicegroup_id_b51b5459 ON public.hall_counter_groups USING btree (servicegroup_id);

CREATE INDEX hall_counter_hall_id_95b88316 ON public.hall_counter USING btree (hall_id);

CREATE INDEX hall_hallday_hall_id_d217e015 ON public.hall_hallday USING btree (hall_id);

CREATE INDEX hall_servicegroup_hall_id_c5e2b278 ON public.hall_servicegroup USING btree (hall_id);

CREATE INDEX hall_slot_group_id_fbc09d40 ON public.hall_slot USING btree (group_id);

CREATE INDEX hall_ticket_counter_id_b057154b ON public.hall_ticket USING btree (counter_id);

CREATE INDEX hall_ticket_group_id_0ea59e5a ON public.hall_ticket USING btree (group_id);

CREATE INDEX hall_ticket_officer_id_ca08dd55 ON public.hall_ticket USING btree (officer_id);

CREATE INDEX hall_ticket_token_880a8381_like ON public.hall_ticket USING btree (token varchar_pattern_ops);

CREATE INDEX hall_ticket_visit_id_8fca7093 ON public.hall_ticket USING btree (visit_id);

CREATE INDEX hall_ticketevent_agency_id_de5b3f29 ON public.hall_ticketevent USING btree (agency_id);

CREATE INDEX hall_ticketevent_group_id_138951f3 ON public.hall_ticketevent USING btree (group_id);

CREATE INDEX hall_ticketevent_officer_id_6ed8fea0 ON public.hall_ticketevent USING btree (officer_id);

CREATE INDEX hall_ticketevent_ticket_id_6ed8ec14 ON public.hall_ticketevent USING btree (ticket_id);

CREATE INDEX hall_ticketnumber_group_id_0c674994 ON public.hall_ticketnumber USING btree (group_id);

CREATE INDEX handover_of_agency ON public.delivery_handover USING btree (agency_id, signed_at DESC);

CREATE UNIQUE INDEX helper_calendar_key_once ON public.guidance_helper USING btree (calendar_key) WHERE (NOT ((calendar_key)::text = ''::text));

CREATE INDEX idempotencykey_at ON public.exchange_idempotencykey USING btree (at);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX impersonation_latest ON public.dossiers_impersonation USING btree (begun_at DESC, id DESC);

CREATE INDEX incoming_to_decide ON public.payments_incoming USING btree (received_at, id) WHERE ((state)::text = ANY (ARRAY[('unmatched'::character varying)::text, ('ambiguous'::character varying)::text, ('wrong_amount'::character varying)::text, ('double'::character varying)::text, ('not_due'::character varying)::text]));

CREATE INDEX indexinput_month ON public.indicators_indexinput USING btree (month, agency_id, key, id DESC);

CREATE INDEX indicators_closedfigure_agency_id_fed11527 ON public.indicators_closedfigure USING btree (agency_id);

CREATE INDEX indicators_closedfigure_run_id_6a9d2efa ON public.indicators_closedfigure USING btree (run_id);

CREATE INDEX indicators_closedindexitem_agency_id_6aa10ace ON public.indicators_closedindexitem USING btree (agency_id);

CREATE INDEX indicators_closedindexitem_run_id_ce48340c ON public.indicators_closedindexitem USING btree (run_id);

CREATE INDEX indicators_digestreader_agency_id_4a426112 ON public.indicators_digestreader USING btree (agency_id);

CREATE INDEX indicators_digestreader_officer_id_288c2948 ON public.indicators_digestreader USING btree (officer_id);

CREATE INDEX indicators_fullservice_procedure_id_c6f14e87 ON public.indicators_fullservice USING btree (procedure_id);

CREATE INDEX indicators_indexinput_agency_id_e24f21cb ON public.indicators_indexinput USING btree (agency_id);

CREATE INDEX indicators_indexinput_entered_by_id_f39d81e2 ON public.indicators_indexinput USING btree (entered_by_id);

CREATE INDEX indicators_latecause_cause_442747ab ON public.indicators_latecause USING btree (cause);

CREATE INDEX indicators_latecause_cause_442747ab_like ON public.indicators_latecause USING btree (cause varchar_pattern_ops);

CREATE INDEX indicators_latecause_dossier_id_24c8866b ON public.indicators_latecause USING btree (dossier_id);

CREATE INDEX indicators_latecause_recorded_by_id_7d4efef1 ON public.indicators_latecause USING btree (recorded_by_id);

CREATE INDEX indicators_latecausekind_code_15b6a407_like ON public.indicators_latecausekind USING btree (code varchar_pattern_ops);

CREATE INDEX indicators_measuredeffect_initiative_id_157c297c ON public.indicators_measuredeffect USING btree (initiative_id);

CREATE INDEX indicators_reportedreport_agency_id_b1fe0dfd ON public.indicators_reportedreport USING btree (agency_id);

CREATE INDEX indicators_reportedreport_code_96c0da19 ON public.indicators_reportedreport USING btree (code);

CREATE INDEX indicators_reportedreport_code_96c0da19_like ON public.indicators_reportedreport USING btree (code varchar_pattern_ops);

CREATE INDEX indicators_reportedreport_entered_by_id_a25060f5 ON public.indicators_reportedreport USING btree (entered_by_id);

CREATE INDEX indicators_reporttemplate_key_db3d8d99 ON public.indicators_reporttemplate USING btree (key);

CREATE INDEX indicators_reporttemplate_key_db3d8d99_like ON public.indicators_reporttemplate USING btree (key varchar_pattern_ops);

CREATE INDEX indicators_reporttemplate_saved_by_id_901c35c4 ON public.indicators_reporttemplate USING btree (saved_by_id);

CREATE INDEX indicators_signnote_agency_id_1545b5e9 ON public.indicators_signnote USING btree (agency_id);

CREATE INDEX indicators_signnote_officer_id_cf94e826 ON public.indicators_signnote USING btree (officer_id);

CREATE INDEX indicators_signnote_written_by_id_c1ae8427 ON public.indicators_signnote USING btree (written_by_id);

CREATE INDEX indicators_signtrace_dossier_id_25520ed3 ON public.indicators_signtrace USING btree (dossier_id);

CREATE INDEX initiative_agency ON public.initiatives_initiative USING btree (agency_id, registered_on);

CREATE UNIQUE INDEX initiative_code_once ON public.initiatives_initiative USING btree (code) WHERE (NOT ((code)::text = ''::text));

CREATE INDEX initiative_registered ON public.initiatives_initiative USING btree (registered_on);

CREATE INDEX initiative_words ON public.initiatives_initiative USING gin (to_tsvector('simple'::regconfig, COALESCE(search_text, ''::text)));

CREATE INDEX initiativeevent_registered ON public.initiatives_initiativeevent USING btree (happened_at) WHERE ((action)::text = 'register'::text);

CREATE INDEX initiatives_adoption_agency_id_8d56d2ab ON public.initiatives_adoption USING btree (agency_id);

CREATE INDEX initiatives_adoption_initiative_id_734bc582 ON public.initiatives_adoption USING btree (initiative_id);

CREATE INDEX initiatives_adoption_source_id_376a6317 ON public.initiatives_adoption USING btree (source_id);

CREATE INDEX initiatives_adoptionevent_adoption_id_895a2be6 ON public.initiatives_adoptionevent USING btree (adoption_id);

CREATE INDEX initiatives_adoptionevent_officer_id_8a806c85 ON public.initiatives_adoptionevent USING btree (officer_id);

CREATE INDEX initiatives_adoptionstep_adoption_id_603091a3 ON public.initiatives_adoptionstep USING btree (adoption_id);

CREATE INDEX initiatives_commitment_delegation_id_afea9e17 ON public.initiatives_commitment USING btree (delegation_id);

CREATE INDEX initiatives_commitment_noted_by_id_6d0675a8 ON public.initiatives_commitment USING btree (noted_by_id);

CREATE INDEX initiatives_council_agency_id_60843f88 ON public.initiatives_council USING btree (agency_id);

CREATE INDEX initiatives_council_province_id_b5f5d440 ON public.initiatives_council USING btree (province_id);

CREATE INDEX initiatives_councilmember_council_id_d36516ee ON public.initiatives_councilmember USING btree (council_id);

CREATE INDEX initiatives_councilmember_officer_id_f0bc33af ON public.initiatives_councilmember USING btree (officer_id);

CREATE INDEX initiatives_delegation_agency_id_23353332 ON public.initiatives_delegation USING btree (agency_id);

CREATE INDEX initiatives_delegationmember_delegation_id_52a09236 ON public.initiatives_delegationmember USING btree (delegation_id);

CREATE INDEX initiatives_evaluation_closed_by_id_787e55b4 ON public.initiatives_evaluation USING btree (closed_by_id);

CREATE INDEX initiatives_evaluation_initiative_id_3fea2f4f ON public.initiatives_evaluation USING btree (initiative_id);

CREATE INDEX initiatives_evaluation_scheme_id_f5ee83ec ON public.initiatives_evaluation USING btree (scheme_id);

CREATE INDEX initiatives_initiative_agency_id_59ed594c ON public.initiatives_initiative USING btree (agency_id);

CREATE INDEX initiatives_initiative_council_id_d53862fe ON public.initiatives_initiative USING btree (council_id);

CREATE INDEX initiatives_initiative_delegation_id_cf553924 ON public.initiatives_initiative USING btree (delegation_id);

CREATE INDEX initiatives_initiative_source_id_d4264dfa ON public.initiatives_initiative USING btree (source_id);

CREATE INDEX initiatives_initiativeevent_initiative_id_c3938d2a ON public.initiatives_initiativeevent USING btree (initiative_id);

CREATE INDEX initiatives_initiativeevent_officer_id_22dcdf00 ON public.initiatives_initiativeevent USING btree (officer_id);

CREATE INDEX initiatives_initiativeversion_initiative_id_b6e80e99 ON public.initiatives_initiativeversion USING btree (initiative_id);

CREATE INDEX initiatives_initiativeversion_written_by_id_ad208737 ON public.initiatives_initiativeversion USING btree (written_by_id);

CREATE INDEX initiatives_recognition_council_id_7fd2580b ON public.initiatives_recognition USING btree (council_id);

CREATE INDEX initiatives_recognition_initiative_id_61801800 ON public.initiatives_recognition USING btree (initiative_id);

CREATE INDEX initiatives_recognition_recorded_by_id_fd3f01f6 ON public.initiatives_recognition USING btree (recorded_by_id);

CREATE INDEX initiatives_scorescheme_council_id_41916cea ON public.initiatives_scorescheme USING btree (council_id);

CREATE INDEX initiatives_scorescheme_set_by_id_c991ba4a ON public.initiatives_scorescheme USING btree (set_by_id);

CREATE INDEX initiatives_seat_evaluation_id_739c7566 ON public.initiatives_seat USING btree (evaluation_id);

CREATE INDEX initiatives_seat_officer_id_f5014642 ON public.initiatives_seat USING btree (officer_id);

CREATE INDEX initiatives_yearplan_agency_id_e7cadeb6 ON public.initiatives_yearplan USING btree (agency_id);

CREATE INDEX initiatives_yearplan_set_by_id_0ace9b4a ON public.initiatives_yearplan USING btree (set_by_id);

CREATE UNIQUE INDEX issuedform_one_in_force ON public.dossiers_issuedform USING btree (dossier_id, kind) WHERE (voided_at IS NULL);

CREATE INDEX issuedform_unsigned ON public.dossiers_issuedform USING btree (issued_at) WHERE ((signed_file_id IS NULL) AND (voided_at IS NULL));

CREATE INDEX latecause_last ON public.indicators_latecause USING btree (dossier_id, id DESC);

CREATE INDEX measuredeffect_last ON public.indicators_measuredeffect USING btree (initiative_id, aim, id DESC);

CREATE INDEX message_about ON public.notifications_message USING btree (about);

CREATE INDEX message_failed ON public.notifications_message USING btree (created_at) WHERE ((state)::text = 'failed'::text);

CREATE INDEX message_sent ON public.notifications_message USING btree (sent_at);

CREATE INDEX message_waiting ON public.notifications_message USING btree (next_attempt_at, id) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX mirroreddossier_agency ON public.exchange_mirroreddossier USING btree (agency_id, submitted_at DESC);

CREATE INDEX mirroreddossier_counted ON public.exchange_mirroreddossier USING btree (agency_id, accepted_on);

CREATE INDEX notifications_message_key_0781d074_like ON public.notifications_message USING btree (key varchar_pattern_ops);

CREATE INDEX notifications_message_topic_ff6d7d47 ON public.notifications_message USING btree (topic);

CREATE INDEX notifications_message_topic_ff6d7d47_like ON public.notifications_message USING btree (topic varchar_pattern_ops);

CREATE INDEX notifications_messagetemplate_topic_99c45dfd ON public.notifications_messagetemplate USING btree (topic);

CREATE INDEX notifications_messagetemplate_topic_99c45dfd_like ON public.notifications_messagetemplate USING btree (topic varchar_pattern_ops);

CREATE INDEX onlinedraft_open ON public.dossiers_onlinedraft USING btree (person_id, saved_at DESC) WHERE (dossier_id IS NULL);

CREATE INDEX onlinedraft_saved ON public.dossiers_onlinedraft USING btree (saved_at);

CREATE INDEX opendata_opendataset_closed_day_id_5bd5f3b0 ON public.opendata_opendataset USING btree (closed_day_id);

CREATE INDEX opendata_opendataset_csv_id_b12359bb ON public.opendata_opendataset USING btree (csv_id);

CREATE INDEX opendata_opendataset_parquet_id_4e5df8d7 ON public.opendata_opendataset USING btree (parquet_id);

CREATE UNIQUE INDEX order_one_open ON public.payments_order USING btree (kind, payable) WHERE ((state)::text = ANY (ARRAY[('expired'::character varying)::text, ('failed'::character varying)::text, ('opened'::character varying)::text, ('waiting'::character varying)::text]));

CREATE INDEX order_waiting ON public.payments_order USING btree (expires_at, id) WHERE ((state)::text = ANY (ARRAY[('opened'::character varying)::text, ('waiting'::character varying)::text, ('failed'::character varying)::text]));

CREATE UNIQUE INDEX orderevent_settles_once ON public.payments_orderevent USING btree (provider, provider_txn) WHERE (((act)::text = 'settle'::text) AND (NOT ((provider_txn)::text = ''::text)));

CREATE INDEX parcel_of_agency ON public.delivery_parcel USING btree (agency_id, handed_at DESC, id DESC);

CREATE UNIQUE INDEX parcel_one_at_a_time ON public.delivery_parcel USING btree (reference) WHERE (settled_at IS NULL);

CREATE INDEX parcel_to_ask ON public.delivery_parcel USING btree (next_call_at, id) WHERE (settled_at IS NULL);

CREATE UNIQUE INDEX pause_one_open ON public.dossiers_pause USING btree (dossier_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX pause_supplement_once ON public.dossiers_pause USING btree (dossier_id) WHERE (((kind)::text = ANY (ARRAY[('not_eligible'::character varying)::text, ('supplement'::character varying)::text])) AND (override_reason = ''::text));

CREATE INDEX paymentreceipt_listed ON public.payments_paymentreceipt USING btree (agency_id, issued_at, id);

CREATE INDEX paymentreceipt_to_draw ON public.payments_paymentreceipt USING btree (issued_at, id) WHERE (file_id IS NULL);

CREATE INDEX payments_cashday_agency_id_3140eb30 ON public.payments_cashday USING btree (agency_id);

CREATE INDEX payments_cashday_officer_id_aca7d756 ON public.payments_cashday USING btree (officer_id);

CREATE INDEX payments_cashday_seen_by_id_3322929b ON public.payments_cashday USING btree (seen_by_id);

CREATE INDEX payments_difference_agency_id_45d82752 ON public.payments_difference USING btree (agency_id);

CREATE INDEX payments_difference_incoming_id_4b542c13 ON public.payments_difference USING btree (incoming_id);

CREATE INDEX payments_difference_order_id_eabcfba9 ON public.payments_difference USING btree (order_id);

CREATE INDEX payments_difference_resolved_by_id_637a7ee1 ON public.payments_difference USING btree (resolved_by_id);

CREATE INDEX payments_incoming_agency_id_9636ce03 ON public.payments_incoming USING btree (agency_id);

CREATE INDEX payments_incoming_decided_by_id_2cb2cec0 ON public.payments_incoming USING btree (decided_by_id);

CREATE INDEX payments_incoming_order_id_30271aa7 ON public.payments_incoming USING btree (order_id);

CREATE INDEX payments_incoming_provider_b441cd24 ON public.payments_incoming USING btree (provider);

CREATE INDEX payments_incoming_provider_b441cd24_like ON public.payments_incoming USING btree (provider varchar_pattern_ops);

CREATE INDEX payments_order_agency_id_89b0c842 ON public.payments_order USING btree (agency_id);

CREATE INDEX payments_order_kind_241ea911 ON public.payments_order USING btree (kind);

CREATE INDEX payments_order_kind_241ea911_like ON public.payments_order USING btree (kind varchar_pattern_ops);

CREATE INDEX payments_order_number_aa137969_like ON public.payments_order USING btree (number varchar_pattern_ops);

CREATE INDEX payments_order_reference_124ee454 ON public.payments_order USING btree (reference);

CREATE INDEX payments_order_reference_124ee454_like ON public.payments_order USING btree (reference varchar_pattern_ops);

CREATE INDEX payments_orderevent_actor_id_bbc8c269 ON public.payments_orderevent USING btree (actor_id);

CREATE INDEX payments_orderevent_order_id_fe5d6746 ON public.payments_orderevent USING btree (order_id);

CREATE INDEX payments_orderevent_provider_6cb405df ON public.payments_orderevent USING btree (provider);

CREATE INDEX payments_orderevent_provider_6cb405df_like ON public.payments_orderevent USING btree (provider varchar_pattern_ops);

CREATE INDEX payments_payment_received_by_id_39c5a844 ON public.payments_payment USING btree (received_by_id);

CREATE INDEX payments_payment_reference_1d502039 ON public.payments_payment USING btree (reference);

CREATE INDEX payments_payment_reference_1d502039_like ON public.payments_payment USING btree (reference varchar_pattern_ops);

CREATE INDEX payments_paymentreceipt_agency_id_6ce1e138 ON public.payments_paymentreceipt USING btree (agency_id);

CREATE INDEX payments_paymentreceipt_file_id_025af0fa ON public.payments_paymentreceipt USING btree (file_id);

CREATE INDEX payments_paymentreceipt_issued_by_id_1bde9ae4 ON public.payments_paymentreceipt USING btree (issued_by_id);

CREATE INDEX payments_paymentreceipt_payment_id_979ee6a3 ON public.payments_paymentreceipt USING btree (payment_id);

CREATE INDEX payments_paymentreceipt_refund_id_0502ca02 ON public.payments_paymentreceipt USING btree (refund_id);

CREATE INDEX payments_paymentreceipt_voided_by_id_5aa20bf3 ON public.payments_paymentreceipt USING btree (voided_by_id);

CREATE INDEX payments_receiptcounter_agency_id_b1d3229d ON public.payments_receiptcounter USING btree (agency_id);

CREATE INDEX payments_refund_approved_by_id_bcd22cd9 ON public.payments_refund USING btree (approved_by_id);

CREATE INDEX payments_refund_decided_by_id_9354baf0 ON public.payments_refund USING btree (decided_by_id);

CREATE INDEX payments_refund_paid_by_id_8d48eac2 ON public.payments_refund USING btree (paid_by_id);

CREATE INDEX people_identity_person_id_b725ea39 ON public.people_identity USING btree (person_id);

CREATE INDEX petitioner_number ON public.petitions_petitioner USING btree (number_key);

CREATE INDEX petitioner_person ON public.petitions_petitioner USING btree (person_id);

CREATE INDEX petitions_caseread_complaint_id_463b8f02 ON public.petitions_caseread USING btree (complaint_id);

CREATE INDEX petitions_caseread_denunciation_id_e2cb174f ON public.petitions_caseread USING btree (denunciation_id);

CREATE INDEX petitions_caseread_officer_id_f6309710 ON public.petitions_caseread USING btree (officer_id);

CREATE INDEX petitions_complaint_agency_id_a2ad8c95 ON public.petitions_complaint USING btree (agency_id);

CREATE INDEX petitions_complaint_code_f1f8702a_like ON public.petitions_complaint USING btree (code varchar_pattern_ops);

CREATE INDEX petitions_complaint_files_complaint_id_9fdbb0fe ON public.petitions_complaint_files USING btree (complaint_id);

CREATE INDEX petitions_complaint_files_storedfile_id_c0d578cf ON public.petitions_complaint_files USING btree (storedfile_id);

CREATE INDEX petitions_complaint_received_by_id_ccdeb1a7 ON public.petitions_complaint USING btree (received_by_id);

CREATE INDEX petitions_complaintevent_agency_id_60e12cab ON public.petitions_complaintevent USING btree (agency_id);

CREATE INDEX petitions_complaintevent_case_id_2327eefd ON public.petitions_complaintevent USING btree (case_id);

CREATE INDEX petitions_complaintevent_officer_id_c3deb786 ON public.petitions_complaintevent USING btree (officer_id);

CREATE INDEX petitions_denunciation_agency_id_e51485d2 ON public.petitions_denunciation USING btree (agency_id);

CREATE INDEX petitions_denunciation_code_ad4cc7c8_like ON public.petitions_denunciation USING btree (code varchar_pattern_ops);

CREATE INDEX petitions_denunciation_files_denunciation_id_97213be7 ON public.petitions_denunciation_files USING btree (denunciation_id);

CREATE INDEX petitions_denunciation_files_storedfile_id_ebe85be9 ON public.petitions_denunciation_files USING btree (storedfile_id);

CREATE INDEX petitions_denunciation_received_by_id_62aa5ccb ON public.petitions_denunciation USING btree (received_by_id);

CREATE INDEX petitions_denunciationevent_agency_id_abbcb612 ON public.petitions_denunciationevent USING btree (agency_id);

CREATE INDEX petitions_denunciationevent_case_id_649ee7f4 ON public.petitions_denunciationevent USING btree (case_id);

CREATE INDEX petitions_denunciationevent_officer_id_b0507f2c ON public.petitions_denunciationevent USING btree (officer_id);

CREATE INDEX petitions_feedback_agency_id_82e8dda0 ON public.petitions_feedback USING btree (agency_id);

CREATE INDEX petitions_feedback_code_88a7cbbe_like ON public.petitions_feedback USING btree (code varchar_pattern_ops);

CREATE INDEX petitions_feedback_dossier_id_c264081c ON public.petitions_feedback USING btree (dossier_id);

CREATE INDEX petitions_feedback_received_by_id_9680c6c9 ON public.petitions_feedback USING btree (received_by_id);

CREATE INDEX petitions_feedbackanswer_decided_by_id_474e7a98 ON public.petitions_feedbackanswer USING btree (decided_by_id);

CREATE INDEX petitions_feedbackanswer_feedback_id_0fe9bf42 ON public.petitions_feedbackanswer USING btree (feedback_id);

CREATE INDEX petitions_feedbackanswer_written_by_id_5770780c ON public.petitions_feedbackanswer USING btree (written_by_id);

CREATE INDEX petitions_feedbackdraft_files_feedbackdraft_id_566f1081 ON public.petitions_feedbackdraft_files USING btree (feedbackdraft_id);

CREATE INDEX petitions_feedbackdraft_files_storedfile_id_1695061e ON public.petitions_feedbackdraft_files USING btree (storedfile_id);

CREATE INDEX petitions_feedbackdraft_person_id_5bbc9754 ON public.petitions_feedbackdraft USING btree (person_id);

CREATE INDEX petitions_feedbackdraft_verification_id_d67ebf9d ON public.petitions_feedbackdraft USING btree (verification_id);

CREATE INDEX petitions_feedbackevent_agency_id_9228cde6 ON public.petitions_feedbackevent USING btree (agency_id);

CREATE INDEX petitions_feedbackevent_feedback_id_0707cdc1 ON public.petitions_feedbackevent USING btree (feedback_id);

CREATE INDEX petitions_feedbackevent_officer_id_d20832d2 ON public.petitions_feedbackevent USING btree (officer_id);

CREATE INDEX petitions_feedbackphoto_feedback_id_8f2ad520 ON public.petitions_feedbackphoto USING btree (feedback_id);

CREATE INDEX petitions_feedbackphoto_file_id_59d43a43 ON public.petitions_feedbackphoto USING btree (file_id);

CREATE INDEX petitions_feedbackpromise_agency_id_760ea138 ON public.petitions_feedbackpromise USING btree (agency_id);

CREATE INDEX petitions_feedbackpromise_calendar_version_id_9eb977f3 ON public.petitions_feedbackpromise USING btree (calendar_version_id);

CREATE INDEX petitions_feedbackpromise_feedback_id_6162e5ea ON public.petitions_feedbackpromise USING btree (feedback_id);

CREATE INDEX petitions_petitioner_person_id_44cfd4cf ON public.petitions_petitioner USING btree (person_id);

CREATE INDEX petitions_publication_confirmed_by_id_c170c880 ON public.petitions_publication USING btree (confirmed_by_id);

CREATE INDEX portallodging_untold ON public.exchange_portallodging USING btree (id) WHERE (told_at IS NULL);

CREATE INDEX portalmessage_code ON public.exchange_portalmessage USING btree (code);

CREATE INDEX portalmessage_due ON public.exchange_portalmessage USING btree (next_attempt_at, id) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX portalmessage_in_turn ON public.exchange_portalmessage USING btree (dossier_id, id) WHERE ((state)::text = 'waiting'::text);

CREATE UNIQUE INDEX portalmessage_number_once ON public.exchange_portalmessage USING btree (dossier_id, number) WHERE ((state)::text = 'sent'::text);

CREATE INDEX portalmessage_oldest ON public.exchange_portalmessage USING btree (queued_at) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX portalmessage_refused ON public.exchange_portalmessage USING btree (id) WHERE ((state)::text = 'refused'::text);

CREATE INDEX portalmessage_sent ON public.exchange_portalmessage USING btree (sent_at) WHERE (sent_at IS NOT NULL);

CREATE UNIQUE INDEX portaloutage_one_open ON public.exchange_portaloutage USING btree (ended_at) NULLS NOT DISTINCT WHERE (ended_at IS NULL);

CREATE INDEX procedure_levels ON public.procedures_procedure USING gin (levels);

CREATE INDEX procedure_search ON public.procedures_procedure USING gin (to_tsvector('simple'::regconfig, COALESCE(search_text, ''::text)));

CREATE INDEX procedures_committedlimit_agency_id_f3589a6f ON public.procedures_committedlimit USING btree (agency_id);

CREATE INDEX procedures_committedlimit_procedure_id_351a366a ON public.procedures_committedlimit USING btree (procedure_id);

CREATE INDEX procedures_eform_code_83c23347_like ON public.procedures_eform USING btree (code varchar_pattern_ops);

CREATE INDEX procedures_eformversion_form_id_1b19b17f ON public.procedures_eformversion USING btree (form_id);

CREATE INDEX procedures_eformversion_published_by_id_2fa2be41 ON public.procedures_eformversion USING btree (published_by_id);

CREATE INDEX procedures_feeexemption_code_804d3250 ON public.procedures_feeexemption USING btree (code);

CREATE INDEX procedures_feeexemption_code_804d3250_like ON public.procedures_feeexemption USING btree (code varchar_pattern_ops);

CREATE INDEX procedures_procedure_code_e4d5567f_like ON public.procedures_procedure USING btree (code varchar_pattern_ops);

CREATE INDEX procedures_procedure_current_version_id_42e00dff ON public.procedures_procedure USING btree (current_version_id);

CREATE INDEX procedures_procedure_eform_id_69d71a99 ON public.procedures_procedure USING btree (eform_id);

CREATE INDEX procedures_procedure_field_09fb3eca ON public.procedures_procedure USING btree (field);

CREATE INDEX procedures_procedure_field_09fb3eca_like ON public.procedures_procedure USING btree (field varchar_pattern_ops);

CREATE INDEX procedures_procedure_field_slug_7ce75d6c ON public.procedures_procedure USING btree (field_slug);

CREATE INDEX procedures_procedure_field_slug_7ce75d6c_like ON public.procedures_procedure USING btree (field_slug varchar_pattern_ops);

CREATE INDEX procedures_proceduretrial_agency_id_9e3b70e9 ON public.procedures_proceduretrial USING btree (agency_id);

CREATE INDEX procedures_proceduretrial_done_by_id_e5158589 ON public.procedures_proceduretrial USING btree (done_by_id);

CREATE INDEX procedures_proceduretrial_procedure_id_a258b7b4 ON public.procedures_proceduretrial USING btree (procedure_id);

CREATE INDEX procedures_procedureversion_procedure_id_8362303d ON public.procedures_procedureversion USING btree (procedure_id);

CREATE INDEX procedures_procedureversion_published_by_id_0bf18b82 ON public.procedures_procedureversion USING btree (published_by_id);

CREATE INDEX procedures_provincialfee_procedure_id_f1642c5e ON public.procedures_provincialfee USING btree (procedure_id);

CREATE INDEX procedures_provincialfee_province_id_8c7fbfd4 ON public.procedures_provincialfee USING btree (province_id);

CREATE INDEX procedures_publishingrule_set_by_id_df85aa27 ON public.procedures_publishingrule USING btree (set_by_id);

CREATE INDEX procedures_retentionrule_procedure_id_938034aa ON public.procedures_retentionrule USING btree (procedure_id);

CREATE INDEX proceduretrial_latest ON public.procedures_proceduretrial USING btree (procedure_id, done_at DESC);

CREATE UNIQUE INDEX procedureversion_one_draft ON public.procedures_procedureversion USING btree (procedure_id) WHERE ((status)::text = 'draft'::text);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);

CREATE UNIQUE INDEX programme_one_for_all ON public.guidance_programme USING btree ((1)) WHERE (agency_id IS NULL);

CREATE INDEX publication_search ON public.petitions_publication USING gin (to_tsvector('simple'::regconfig, COALESCE(search_text, ''::text)));

CREATE UNIQUE INDEX questionnaireversion_one_draft ON public.surveys_questionnaireversion USING btree (questionnaire_id) WHERE (published_at IS NULL);

CREATE INDEX rankings_computedvalue_sheet_id_bfb6acbc ON public.rankings_computedvalue USING btree (sheet_id);

CREATE INDEX rankings_entry_officer_id_206828a2 ON public.rankings_entry USING btree (officer_id);

CREATE INDEX rankings_entry_sheet_id_f37a2f6f ON public.rankings_entry USING btree (sheet_id);

CREATE INDEX rankings_entryfile_entry_id_3f7992a6 ON public.rankings_entryfile USING btree (entry_id);

CREATE INDEX rankings_entryfile_file_id_23b0558c ON public.rankings_entryfile USING btree (file_id);

CREATE INDEX rankings_indexevent_index_id_2f99c1e3 ON public.rankings_indexevent USING btree (index_id);

CREATE INDEX rankings_indexevent_officer_id_e27b4c92 ON public.rankings_indexevent USING btree (officer_id);

CREATE INDEX rankings_indexissue_issued_by_id_c92b1dc6 ON public.rankings_indexissue USING btree (issued_by_id);

CREATE INDEX rankings_indexlead_agency_id_635dae37 ON public.rankings_indexlead USING btree (agency_id);

CREATE INDEX rankings_indexlead_index_id_0e96d5cf ON public.rankings_indexlead USING btree (index_id);

CREATE INDEX rankings_rankingindex_agency_id_24c216c8 ON public.rankings_rankingindex USING btree (agency_id);

CREATE INDEX rankings_rankingindex_copied_from_id_70353e20 ON public.rankings_rankingindex USING btree (copied_from_id);

CREATE INDEX rankings_rankingindex_province_id_345104da ON public.rankings_rankingindex USING btree (province_id);

CREATE INDEX rankings_rankingindex_slug_ba3371d7_like ON public.rankings_rankingindex USING btree (slug varchar_pattern_ops);

CREATE INDEX rankings_rankingresult_index_id_bd261026 ON public.rankings_rankingresult USING btree (index_id);

CREATE INDEX rankings_resultitem_result_id_b2e9a1c4 ON public.rankings_resultitem USING btree (result_id);

CREATE INDEX rankings_sheet_agency_id_000ae69f ON public.rankings_sheet USING btree (agency_id);

CREATE INDEX rankings_sheet_index_id_03ff3860 ON public.rankings_sheet USING btree (index_id);

CREATE INDEX rankings_sheetevent_officer_id_05505c24 ON public.rankings_sheetevent USING btree (officer_id);

CREATE INDEX rankings_sheetevent_sheet_id_690de38e ON public.rankings_sheetevent USING btree (sheet_id);

CREATE INDEX refund_to_pay ON public.payments_refund USING btree (decided_at, id) WHERE (paid_at IS NULL);

CREATE INDEX remark_waiting ON public.surveys_remark USING btree (id) WHERE ((state)::text = 'waiting'::text);

CREATE UNIQUE INDEX reportedreport_shipped_once ON public.indicators_reportedreport USING btree (code, version) WHERE (NOT ((code)::text = ''::text));

CREATE INDEX reportedreport_versions ON public.indicators_reportedreport USING btree ("group", version DESC);

CREATE INDEX response_by_day ON public.surveys_response USING btree (agency_id, day);

CREATE INDEX response_device ON public.surveys_response USING btree (device_key, happened_at) WHERE (NOT ((device_key)::text = ''::text));

CREATE UNIQUE INDEX response_paper_once ON public.surveys_response USING btree (agency_id, paper_number) WHERE (NOT ((paper_number)::text = ''::text));

CREATE UNIQUE INDEX result_one_in_force ON public.dossiers_result USING btree (dossier_id) WHERE (voided_at IS NULL);

CREATE UNIQUE INDEX retentionrule_default_once ON public.procedures_retentionrule USING btree (valid_from) WHERE (procedure_id IS NULL);

CREATE INDEX signatures_signature_before_id_d13c2b16 ON public.signatures_signature USING btree (before_id);

CREATE INDEX signatures_signature_identity_id_2600a0d2 ON public.signatures_signature USING btree (identity_id);

CREATE INDEX signatures_signingidentity_agency_id_4578cc64 ON public.signatures_signingidentity USING btree (agency_id);

CREATE INDEX signatures_signingidentity_image_id_c76fa95f ON public.signatures_signingidentity USING btree (image_id);

CREATE INDEX signatures_signingidentity_officer_id_bf9bef4a ON public.signatures_signingidentity USING btree (officer_id);

CREATE INDEX signatures_signingidentity_person_id_f96008b1 ON public.signatures_signingidentity USING btree (person_id);

CREATE INDEX signatures_signingrequest_file_id_cdd3e55e ON public.signatures_signingrequest USING btree (file_id);

CREATE INDEX signatures_signingrequest_identity_id_f1369369 ON public.signatures_signingrequest USING btree (identity_id);

CREATE UNIQUE INDEX signingrequest_one_waiting ON public.signatures_signingrequest USING btree (file_id, identity_id) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX signnote_officer ON public.indicators_signnote USING btree (officer_id, id DESC) WHERE (officer_id IS NOT NULL);

CREATE INDEX signnote_unit ON public.indicators_signnote USING btree (agency_id, key, id DESC);

CREATE INDEX signtrace_officers ON public.indicators_signtrace USING btree (officer_id, last_on) WHERE (officer_id IS NOT NULL);

CREATE INDEX signtrace_wholes ON public.indicators_signtrace USING btree (last_on) WHERE (officer_id IS NULL);

CREATE INDEX slip_at_desk ON public.surveys_slip USING btree (desk_id, issued_at);

CREATE INDEX slip_issued ON public.surveys_slip USING btree (agency_id, day);

CREATE INDEX spancount_agencies ON public.indicators_spancount USING btree (span, day, agency_id) WHERE (field_id IS NULL);

CREATE UNIQUE INDEX step_one_open ON public.dossiers_step USING btree (dossier_id) WHERE (closed_at IS NULL);

CREATE INDEX step_open_by_assignee ON public.dossiers_step USING btree (assignee_id, due_at, id) WHERE (closed_at IS NULL);

CREATE INDEX step_open_by_role ON public.dossiers_step USING btree (agency_id, role, due_at, id) WHERE (closed_at IS NULL);

CREATE INDEX storedfile_to_remove ON public.documents_storedfile USING btree (erased_at, id) WHERE ((erased_at IS NOT NULL) AND (removed_at IS NULL));

CREATE INDEX storedfile_to_scan ON public.documents_storedfile USING btree (id) WHERE ((erased_at IS NULL) AND ((scan_state)::text = ANY (ARRAY[('unscanned'::character varying)::text, ('waiting'::character varying)::text])));

CREATE INDEX subjectrequest_open ON public.dossiers_subjectrequest USING btree (agency_id, due_at, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX surveys_followup_officer_id_667b0ff1 ON public.surveys_followup USING btree (officer_id);

CREATE INDEX surveys_followup_response_id_a8df665d ON public.surveys_followup USING btree (response_id);

CREATE INDEX surveys_officenetwork_agency_id_b4a597c8 ON public.surveys_officenetwork USING btree (agency_id);

CREATE INDEX surveys_questionnaire_slug_2226b2e2_like ON public.surveys_questionnaire USING btree (slug varchar_pattern_ops);

CREATE INDEX surveys_questionnaireversion_questionnaire_id_598d1fc7 ON public.surveys_questionnaireversion USING btree (questionnaire_id);

CREATE INDEX surveys_remark_checked_by_id_6a9fa81e ON public.surveys_remark USING btree (checked_by_id);

CREATE INDEX surveys_response_agency_id_ac88794f ON public.surveys_response USING btree (agency_id);

CREATE INDEX surveys_response_entered_by_id_b37f69ed ON public.surveys_response USING btree (entered_by_id);

CREATE INDEX surveys_response_tablet_id_2cfa5219 ON public.surveys_response USING btree (tablet_id);

CREATE INDEX surveys_response_version_id_f0ee267c ON public.surveys_response USING btree (version_id);

CREATE INDEX surveys_samplemember_dossier_id_8c08e1ef ON public.surveys_samplemember USING btree (dossier_id);

CREATE INDEX surveys_samplemember_interviewer_id_c155f308 ON public.surveys_samplemember USING btree (interviewer_id);

CREATE INDEX surveys_samplemember_survey_id_6267768c ON public.surveys_samplemember USING btree (survey_id);

CREATE INDEX surveys_slip_agency_id_2c0ca8fd ON public.surveys_slip USING btree (agency_id);

CREATE INDEX surveys_slip_desk_id_886afb67 ON public.surveys_slip USING btree (desk_id);

CREATE INDEX surveys_slip_officer_id_bbe5b476 ON public.surveys_slip USING btree (officer_id);

CREATE INDEX surveys_slip_procedure_id_5879eb87 ON public.surveys_slip USING btree (procedure_id);

CREATE INDEX surveys_surveyround_agency_id_82803509 ON public.surveys_surveyround USING btree (agency_id);

CREATE INDEX surveys_surveyround_created_by_id_d451b573 ON public.surveys_surveyround USING btree (created_by_id);

CREATE INDEX surveys_surveyround_run_by_id_8a3510f3 ON public.surveys_surveyround USING btree (run_by_id);

CREATE INDEX surveys_surveyround_version_id_7e5c78c2 ON public.surveys_surveyround USING btree (version_id);

CREATE INDEX surveys_tablet_desk_id_bf0280b2 ON public.surveys_tablet USING btree (desk_id);

CREATE INDEX surveys_tablet_registered_by_id_2f80c426 ON public.surveys_tablet USING btree (registered_by_id);

CREATE UNIQUE INDEX swap_one_open ON public.guidance_swap USING btree (shift_id, asker_id) WHERE ((state)::text = 'asked'::text);

CREATE UNIQUE INDEX tablet_code_once ON public.surveys_tablet USING btree (code) WHERE (NOT ((code)::text = ''::text));

CREATE UNIQUE INDEX tablet_key_once ON public.surveys_tablet USING btree (key) WHERE (NOT ((key)::text = ''::text));

CREATE INDEX ticket_of_day ON public.hall_ticket USING btree (group_id, day, state);

CREATE UNIQUE INDEX ticket_one_at_a_counter ON public.hall_ticket USING btree (counter_id) WHERE ((state)::text = ANY (ARRAY[('called'::character varying)::text, ('serving'::character varying)::text]));

CREATE INDEX ticketevent_of_day ON public.hall_ticketevent USING btree (day, act);

CREATE INDEX upload_expires ON public.documents_upload USING btree (expires_at);

CREATE INDEX verification_address ON public.petitions_verification USING btree (address_key, sent_at DESC);

CREATE INDEX webhookattempt_at ON public.exchange_webhookattempt USING btree (at);

CREATE INDEX webhookattempt_of ON public.exchange_webhookattempt USING btree (delivery_id, id DESC);

CREATE INDEX webhookdelivery_age ON public.exchange_webhookdelivery USING btree (created_at);

CREATE INDEX webhookdelivery_due ON public.exchange_webhookdelivery USING btree (hook_id, next_attempt_at, id) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX webhookdelivery_of_hook ON public.exchange_webhookdelivery USING btree (hook_id, id DESC);

CREATE INDEX webhookdelivery_turn ON public.exchange_webhookdelivery USING btree (hook_id, dossier_id, id) WHERE ((state)::text = 'waiting'::text);

CREATE TRIGGER date_row BEFORE INSERT ON public.configuration_change FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.configuration_change ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.exchange_apiclientevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.exchange_apiclientevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.exchange_apilodging FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.exchange_apilodging ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.exchange_apipetition FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.exchange_apipetition ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.exchange_apiread FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.exchange_apiread ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.guidance_guidancesession FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.guidance_guidancesession ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.guidance_sessionvoid FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.guidance_sessionvoid ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.guidance_staffguided FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.guidance_staffguided ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.hall_appointmentevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.hall_appointmentevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.hall_ticketevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.hall_ticketevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.indicators_indexinput FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.indicators_indexinput ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.indicators_reportedreport FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.indicators_reportedreport ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.indicators_signnote FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.indicators_signnote ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.initiatives_adoptionevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.initiatives_adoptionevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.initiatives_initiativeevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.initiatives_initiativeevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.initiatives_initiativeversion FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.initiatives_initiativeversion ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.initiatives_recognition FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.initiatives_recognition ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.initiatives_scorescheme FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.initiatives_scorescheme ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.initiatives_scoresheet FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.initiatives_scoresheet ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.petitions_complaintevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.petitions_complaintevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.petitions_denunciationevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.petitions_denunciationevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.petitions_feedbackevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.petitions_feedbackevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.petitions_feedbackpromise FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.petitions_feedbackpromise ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.rankings_computedvalue FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.rankings_computedvalue ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.rankings_entry FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.rankings_entry ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.rankings_indexevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.rankings_indexevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.rankings_indexissue FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.rankings_indexissue ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.rankings_rankingresult FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.rankings_rankingresult ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.rankings_resultitem FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.rankings_resultitem ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.rankings_sheetevent FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.rankings_sheetevent ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.surveys_response FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.surveys_response ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER date_row BEFORE INSERT ON public.surveys_slip FOR EACH ROW EXECUTE FUNCTION public.motcua_date_row();

ALTER TABLE public.surveys_slip ENABLE ALWAYS TRIGGER date_row;

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.agencies_agency FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.agencies_calendarday FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.agencies_calendarhours FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.agencies_calendarlayer FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.agencies_desk FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.agencies_installation FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.agencies_unit FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.configuration_featureswitch FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.documents_formtemplate FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.documents_paperkind FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.dossiers_codepattern FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.dossiers_privacyrule FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.indicators_countingrule FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.indicators_indexversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.indicators_latecausekind FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.indicators_nineversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.indicators_reporttemplate FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.indicators_signrule FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.notifications_messagetemplate FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.procedures_committedlimit FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.procedures_feeexemption FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.procedures_procedure FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.procedures_procedureversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.procedures_provincialfee FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER move_configuration_stamp AFTER INSERT OR DELETE OR UPDATE ON public.procedures_retentionrule FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_move_configuration_stamp();

CREATE TRIGGER only_grow BEFORE UPDATE ON public.dossiers_dossierread FOR EACH ROW EXECUTE FUNCTION public.motcua_reads_only_grow();

ALTER TABLE public.dossiers_dossierread ENABLE ALWAYS TRIGGER only_grow;

CREATE TRIGGER only_grow BEFORE DELETE OR UPDATE ON public.payments_orderevent FOR EACH ROW EXECUTE FUNCTION public.motcua_payments_only_grow();

ALTER TABLE public.payments_orderevent ENABLE ALWAYS TRIGGER only_grow;

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();

CREATE TRIGGER published_stays BEFORE DELETE OR UPDATE ON public.surveys_questionnaireversion FOR EACH ROW EXECUTE FUNCTION public.surveys_published_stays();

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.accounts_account FOR EACH ROW WHEN (((new.kind)::text = ANY (ARRAY[('staff'::character varying)::text, ('client'::character varying)::text]))) EXECUTE FUNCTION public.motcua_record_change('last_login', 'password,email', '', 'username');

ALTER TABLE public.accounts_account ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_absencecover FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'from_on');

ALTER TABLE public.agencies_absencecover ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_agency FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('search_text,calendar_version_id', '', '', 'code,name');

ALTER TABLE public.agencies_agency ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_calendarday FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'date,title');

ALTER TABLE public.agencies_calendarday ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_calendarhours FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.agencies_calendarhours ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_calendarlayer FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.agencies_calendarlayer ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_desk FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.agencies_desk ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_factordemand FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'role');

ALTER TABLE public.agencies_factordemand ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_installation FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'site_name');

ALTER TABLE public.agencies_installation ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_officer FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('sort_key', '', '', 'full_name');

ALTER TABLE public.agencies_officer ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_roleassignment FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'role');

ALTER TABLE public.agencies_roleassignment ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_unit FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('search_text', '', '', 'full_name');

ALTER TABLE public.agencies_unit ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.agencies_unitsuccession FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'happened_on');

ALTER TABLE public.agencies_unitsuccession ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.configuration_featureswitch FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'feature');

ALTER TABLE public.configuration_featureswitch ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.documents_formtemplate FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'layout,texts', 'number,name');

ALTER TABLE public.documents_formtemplate ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.documents_paperkind FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.documents_paperkind ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.dossiers_codepattern FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'pattern');

ALTER TABLE public.dossiers_codepattern ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.dossiers_privacyrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'asks');

ALTER TABLE public.dossiers_privacyrule ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.exchange_apiclient FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('used_at', 'secret_digest,contact_email', '', 'name');

ALTER TABLE public.exchange_apiclient ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.exchange_apiclient_agencies FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', '');

ALTER TABLE public.exchange_apiclient_agencies ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.guidance_force FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.guidance_force ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.guidance_programme FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.guidance_programme ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.guidance_programmeversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'number');

ALTER TABLE public.guidance_programmeversion ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.guidance_shiftpattern FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.guidance_shiftpattern ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.hall_appointmentrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.hall_appointmentrule ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.hall_counter FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('officer_id,seated_at,paused_at', '', '', 'name');

ALTER TABLE public.hall_counter ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.hall_counter_groups FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', '');

ALTER TABLE public.hall_counter_groups ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.hall_hall FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', '');

ALTER TABLE public.hall_hall ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.hall_servicegroup FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'letter,name');

ALTER TABLE public.hall_servicegroup ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.indicators_countingrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.indicators_countingrule ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.indicators_fullservice FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.indicators_fullservice ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.indicators_indexversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'valid_from');

ALTER TABLE public.indicators_indexversion ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.indicators_latecausekind FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'label');

ALTER TABLE public.indicators_latecausekind ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.indicators_nineversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'valid_from');

ALTER TABLE public.indicators_nineversion ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.indicators_reporttemplate FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'key,valid_from');

ALTER TABLE public.indicators_reporttemplate ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.indicators_signrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.indicators_signrule ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.initiatives_council FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.initiatives_council ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.initiatives_councilmember FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'title');

ALTER TABLE public.initiatives_councilmember ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.notifications_messagetemplate FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'topic,channel');

ALTER TABLE public.notifications_messagetemplate ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.notifications_quiethours FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'channel');

ALTER TABLE public.notifications_quiethours ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.payments_collector FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.payments_collector ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.petitions_petitionlimit FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'kind');

ALTER TABLE public.petitions_petitionlimit ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.petitions_petitiontext FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'kind');

ALTER TABLE public.petitions_petitiontext ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.procedures_committedlimit FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'value,unit');

ALTER TABLE public.procedures_committedlimit ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.procedures_eform FOR EACH ROW WHEN ((NOT new.is_plain)) EXECUTE FUNCTION public.motcua_record_change('', '', '', 'code,name');

ALTER TABLE public.procedures_eform ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.procedures_eformversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('edited_at', '', 'definition', 'number');

ALTER TABLE public.procedures_eformversion ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.procedures_feeexemption FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.procedures_feeexemption ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.procedures_procedure FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('search_text,popularity,field_slug', '', '', 'code,name');

ALTER TABLE public.procedures_procedure ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.procedures_procedureversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('edited_at', '', 'content', 'number');

ALTER TABLE public.procedures_procedureversion ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.procedures_provincialfee FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'amount_dong');

ALTER TABLE public.procedures_provincialfee ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.procedures_retentionrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'legal_basis');

ALTER TABLE public.procedures_retentionrule ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.rankings_indexlead FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'area');

ALTER TABLE public.rankings_indexlead ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.rankings_rankingindex FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'slug');

ALTER TABLE public.rankings_rankingindex ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.signatures_signingidentity FOR EACH ROW WHEN ((new.person_id IS NULL)) EXECUTE FUNCTION public.motcua_record_change('', 'certificate', '', 'key_label');

ALTER TABLE public.signatures_signingidentity ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.surveys_officenetwork FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'network');

ALTER TABLE public.surveys_officenetwork ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.surveys_questionnaire FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.surveys_questionnaire ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.surveys_questionnaireversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('saved_at', '', 'content', 'number');

ALTER TABLE public.surveys_questionnaireversion ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE ON public.surveys_tablet FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', 'code,key', '', 'name');

ALTER TABLE public.surveys_tablet ENABLE ALWAYS TRIGGER record_change;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.accounts_account FOR EACH ROW WHEN (((old.kind)::text = ANY (ARRAY[('staff'::character varying)::text, ('client'::character varying)::text]))) EXECUTE FUNCTION public.motcua_record_change('last_login', 'password,email', '', 'username');

ALTER TABLE public.accounts_account ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_absencecover FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'from_on');

ALTER TABLE public.agencies_absencecover ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_agency FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('search_text,calendar_version_id', '', '', 'code,name');

ALTER TABLE public.agencies_agency ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_calendarday FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'date,title');

ALTER TABLE public.agencies_calendarday ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_calendarhours FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.agencies_calendarhours ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_calendarlayer FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.agencies_calendarlayer ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_desk FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.agencies_desk ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_factordemand FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'role');

ALTER TABLE public.agencies_factordemand ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_installation FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'site_name');

ALTER TABLE public.agencies_installation ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_officer FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('sort_key', '', '', 'full_name');

ALTER TABLE public.agencies_officer ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_roleassignment FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'role');

ALTER TABLE public.agencies_roleassignment ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_unit FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('search_text', '', '', 'full_name');

ALTER TABLE public.agencies_unit ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.agencies_unitsuccession FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'happened_on');

ALTER TABLE public.agencies_unitsuccession ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.configuration_featureswitch FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'feature');

ALTER TABLE public.configuration_featureswitch ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.documents_formtemplate FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'layout,texts', 'number,name');

ALTER TABLE public.documents_formtemplate ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.documents_paperkind FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.documents_paperkind ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.dossiers_codepattern FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'pattern');

ALTER TABLE public.dossiers_codepattern ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.dossiers_privacyrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'asks');

ALTER TABLE public.dossiers_privacyrule ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.exchange_apiclient FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('used_at', 'secret_digest,contact_email', '', 'name');

ALTER TABLE public.exchange_apiclient ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.exchange_apiclient_agencies FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', '');

ALTER TABLE public.exchange_apiclient_agencies ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.guidance_force FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.guidance_force ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.guidance_programme FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.guidance_programme ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.guidance_programmeversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'number');

ALTER TABLE public.guidance_programmeversion ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.guidance_shiftpattern FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.guidance_shiftpattern ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.hall_appointmentrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.hall_appointmentrule ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.hall_counter FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('officer_id,seated_at,paused_at', '', '', 'name');

ALTER TABLE public.hall_counter ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.hall_counter_groups FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', '');

ALTER TABLE public.hall_counter_groups ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.hall_hall FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', '');

ALTER TABLE public.hall_hall ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.hall_servicegroup FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'letter,name');

ALTER TABLE public.hall_servicegroup ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.indicators_countingrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.indicators_countingrule ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.indicators_fullservice FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.indicators_fullservice ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.indicators_indexversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'valid_from');

ALTER TABLE public.indicators_indexversion ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.indicators_latecausekind FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'label');

ALTER TABLE public.indicators_latecausekind ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.indicators_nineversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'valid_from');

ALTER TABLE public.indicators_nineversion ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.indicators_reporttemplate FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'key,valid_from');

ALTER TABLE public.indicators_reporttemplate ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.indicators_signrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.indicators_signrule ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.initiatives_council FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.initiatives_council ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.initiatives_councilmember FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'title');

ALTER TABLE public.initiatives_councilmember ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.notifications_messagetemplate FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'topic,channel');

ALTER TABLE public.notifications_messagetemplate ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.notifications_quiethours FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'channel');

ALTER TABLE public.notifications_quiethours ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.payments_collector FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.payments_collector ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.petitions_petitionlimit FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'kind');

ALTER TABLE public.petitions_petitionlimit ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.petitions_petitiontext FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'kind');

ALTER TABLE public.petitions_petitiontext ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.procedures_committedlimit FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'value,unit');

ALTER TABLE public.procedures_committedlimit ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.procedures_eform FOR EACH ROW WHEN ((NOT old.is_plain)) EXECUTE FUNCTION public.motcua_record_change('', '', '', 'code,name');

ALTER TABLE public.procedures_eform ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.procedures_eformversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('edited_at', '', 'definition', 'number');

ALTER TABLE public.procedures_eformversion ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.procedures_feeexemption FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.procedures_feeexemption ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.procedures_procedure FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('search_text,popularity,field_slug', '', '', 'code,name');

ALTER TABLE public.procedures_procedure ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.procedures_procedureversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('edited_at', '', 'content', 'number');

ALTER TABLE public.procedures_procedureversion ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.procedures_provincialfee FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'amount_dong');

ALTER TABLE public.procedures_provincialfee ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.procedures_retentionrule FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'legal_basis');

ALTER TABLE public.procedures_retentionrule ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.rankings_indexlead FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'area');

ALTER TABLE public.rankings_indexlead ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.rankings_rankingindex FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'slug');

ALTER TABLE public.rankings_rankingindex ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.signatures_signingidentity FOR EACH ROW WHEN ((old.person_id IS NULL)) EXECUTE FUNCTION public.motcua_record_change('', 'certificate', '', 'key_label');

ALTER TABLE public.signatures_signingidentity ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.surveys_officenetwork FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'network');

ALTER TABLE public.surveys_officenetwork ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.surveys_questionnaire FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.surveys_questionnaire ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.surveys_questionnaireversion FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('saved_at', '', 'content', 'number');

ALTER TABLE public.surveys_questionnaireversion ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_delete AFTER DELETE ON public.surveys_tablet FOR EACH ROW EXECUTE FUNCTION public.motcua_record_change('', 'code,key', '', 'name');

ALTER TABLE public.surveys_tablet ENABLE ALWAYS TRIGGER record_change_delete;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.accounts_account FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('last_login', 'password,email', '', 'username');

ALTER TABLE public.accounts_account ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_absencecover FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'from_on');

ALTER TABLE public.agencies_absencecover ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_agency FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('search_text,calendar_version_id', '', '', 'code,name');

ALTER TABLE public.agencies_agency ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_calendarday FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'date,title');

ALTER TABLE public.agencies_calendarday ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_calendarhours FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.agencies_calendarhours ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_calendarlayer FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.agencies_calendarlayer ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_desk FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.agencies_desk ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_factordemand FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'role');

ALTER TABLE public.agencies_factordemand ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_installation FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'site_name');

ALTER TABLE public.agencies_installation ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_officer FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('sort_key', '', '', 'full_name');

ALTER TABLE public.agencies_officer ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_roleassignment FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'role');

ALTER TABLE public.agencies_roleassignment ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_unit FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('search_text', '', '', 'full_name');

ALTER TABLE public.agencies_unit ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.agencies_unitsuccession FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'happened_on');

ALTER TABLE public.agencies_unitsuccession ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.configuration_featureswitch FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'feature');

ALTER TABLE public.configuration_featureswitch ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.documents_formtemplate FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', 'layout,texts', 'number,name');

ALTER TABLE public.documents_formtemplate ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.documents_paperkind FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.documents_paperkind ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.dossiers_codepattern FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'pattern');

ALTER TABLE public.dossiers_codepattern ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.dossiers_privacyrule FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'asks');

ALTER TABLE public.dossiers_privacyrule ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.exchange_apiclient FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('used_at', 'secret_digest,contact_email', '', 'name');

ALTER TABLE public.exchange_apiclient ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.exchange_apiclient_agencies FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', '');

ALTER TABLE public.exchange_apiclient_agencies ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.guidance_force FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.guidance_force ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.guidance_programme FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.guidance_programme ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.guidance_programmeversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'number');

ALTER TABLE public.guidance_programmeversion ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.guidance_shiftpattern FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.guidance_shiftpattern ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.hall_appointmentrule FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.hall_appointmentrule ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.hall_counter FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('officer_id,seated_at,paused_at', '', '', 'name');

ALTER TABLE public.hall_counter ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.hall_counter_groups FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', '');

ALTER TABLE public.hall_counter_groups ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.hall_hall FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', '');

ALTER TABLE public.hall_hall ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.hall_servicegroup FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'letter,name');

ALTER TABLE public.hall_servicegroup ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.indicators_countingrule FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.indicators_countingrule ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.indicators_fullservice FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.indicators_fullservice ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.indicators_indexversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'valid_from');

ALTER TABLE public.indicators_indexversion ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.indicators_latecausekind FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'label');

ALTER TABLE public.indicators_latecausekind ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.indicators_nineversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'valid_from');

ALTER TABLE public.indicators_nineversion ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.indicators_reporttemplate FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'key,valid_from');

ALTER TABLE public.indicators_reporttemplate ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.indicators_signrule FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'valid_from');

ALTER TABLE public.indicators_signrule ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.initiatives_council FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.initiatives_council ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.initiatives_councilmember FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'title');

ALTER TABLE public.initiatives_councilmember ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.notifications_messagetemplate FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'topic,channel');

ALTER TABLE public.notifications_messagetemplate ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.notifications_quiethours FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'channel');

ALTER TABLE public.notifications_quiethours ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.payments_collector FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.payments_collector ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.petitions_petitionlimit FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'kind');

ALTER TABLE public.petitions_petitionlimit ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.petitions_petitiontext FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'kind');

ALTER TABLE public.petitions_petitiontext ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.procedures_committedlimit FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'value,unit');

ALTER TABLE public.procedures_committedlimit ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.procedures_eform FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'code,name');

ALTER TABLE public.procedures_eform ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.procedures_eformversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('edited_at', '', 'definition', 'number');

ALTER TABLE public.procedures_eformversion ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.procedures_feeexemption FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.procedures_feeexemption ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.procedures_procedure FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('search_text,popularity,field_slug', '', '', 'code,name');

ALTER TABLE public.procedures_procedure ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.procedures_procedureversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('edited_at', '', 'content', 'number');

ALTER TABLE public.procedures_procedureversion ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.procedures_provincialfee FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'amount_dong');

ALTER TABLE public.procedures_provincialfee ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.procedures_retentionrule FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'legal_basis');

ALTER TABLE public.procedures_retentionrule ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.rankings_indexlead FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'area');

ALTER TABLE public.rankings_indexlead ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.rankings_rankingindex FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', 'document', 'slug');

ALTER TABLE public.rankings_rankingindex ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.signatures_signingidentity FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', 'certificate', '', 'key_label');

ALTER TABLE public.signatures_signingidentity ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.surveys_officenetwork FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'network');

ALTER TABLE public.surveys_officenetwork ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.surveys_questionnaire FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', '', '', 'name');

ALTER TABLE public.surveys_questionnaire ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.surveys_questionnaireversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('saved_at', '', 'content', 'number');

ALTER TABLE public.surveys_questionnaireversion ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_change_truncate AFTER TRUNCATE ON public.surveys_tablet FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_record_change('', 'code,key', '', 'name');

ALTER TABLE public.surveys_tablet ENABLE ALWAYS TRIGGER record_change_truncate;

CREATE TRIGGER record_now BEFORE INSERT ON public.dossiers_dossierevent FOR EACH ROW EXECUTE FUNCTION public.motcua_record_now();

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.configuration_change FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.configuration_change ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.dossiers_accessrecord FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_accessrecord ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.dossiers_closedday FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_closedday ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.dossiers_dayblock FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_dayblock ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.dossiers_dossierevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_dossierevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.dossiers_impersonatedlook FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_impersonatedlook ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.dossiers_impersonation FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_impersonation ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.dossiers_impersonationend FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_impersonationend ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.exchange_apiclientevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.exchange_apiclientevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.exchange_apilodging FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.exchange_apilodging ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.exchange_apipetition FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.exchange_apipetition ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.exchange_apiread FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.exchange_apiread ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.guidance_guidancesession FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.guidance_guidancesession ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.guidance_sessionvoid FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.guidance_sessionvoid ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.guidance_staffguided FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.guidance_staffguided ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.hall_appointmentevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.hall_appointmentevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.hall_ticketevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.hall_ticketevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.indicators_closedfigure FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_closedfigure ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.indicators_closedindexitem FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_closedindexitem ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.indicators_figurerun FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_figurerun ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.indicators_indexinput FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_indexinput ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.indicators_indexrun FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_indexrun ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.indicators_latecause FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_latecause ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.indicators_measuredeffect FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_measuredeffect ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.indicators_reportedreport FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_reportedreport ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.indicators_signnote FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_signnote ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.initiatives_adoptionevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_adoptionevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.initiatives_initiativeevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_initiativeevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.initiatives_initiativeversion FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_initiativeversion ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.initiatives_recognition FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_recognition ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.initiatives_scorescheme FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_scorescheme ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.initiatives_scoresheet FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_scoresheet ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.petitions_caseread FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_caseread ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.petitions_complaintevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_complaintevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.petitions_denunciationevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_denunciationevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.petitions_feedbackevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_feedbackevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.petitions_feedbackpromise FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_feedbackpromise ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.rankings_computedvalue FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_computedvalue ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.rankings_entry FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_entry ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.rankings_entryfile FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_entryfile ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.rankings_indexevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_indexevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.rankings_indexissue FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_indexissue ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.rankings_rankingresult FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_rankingresult ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.rankings_resultitem FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_resultitem ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.rankings_sheetevent FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_sheetevent ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.surveys_response FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.surveys_response ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON public.surveys_slip FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.surveys_slip ENABLE ALWAYS TRIGGER refuse_change;

CREATE TRIGGER refuse_delete BEFORE DELETE ON public.dossiers_dossierread FOR EACH ROW EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_dossierread ENABLE ALWAYS TRIGGER refuse_delete;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.configuration_change FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.configuration_change ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.dossiers_accessrecord FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_accessrecord ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.dossiers_closedday FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_closedday ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.dossiers_dayblock FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_dayblock ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.dossiers_dossierevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_dossierevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.dossiers_dossierread FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_dossierread ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.dossiers_impersonatedlook FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_impersonatedlook ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.dossiers_impersonation FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_impersonation ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.dossiers_impersonationend FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.dossiers_impersonationend ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.exchange_apiclientevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.exchange_apiclientevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.exchange_apilodging FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.exchange_apilodging ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.exchange_apipetition FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.exchange_apipetition ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.exchange_apiread FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.exchange_apiread ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.guidance_guidancesession FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.guidance_guidancesession ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.guidance_sessionvoid FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.guidance_sessionvoid ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.guidance_staffguided FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.guidance_staffguided ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.hall_appointmentevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.hall_appointmentevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.hall_ticketevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.hall_ticketevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.indicators_closedfigure FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_closedfigure ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.indicators_closedindexitem FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_closedindexitem ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.indicators_figurerun FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_figurerun ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.indicators_indexinput FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_indexinput ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.indicators_indexrun FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_indexrun ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.indicators_latecause FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_latecause ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.indicators_measuredeffect FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_measuredeffect ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.indicators_reportedreport FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_reportedreport ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.indicators_signnote FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.indicators_signnote ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.initiatives_adoptionevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_adoptionevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.initiatives_initiativeevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_initiativeevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.initiatives_initiativeversion FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_initiativeversion ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.initiatives_recognition FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_recognition ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.initiatives_scorescheme FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_scorescheme ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.initiatives_scoresheet FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.initiatives_scoresheet ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.payments_orderevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_payments_only_grow();

ALTER TABLE public.payments_orderevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.petitions_caseread FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_caseread ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.petitions_complaintevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_complaintevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.petitions_denunciationevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_denunciationevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.petitions_feedbackevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_feedbackevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.petitions_feedbackpromise FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.petitions_feedbackpromise ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.rankings_computedvalue FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_computedvalue ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.rankings_entry FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_entry ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.rankings_entryfile FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_entryfile ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.rankings_indexevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_indexevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.rankings_indexissue FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_indexissue ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.rankings_rankingresult FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_rankingresult ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.rankings_resultitem FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_resultitem ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.rankings_sheetevent FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.rankings_sheetevent ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.surveys_response FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.surveys_response ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.surveys_slip FOR EACH STATEMENT EXECUTE FUNCTION public.motcua_refuse_change();

ALTER TABLE public.surveys_slip ENABLE ALWAYS TRIGGER refuse_truncate;

ALTER TABLE ONLY public.accounts_accountsession
    ADD CONSTRAINT accounts_accountsess_account_id_3e171878_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_onetimekey
    ADD CONSTRAINT accounts_onetimekey_account_id_11628d50_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_passkey
    ADD CONSTRAINT accounts_passkey_account_id_39b439c9_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_recoverycode
    ADD CONSTRAINT accounts_recoverycod_account_id_ac51ca41_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_absencecover
    ADD CONSTRAINT agencies_absencecove_covering_id_16651800_fk_agencies_ FOREIGN KEY (covering_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_absencecover
    ADD CONSTRAINT agencies_absencecove_created_by_id_98308212_fk_agencies_ FOREIGN KEY (created_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_absencecover
    ADD CONSTRAINT agencies_absencecover_absent_id_470e58e4_fk_agencies_officer_id FOREIGN KEY (absent_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_calendar_version_id_9f59047f_fk_agencies_ FOREIGN KEY (calendar_version_id) REFERENCES public.agencies_calendarversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_parent_id_2087cd0c_fk_agencies_agency_id FOREIGN KEY (parent_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_province_id_111f7a01_fk_agencies_unit_id FOREIGN KEY (province_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_successor_id_aaa00773_fk_agencies_agency_id FOREIGN KEY (successor_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_unit_id_cbc1bbfb_fk_agencies_unit_id FOREIGN KEY (unit_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_calendarday
    ADD CONSTRAINT agencies_calendarday_layer_id_4a84edd8_fk_agencies_ FOREIGN KEY (layer_id) REFERENCES public.agencies_calendarlayer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_calendarhours
    ADD CONSTRAINT agencies_calendarhou_layer_id_8d212fbb_fk_agencies_ FOREIGN KEY (layer_id) REFERENCES public.agencies_calendarlayer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_calendarlayer
    ADD CONSTRAINT agencies_calendarlayer_agency_id_b63c15db_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_calendarlayer
    ADD CONSTRAINT agencies_calendarlayer_province_id_0a7b4d99_fk_agencies_unit_id FOREIGN KEY (province_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_desk
    ADD CONSTRAINT agencies_desk_agency_id_36c08045_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_installation
    ADD CONSTRAINT agencies_installatio_default_desk_id_172a6abb_fk_agencies_ FOREIGN KEY (default_desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_installation
    ADD CONSTRAINT agencies_installation_unit_id_63da0a16_fk_agencies_unit_id FOREIGN KEY (unit_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_officer
    ADD CONSTRAINT agencies_officer_account_id_b03250e4_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_officer
    ADD CONSTRAINT agencies_officer_agency_id_a68f8286_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_officer
    ADD CONSTRAINT agencies_officer_desk_id_28d43885_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_roleassignment
    ADD CONSTRAINT agencies_roleassignm_agency_id_56212a23_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_roleassignment
    ADD CONSTRAINT agencies_roleassignm_officer_id_78b67a06_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_unit
    ADD CONSTRAINT agencies_unit_parent_id_2b4590b9_fk_agencies_unit_id FOREIGN KEY (parent_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_unitsuccession
    ADD CONSTRAINT agencies_unitsuccess_predecessor_id_fe9ad8a5_fk_agencies_ FOREIGN KEY (predecessor_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_unitsuccession
    ADD CONSTRAINT agencies_unitsuccess_successor_id_57e35abf_fk_agencies_ FOREIGN KEY (successor_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce FOREIGN KEY (access_attempt_id) REFERENCES public.axes_accessattempt(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.configuration_featureswitch
    ADD CONSTRAINT configuration_featur_agency_id_58301e19_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.delivery_handover
    ADD CONSTRAINT delivery_handover_agency_id_d698d6af_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.delivery_handover
    ADD CONSTRAINT delivery_handover_officer_id_2072e5fc_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.delivery_incomingparcel
    ADD CONSTRAINT delivery_incomingpar_hand_over_id_12dc1f27_fk_delivery_ FOREIGN KEY (hand_over_id) REFERENCES public.delivery_handover(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.delivery_parcel
    ADD CONSTRAINT delivery_parcel_agency_id_c1a7f9a3_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.delivery_parcel
    ADD CONSTRAINT delivery_parcel_hand_over_id_49bc74f3_fk_delivery_handover_id FOREIGN KEY (hand_over_id) REFERENCES public.delivery_handover(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.delivery_parcel
    ADD CONSTRAINT delivery_parcel_remittance_id_001f847c_fk_delivery_ FOREIGN KEY (remittance_id) REFERENCES public.delivery_remittance(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.delivery_parcelevent
    ADD CONSTRAINT delivery_parcelevent_parcel_id_b3bc3740_fk_delivery_parcel_id FOREIGN KEY (parcel_id) REFERENCES public.delivery_parcel(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.delivery_remittance
    ADD CONSTRAINT delivery_remittance_agency_id_423d4630_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.delivery_remittance
    ADD CONSTRAINT delivery_remittance_received_by_id_6a776388_fk_agencies_ FOREIGN KEY (received_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_heldpaper
    ADD CONSTRAINT documents_heldpaper_file_id_ce70237a_fk_documents_storedfile_id FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_heldpaper
    ADD CONSTRAINT documents_heldpaper_kind_id_55a0c037_fk_documents_paperkind_id FOREIGN KEY (kind_id) REFERENCES public.documents_paperkind(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_heldpaper
    ADD CONSTRAINT documents_heldpaper_person_id_c167c93b_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_heldpaper
    ADD CONSTRAINT documents_heldpaper_verified_by_id_b7b625fa_fk_agencies_ FOREIGN KEY (verified_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_storedfile
    ADD CONSTRAINT documents_storedfile_stored_by_id_660448f5_fk_agencies_ FOREIGN KEY (stored_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_storedfile
    ADD CONSTRAINT documents_storedfile_stored_by_person_id_5a387d88_fk_people_pe FOREIGN KEY (stored_by_person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_upload
    ADD CONSTRAINT documents_upload_file_id_cf9e23b5_fk_documents_storedfile_id FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_upload
    ADD CONSTRAINT documents_upload_officer_id_2d5b51e8_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_upload
    ADD CONSTRAINT documents_upload_person_id_9a6a09cf_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_accessrecord
    ADD CONSTRAINT dossiers_accessrecor_officer_id_ce0ccaaa_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_accessrecord
    ADD CONSTRAINT dossiers_accessrecord_agency_id_2a5d72e1_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_apology
    ADD CONSTRAINT dossiers_apology_dossier_id_a315ad66_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_apology
    ADD CONSTRAINT dossiers_apology_drafted_by_id_4a8eeb84_fk_agencies_officer_id FOREIGN KEY (drafted_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_apology
    ADD CONSTRAINT dossiers_apology_form_id_bd4f7493_fk_dossiers_issuedform_id FOREIGN KEY (form_id) REFERENCES public.dossiers_issuedform(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_apology
    ADD CONSTRAINT dossiers_apology_signed_by_id_3d58e1f7_fk_agencies_officer_id FOREIGN KEY (signed_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_askedagain
    ADD CONSTRAINT dossiers_askedagain_asked_by_id_7d33d476_fk_agencies_officer_id FOREIGN KEY (asked_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_askedagain
    ADD CONSTRAINT dossiers_askedagain_dossier_id_aafaafb3_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_askedagain
    ADD CONSTRAINT dossiers_askedagain_held_paper_id_2f150293_fk_documents FOREIGN KEY (held_paper_id) REFERENCES public.documents_heldpaper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_calllog
    ADD CONSTRAINT dossiers_calllog_dossier_id_8eacafff_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_calllog
    ADD CONSTRAINT dossiers_calllog_officer_id_0ff8181c_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_charge
    ADD CONSTRAINT dossiers_charge_dossier_id_85af3922_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_charge
    ADD CONSTRAINT dossiers_charge_payment_id_0a2b1472_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_codecounter
    ADD CONSTRAINT dossiers_codecounter_agency_id_14bf0629_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_codepattern
    ADD CONSTRAINT dossiers_codepattern_agency_id_74e12446_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_consultation
    ADD CONSTRAINT dossiers_consultatio_answered_by_id_8d93f20b_fk_agencies_ FOREIGN KEY (answered_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_consultation
    ADD CONSTRAINT dossiers_consultatio_asked_by_id_44cdb406_fk_agencies_ FOREIGN KEY (asked_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_consultation
    ADD CONSTRAINT dossiers_consultatio_dossier_id_1c8e3dd1_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_consultation
    ADD CONSTRAINT dossiers_consultatio_file_id_7f867821_fk_documents FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_consultation
    ADD CONSTRAINT dossiers_consultation_agency_id_26374892_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dayblock
    ADD CONSTRAINT dossiers_dayblock_day_id_e30b7881_fk_dossiers_closedday_day FOREIGN KEY (day_id) REFERENCES public.dossiers_closedday(day) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_agency_id_966dcf7a_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_applicant_id_3ba18564_fk_people_person_id FOREIGN KEY (applicant_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_collector_id_11f27bfd_fk_people_person_id FOREIGN KEY (collector_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_desk_id_6fa124fe_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_helper_id_7c63eac7_fk_agencies_officer_id FOREIGN KEY (helper_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_linked_agency_id_d9d246c0_fk_agencies_ FOREIGN KEY (linked_agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_principal_id_68d60d06_fk_people_person_id FOREIGN KEY (principal_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_procedure_id_4e0e78d6_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_procedure_version_id_fb237784_fk_procedure FOREIGN KEY (procedure_version_id) REFERENCES public.procedures_procedureversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_proxy_id_272d15ce_fk_people_person_id FOREIGN KEY (proxy_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_receiving_agency_id_d0b091b4_fk_agencies_ FOREIGN KEY (receiving_agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_visit_id_2e584e9c_fk_dossiers_visit_id FOREIGN KEY (visit_id) REFERENCES public.dossiers_visit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossierevent
    ADD CONSTRAINT dossiers_dossiereven_dossier_id_90237d93_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossierevent
    ADD CONSTRAINT dossiers_dossiereven_on_behalf_of_id_8290ab5f_fk_agencies_ FOREIGN KEY (on_behalf_of_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossierevent
    ADD CONSTRAINT dossiers_dossierevent_actor_id_7fade8fa_fk_agencies_officer_id FOREIGN KEY (actor_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossiermessage
    ADD CONSTRAINT dossiers_dossiermess_dossier_id_6bac765f_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossiermessage
    ADD CONSTRAINT dossiers_dossiermess_officer_id_8c7bcdf1_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossiermessage
    ADD CONSTRAINT dossiers_dossiermessage_person_id_6e0b43ab_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossiernote
    ADD CONSTRAINT dossiers_dossiernote_dossier_id_6e823193_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossiernote
    ADD CONSTRAINT dossiers_dossiernote_officer_id_6459531b_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossierpaper
    ADD CONSTRAINT dossiers_dossierpape_dossier_id_6124b9d0_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossierpaper
    ADD CONSTRAINT dossiers_dossierpape_file_id_5f38de40_fk_documents FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossierpaper
    ADD CONSTRAINT dossiers_dossierpape_held_paper_id_7f907765_fk_documents FOREIGN KEY (held_paper_id) REFERENCES public.documents_heldpaper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossierpersonaldata
    ADD CONSTRAINT dossiers_dossierpers_dossier_id_f10f4f24_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossierread
    ADD CONSTRAINT dossiers_dossierread_dossier_id_6ef02b40_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossierread
    ADD CONSTRAINT dossiers_dossierread_officer_id_23b3be3b_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_desk_id_7ae9150f_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draft_files
    ADD CONSTRAINT dossiers_draft_files_draft_id_a983db99_fk_dossiers_draft_id FOREIGN KEY (draft_id) REFERENCES public.dossiers_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draft_files
    ADD CONSTRAINT dossiers_draft_files_storedfile_id_07f62764_fk_documents FOREIGN KEY (storedfile_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_officer_id_677b57b2_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_visit_id_5b2bb33e_fk_dossiers_visit_id FOREIGN KEY (visit_id) REFERENCES public.dossiers_visit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_duedate
    ADD CONSTRAINT dossiers_duedate_calendar_version_id_f956d5a7_fk_agencies_ FOREIGN KEY (calendar_version_id) REFERENCES public.agencies_calendarversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_duedate
    ADD CONSTRAINT dossiers_duedate_dossier_id_7106ea8d_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_entitlement
    ADD CONSTRAINT dossiers_entitlement_dossier_id_b5a48441_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_erasure
    ADD CONSTRAINT dossiers_erasure_confirmed_by_id_7018d1ff_fk_agencies_ FOREIGN KEY (confirmed_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_erasure
    ADD CONSTRAINT dossiers_erasure_dossier_id_1e1594b1_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_erasure
    ADD CONSTRAINT dossiers_erasure_rule_id_0792e9f8_fk_procedure FOREIGN KEY (rule_id) REFERENCES public.procedures_retentionrule(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_impersonatedlook
    ADD CONSTRAINT dossiers_impersonate_dossier_id_79a2a208_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_impersonatedlook
    ADD CONSTRAINT dossiers_impersonate_impersonation_id_65b033fe_fk_dossiers_ FOREIGN KEY (impersonation_id) REFERENCES public.dossiers_impersonation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_impersonationend
    ADD CONSTRAINT dossiers_impersonati_impersonation_id_2375cf98_fk_dossiers_ FOREIGN KEY (impersonation_id) REFERENCES public.dossiers_impersonation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_impersonation
    ADD CONSTRAINT dossiers_impersonati_officer_id_632ffa58_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_impersonation
    ADD CONSTRAINT dossiers_impersonation_by_id_e8755563_fk_agencies_officer_id FOREIGN KEY (by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_issuedform
    ADD CONSTRAINT dossiers_issuedform_dossier_id_316b2639_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_issuedform
    ADD CONSTRAINT dossiers_issuedform_issued_by_id_7a1df5e9_fk_agencies_ FOREIGN KEY (issued_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_issuedform
    ADD CONSTRAINT dossiers_issuedform_signed_file_id_6c03e226_fk_documents FOREIGN KEY (signed_file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_issuedform
    ADD CONSTRAINT dossiers_issuedform_template_id_fbf96b24_fk_documents FOREIGN KEY (template_id) REFERENCES public.documents_formtemplate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_lodgedform
    ADD CONSTRAINT dossiers_lodgedform_document_id_a5e6cc10_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_lodgedform
    ADD CONSTRAINT dossiers_lodgedform_dossier_id_349ebca3_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_lodgedform
    ADD CONSTRAINT dossiers_lodgedform_form_version_id_087ca683_fk_procedure FOREIGN KEY (form_version_id) REFERENCES public.procedures_eformversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_onlinedraft
    ADD CONSTRAINT dossiers_onlinedraft_agency_id_f2ceb7d2_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_onlinedraft
    ADD CONSTRAINT dossiers_onlinedraft_document_id_72547416_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_onlinedraft
    ADD CONSTRAINT dossiers_onlinedraft_dossier_id_74fc7864_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_onlinedraft
    ADD CONSTRAINT dossiers_onlinedraft_form_version_id_c39acd68_fk_procedure FOREIGN KEY (form_version_id) REFERENCES public.procedures_eformversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_onlinedraft_files
    ADD CONSTRAINT dossiers_onlinedraft_onlinedraft_id_83a9496c_fk_dossiers_ FOREIGN KEY (onlinedraft_id) REFERENCES public.dossiers_onlinedraft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_onlinedraft
    ADD CONSTRAINT dossiers_onlinedraft_person_id_d1278dcf_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_onlinedraft
    ADD CONSTRAINT dossiers_onlinedraft_procedure_id_22192ee0_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_onlinedraft_files
    ADD CONSTRAINT dossiers_onlinedraft_storedfile_id_6104dcfb_fk_documents FOREIGN KEY (storedfile_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_pause
    ADD CONSTRAINT dossiers_pause_dossier_id_98a94956_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_pause
    ADD CONSTRAINT dossiers_pause_ended_by_id_4424d495_fk_agencies_officer_id FOREIGN KEY (ended_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_pause
    ADD CONSTRAINT dossiers_pause_form_id_076e21a4_fk_dossiers_issuedform_id FOREIGN KEY (form_id) REFERENCES public.dossiers_issuedform(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_pause
    ADD CONSTRAINT dossiers_pause_overridden_by_id_623c0100_fk_agencies_officer_id FOREIGN KEY (overridden_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_pause
    ADD CONSTRAINT dossiers_pause_started_by_id_67018250_fk_agencies_officer_id FOREIGN KEY (started_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_privacyrule
    ADD CONSTRAINT dossiers_privacyrule_agency_id_73e64e5b_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_reliefclaim
    ADD CONSTRAINT dossiers_reliefclaim_decided_by_id_53900bcc_fk_agencies_ FOREIGN KEY (decided_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_reliefclaim
    ADD CONSTRAINT dossiers_reliefclaim_dossier_id_8861599f_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_result
    ADD CONSTRAINT dossiers_result_approved_by_id_79a88bc9_fk_agencies_officer_id FOREIGN KEY (approved_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_result
    ADD CONSTRAINT dossiers_result_dossier_id_36719d98_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_result
    ADD CONSTRAINT dossiers_result_file_id_aa3afb3b_fk_documents_storedfile_id FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_result
    ADD CONSTRAINT dossiers_result_made_by_id_618583c6_fk_agencies_officer_id FOREIGN KEY (made_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_result
    ADD CONSTRAINT dossiers_result_numbered_by_id_dcc9f42a_fk_agencies_officer_id FOREIGN KEY (numbered_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_result
    ADD CONSTRAINT dossiers_result_signed_file_id_4570ff41_fk_documents FOREIGN KEY (signed_file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_runningnumber
    ADD CONSTRAINT dossiers_runningnumber_agency_id_855f2410_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_savedview
    ADD CONSTRAINT dossiers_savedview_officer_id_0d20700b_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_step
    ADD CONSTRAINT dossiers_step_agency_id_3975a2ae_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_step
    ADD CONSTRAINT dossiers_step_assignee_id_a2a76a79_fk_agencies_officer_id FOREIGN KEY (assignee_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_step
    ADD CONSTRAINT dossiers_step_closed_by_id_58daa54e_fk_agencies_officer_id FOREIGN KEY (closed_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_step
    ADD CONSTRAINT dossiers_step_dossier_id_dfc9cad4_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_step
    ADD CONSTRAINT dossiers_step_received_by_id_c83e19f1_fk_agencies_officer_id FOREIGN KEY (received_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_subjectrequest
    ADD CONSTRAINT dossiers_subjectrequ_agency_id_c9982f3c_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_subjectrequest
    ADD CONSTRAINT dossiers_subjectrequ_answered_by_id_a68ccf60_fk_agencies_ FOREIGN KEY (answered_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_subjectrequest
    ADD CONSTRAINT dossiers_subjectrequ_dossier_id_37aa193a_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_subjectrequest
    ADD CONSTRAINT dossiers_subjectrequ_received_by_id_5218c3b8_fk_agencies_ FOREIGN KEY (received_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_subjectrequest
    ADD CONSTRAINT dossiers_subjectrequest_person_id_92198c79_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_supplementanswer
    ADD CONSTRAINT dossiers_supplementa_dossier_id_3b593e0d_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_supplementanswer
    ADD CONSTRAINT dossiers_supplementa_file_id_c342099f_fk_documents FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_supplementanswer
    ADD CONSTRAINT dossiers_supplementa_pause_id_f4b4986c_fk_dossiers_ FOREIGN KEY (pause_id) REFERENCES public.dossiers_pause(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_visit
    ADD CONSTRAINT dossiers_visit_desk_id_37644a70_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_visit
    ADD CONSTRAINT dossiers_visit_officer_id_332b9440_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apiclient_agencies
    ADD CONSTRAINT exchange_apiclient_a_agency_id_48081883_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apiclient_agencies
    ADD CONSTRAINT exchange_apiclient_a_apiclient_id_8011a0d3_fk_exchange_ FOREIGN KEY (apiclient_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apiclient
    ADD CONSTRAINT exchange_apiclient_account_id_ef4408dc_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apiclientevent
    ADD CONSTRAINT exchange_apiclientev_client_id_db68a2da_fk_exchange_ FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apiclientevent
    ADD CONSTRAINT exchange_apiclientev_officer_id_1c13bb46_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apifile
    ADD CONSTRAINT exchange_apifile_client_id_104f4619_fk_exchange_apiclient_id FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apifile
    ADD CONSTRAINT exchange_apifile_file_id_d52cbebb_fk_documents_storedfile_id FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apilodging
    ADD CONSTRAINT exchange_apilodging_client_id_199b91f0_fk_exchange_apiclient_id FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apilodging
    ADD CONSTRAINT exchange_apilodging_dossier_id_588518fd_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apiminute
    ADD CONSTRAINT exchange_apiminute_client_id_7d96fba7_fk_exchange_apiclient_id FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apipetition
    ADD CONSTRAINT exchange_apipetition_client_id_b063c03d_fk_exchange_ FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apipetition
    ADD CONSTRAINT exchange_apipetition_feedback_id_2ac21b19_fk_petitions FOREIGN KEY (feedback_id) REFERENCES public.petitions_feedback(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apiread
    ADD CONSTRAINT exchange_apiread_client_id_7e68d0b5_fk_exchange_apiclient_id FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apiread
    ADD CONSTRAINT exchange_apiread_dossier_id_0ca79f10_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apitoken
    ADD CONSTRAINT exchange_apitoken_client_id_92a143ac_fk_exchange_apiclient_id FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_apiusage
    ADD CONSTRAINT exchange_apiusage_client_id_d4ae7692_fk_exchange_apiclient_id FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_catalogueproposal
    ADD CONSTRAINT exchange_cataloguepr_decided_by_id_4e99641f_fk_agencies_ FOREIGN KEY (decided_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_catalogueproposal
    ADD CONSTRAINT exchange_cataloguepr_procedure_id_320431de_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_idempotencykey
    ADD CONSTRAINT exchange_idempotency_client_id_ffcbbcbf_fk_exchange_ FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_mirroreddossier
    ADD CONSTRAINT exchange_mirroreddos_agency_id_6428c8cd_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_mirroreddossier
    ADD CONSTRAINT exchange_mirroreddos_procedure_id_feca487c_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_portallodging
    ADD CONSTRAINT exchange_portallodgi_dossier_id_561c8693_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_portalmessage
    ADD CONSTRAINT exchange_portalmessa_dossier_id_82c26d43_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_webhook
    ADD CONSTRAINT exchange_webhook_client_id_92a9f108_fk_exchange_apiclient_id FOREIGN KEY (client_id) REFERENCES public.exchange_apiclient(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_webhookattempt
    ADD CONSTRAINT exchange_webhookatte_delivery_id_71dd7adc_fk_exchange_ FOREIGN KEY (delivery_id) REFERENCES public.exchange_webhookdelivery(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_webhookdelivery
    ADD CONSTRAINT exchange_webhookdeli_dossier_id_08d03f75_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_webhookdelivery
    ADD CONSTRAINT exchange_webhookdeli_hook_id_c563c739_fk_exchange_ FOREIGN KEY (hook_id) REFERENCES public.exchange_webhook(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_absence
    ADD CONSTRAINT guidance_absence_helper_id_ff14485c_fk_guidance_helper_id FOREIGN KEY (helper_id) REFERENCES public.guidance_helper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_assignment
    ADD CONSTRAINT guidance_assignment_helper_id_0116580b_fk_guidance_helper_id FOREIGN KEY (helper_id) REFERENCES public.guidance_helper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_assignment
    ADD CONSTRAINT guidance_assignment_shift_id_5b5a474d_fk_guidance_shift_id FOREIGN KEY (shift_id) REFERENCES public.guidance_shift(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_attendance
    ADD CONSTRAINT guidance_attendance_assignment_id_e2421ed5_fk_guidance_ FOREIGN KEY (assignment_id) REFERENCES public.guidance_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_availability
    ADD CONSTRAINT guidance_availability_helper_id_e5450142_fk_guidance_helper_id FOREIGN KEY (helper_id) REFERENCES public.guidance_helper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_force
    ADD CONSTRAINT guidance_force_agency_id_93fe6029_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_guidancesession
    ADD CONSTRAINT guidance_guidanceses_agency_id_70332446_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_guidancesession
    ADD CONSTRAINT guidance_guidanceses_helper_id_f5d82ff0_fk_guidance_ FOREIGN KEY (helper_id) REFERENCES public.guidance_helper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_guidancesession
    ADD CONSTRAINT guidance_guidanceses_programme_id_ff26f569_fk_guidance_ FOREIGN KEY (programme_id) REFERENCES public.guidance_programmeversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_guidancesession
    ADD CONSTRAINT guidance_guidancesession_desk_id_c434b2ce_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_guidancesession
    ADD CONSTRAINT guidance_guidancesession_force_id_d2a49335_fk_guidance_force_id FOREIGN KEY (force_id) REFERENCES public.guidance_force(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_guidancesession
    ADD CONSTRAINT guidance_guidancesession_shift_id_a431b4ff_fk_guidance_shift_id FOREIGN KEY (shift_id) REFERENCES public.guidance_shift(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_helper
    ADD CONSTRAINT guidance_helper_account_id_943d92ad_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_helper
    ADD CONSTRAINT guidance_helper_force_id_046abf58_fk_guidance_force_id FOREIGN KEY (force_id) REFERENCES public.guidance_force(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_helper
    ADD CONSTRAINT guidance_helper_officer_id_1cbffffe_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_programme
    ADD CONSTRAINT guidance_programme_agency_id_b2d7b4a6_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_programmeversion
    ADD CONSTRAINT guidance_programmeve_created_by_id_031657ec_fk_agencies_ FOREIGN KEY (created_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_programmeversion
    ADD CONSTRAINT guidance_programmeve_programme_id_f29deba0_fk_guidance_ FOREIGN KEY (programme_id) REFERENCES public.guidance_programme(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_sessionremark
    ADD CONSTRAINT guidance_sessionrema_session_id_ca1355c8_fk_guidance_ FOREIGN KEY (session_id) REFERENCES public.guidance_guidancesession(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_sessionvoid
    ADD CONSTRAINT guidance_sessionvoid_session_id_59cbf49d_fk_guidance_ FOREIGN KEY (session_id) REFERENCES public.guidance_guidancesession(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_shift
    ADD CONSTRAINT guidance_shift_desk_id_c90792b2_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_shiftpattern
    ADD CONSTRAINT guidance_shiftpattern_desk_id_0e6029fb_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_staffguided
    ADD CONSTRAINT guidance_staffguided_agency_id_6ac37d30_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_staffguided
    ADD CONSTRAINT guidance_staffguided_officer_id_1cd09b8a_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_swap
    ADD CONSTRAINT guidance_swap_asker_id_596a2780_fk_guidance_helper_id FOREIGN KEY (asker_id) REFERENCES public.guidance_helper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_swap
    ADD CONSTRAINT guidance_swap_shift_id_e3a8f13b_fk_guidance_shift_id FOREIGN KEY (shift_id) REFERENCES public.guidance_shift(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_swap
    ADD CONSTRAINT guidance_swap_taker_id_24472c24_fk_guidance_helper_id FOREIGN KEY (taker_id) REFERENCES public.guidance_helper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.guidance_training
    ADD CONSTRAINT guidance_training_helper_id_ebd456ca_fk_guidance_helper_id FOREIGN KEY (helper_id) REFERENCES public.guidance_helper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_appointment
    ADD CONSTRAINT hall_appointment_person_id_7464932e_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_appointment
    ADD CONSTRAINT hall_appointment_procedure_id_6ca458a1_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_appointment
    ADD CONSTRAINT hall_appointment_slot_id_dbec68cf_fk_hall_slot_id FOREIGN KEY (slot_id) REFERENCES public.hall_slot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_appointmentevent
    ADD CONSTRAINT hall_appointmenteven_appointment_id_71622125_fk_hall_appo FOREIGN KEY (appointment_id) REFERENCES public.hall_appointment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_appointmentevent
    ADD CONSTRAINT hall_appointmentevent_agency_id_479e74db_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_appointmentevent
    ADD CONSTRAINT hall_appointmentevent_group_id_ed5e4d4d_fk_hall_servicegroup_id FOREIGN KEY (group_id) REFERENCES public.hall_servicegroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_appointmentrule
    ADD CONSTRAINT hall_appointmentrule_group_id_a23b34df_fk_hall_servicegroup_id FOREIGN KEY (group_id) REFERENCES public.hall_servicegroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_counter_groups
    ADD CONSTRAINT hall_counter_groups_counter_id_00246ee1_fk_hall_counter_id FOREIGN KEY (counter_id) REFERENCES public.hall_counter(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_counter_groups
    ADD CONSTRAINT hall_counter_groups_servicegroup_id_b51b5459_fk_hall_serv FOREIGN KEY (servicegroup_id) REFERENCES public.hall_servicegroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_counter
    ADD CONSTRAINT hall_counter_hall_id_95b88316_fk_hall_hall_id FOREIGN KEY (hall_id) REFERENCES public.hall_hall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_counter
    ADD CONSTRAINT hall_counter_officer_id_c517f2c8_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_hall
    ADD CONSTRAINT hall_hall_desk_id_f8deaf71_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_hallday
    ADD CONSTRAINT hall_hallday_hall_id_d217e015_fk_hall_hall_id FOREIGN KEY (hall_id) REFERENCES public.hall_hall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_servicegroup
    ADD CONSTRAINT hall_servicegroup_hall_id_c5e2b278_fk_hall_hall_id FOREIGN KEY (hall_id) REFERENCES public.hall_hall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_slot
    ADD CONSTRAINT hall_slot_group_id_fbc09d40_fk_hall_servicegroup_id FOREIGN KEY (group_id) REFERENCES public.hall_servicegroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticket
    ADD CONSTRAINT hall_ticket_appointment_id_5ca494dc_fk_hall_appointment_id FOREIGN KEY (appointment_id) REFERENCES public.hall_appointment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticket
    ADD CONSTRAINT hall_ticket_counter_id_b057154b_fk_hall_counter_id FOREIGN KEY (counter_id) REFERENCES public.hall_counter(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticket
    ADD CONSTRAINT hall_ticket_group_id_0ea59e5a_fk_hall_servicegroup_id FOREIGN KEY (group_id) REFERENCES public.hall_servicegroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticket
    ADD CONSTRAINT hall_ticket_officer_id_ca08dd55_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticket
    ADD CONSTRAINT hall_ticket_visit_id_8fca7093_fk_dossiers_visit_id FOREIGN KEY (visit_id) REFERENCES public.dossiers_visit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticketevent
    ADD CONSTRAINT hall_ticketevent_agency_id_de5b3f29_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticketevent
    ADD CONSTRAINT hall_ticketevent_group_id_138951f3_fk_hall_servicegroup_id FOREIGN KEY (group_id) REFERENCES public.hall_servicegroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticketevent
    ADD CONSTRAINT hall_ticketevent_officer_id_6ed8fea0_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticketevent
    ADD CONSTRAINT hall_ticketevent_ticket_id_6ed8ec14_fk_hall_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.hall_ticket(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hall_ticketnumber
    ADD CONSTRAINT hall_ticketnumber_group_id_0c674994_fk_hall_servicegroup_id FOREIGN KEY (group_id) REFERENCES public.hall_servicegroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_closedfigure
    ADD CONSTRAINT indicators_closedfig_agency_id_fed11527_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_closedfigure
    ADD CONSTRAINT indicators_closedfig_run_id_6a9d2efa_fk_indicator FOREIGN KEY (run_id) REFERENCES public.indicators_figurerun(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_closedindexitem
    ADD CONSTRAINT indicators_closedind_agency_id_6aa10ace_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_closedindexitem
    ADD CONSTRAINT indicators_closedind_run_id_ce48340c_fk_indicator FOREIGN KEY (run_id) REFERENCES public.indicators_indexrun(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_countedprocedure
    ADD CONSTRAINT indicators_countedpr_field_id_9a0799a6_fk_indicator FOREIGN KEY (field_id) REFERENCES public.indicators_countedfield(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_countedprocedure
    ADD CONSTRAINT indicators_countedpr_procedure_id_3b3eb7be_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_digestreader
    ADD CONSTRAINT indicators_digestrea_agency_id_4a426112_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_digestreader
    ADD CONSTRAINT indicators_digestrea_officer_id_288c2948_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_dossierfact
    ADD CONSTRAINT indicators_dossierfa_dossier_id_4843f3d2_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_dossierfact
    ADD CONSTRAINT indicators_dossierfa_procedure_id_d6c964cc_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_dossierfact
    ADD CONSTRAINT indicators_dossierfa_receiving_agency_id_a893808f_fk_agencies_ FOREIGN KEY (receiving_agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_dossierfact
    ADD CONSTRAINT indicators_dossierfact_agency_id_59b0cc53_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_fullservice
    ADD CONSTRAINT indicators_fullservi_procedure_id_c6f14e87_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indexinput
    ADD CONSTRAINT indicators_indexinpu_entered_by_id_f39d81e2_fk_agencies_ FOREIGN KEY (entered_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indexinput
    ADD CONSTRAINT indicators_indexinput_agency_id_e24f21cb_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_latecause
    ADD CONSTRAINT indicators_latecause_dossier_id_24c8866b_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_latecause
    ADD CONSTRAINT indicators_latecause_recorded_by_id_7d4efef1_fk_agencies_ FOREIGN KEY (recorded_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_measuredeffect
    ADD CONSTRAINT indicators_measurede_initiative_id_157c297c_fk_initiativ FOREIGN KEY (initiative_id) REFERENCES public.initiatives_initiative(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_reportedreport
    ADD CONSTRAINT indicators_reportedr_agency_id_b1fe0dfd_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_reportedreport
    ADD CONSTRAINT indicators_reportedr_entered_by_id_a25060f5_fk_agencies_ FOREIGN KEY (entered_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_reporttemplate
    ADD CONSTRAINT indicators_reporttem_saved_by_id_901c35c4_fk_agencies_ FOREIGN KEY (saved_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_signnote
    ADD CONSTRAINT indicators_signnote_agency_id_1545b5e9_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_signnote
    ADD CONSTRAINT indicators_signnote_officer_id_cf94e826_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_signnote
    ADD CONSTRAINT indicators_signnote_written_by_id_c1ae8427_fk_agencies_ FOREIGN KEY (written_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_signtrace
    ADD CONSTRAINT indicators_signtrace_agency_id_fb458505_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_signtrace
    ADD CONSTRAINT indicators_signtrace_dossier_id_25520ed3_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_signtrace
    ADD CONSTRAINT indicators_signtrace_officer_id_fd1fd0d2_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_signtrace
    ADD CONSTRAINT indicators_signtrace_procedure_id_61565643_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_signtrace
    ADD CONSTRAINT indicators_signtrace_receiving_agency_id_0f0efa01_fk_agencies_ FOREIGN KEY (receiving_agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_adoptionstep
    ADD CONSTRAINT initiatives_adoption_adoption_id_603091a3_fk_initiativ FOREIGN KEY (adoption_id) REFERENCES public.initiatives_adoption(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_adoptionevent
    ADD CONSTRAINT initiatives_adoption_adoption_id_895a2be6_fk_initiativ FOREIGN KEY (adoption_id) REFERENCES public.initiatives_adoption(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_adoption
    ADD CONSTRAINT initiatives_adoption_agency_id_8d56d2ab_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_adoption
    ADD CONSTRAINT initiatives_adoption_initiative_id_734bc582_fk_initiativ FOREIGN KEY (initiative_id) REFERENCES public.initiatives_initiative(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_adoptionevent
    ADD CONSTRAINT initiatives_adoption_officer_id_8a806c85_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_adoption
    ADD CONSTRAINT initiatives_adoption_source_id_376a6317_fk_initiativ FOREIGN KEY (source_id) REFERENCES public.initiatives_adoption(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_commitment
    ADD CONSTRAINT initiatives_commitme_delegation_id_afea9e17_fk_initiativ FOREIGN KEY (delegation_id) REFERENCES public.initiatives_delegation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_commitment
    ADD CONSTRAINT initiatives_commitme_noted_by_id_6d0675a8_fk_agencies_ FOREIGN KEY (noted_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_council
    ADD CONSTRAINT initiatives_council_agency_id_60843f88_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_council
    ADD CONSTRAINT initiatives_council_province_id_b5f5d440_fk_agencies_unit_id FOREIGN KEY (province_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_councilmember
    ADD CONSTRAINT initiatives_councilm_council_id_d36516ee_fk_initiativ FOREIGN KEY (council_id) REFERENCES public.initiatives_council(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_councilmember
    ADD CONSTRAINT initiatives_councilm_officer_id_f0bc33af_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_delegationmember
    ADD CONSTRAINT initiatives_delegati_delegation_id_52a09236_fk_initiativ FOREIGN KEY (delegation_id) REFERENCES public.initiatives_delegation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_delegation
    ADD CONSTRAINT initiatives_delegation_agency_id_23353332_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_evaluation
    ADD CONSTRAINT initiatives_evaluati_closed_by_id_787e55b4_fk_agencies_ FOREIGN KEY (closed_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_evaluation
    ADD CONSTRAINT initiatives_evaluati_initiative_id_3fea2f4f_fk_initiativ FOREIGN KEY (initiative_id) REFERENCES public.initiatives_initiative(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_evaluation
    ADD CONSTRAINT initiatives_evaluati_scheme_id_f5ee83ec_fk_initiativ FOREIGN KEY (scheme_id) REFERENCES public.initiatives_scorescheme(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_initiative
    ADD CONSTRAINT initiatives_initiati_council_id_d53862fe_fk_initiativ FOREIGN KEY (council_id) REFERENCES public.initiatives_council(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_initiative
    ADD CONSTRAINT initiatives_initiati_delegation_id_cf553924_fk_initiativ FOREIGN KEY (delegation_id) REFERENCES public.initiatives_delegation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_initiativeversion
    ADD CONSTRAINT initiatives_initiati_initiative_id_b6e80e99_fk_initiativ FOREIGN KEY (initiative_id) REFERENCES public.initiatives_initiative(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_initiativeevent
    ADD CONSTRAINT initiatives_initiati_initiative_id_c3938d2a_fk_initiativ FOREIGN KEY (initiative_id) REFERENCES public.initiatives_initiative(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_initiativeevent
    ADD CONSTRAINT initiatives_initiati_officer_id_22dcdf00_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_initiative
    ADD CONSTRAINT initiatives_initiati_source_id_d4264dfa_fk_initiativ FOREIGN KEY (source_id) REFERENCES public.initiatives_initiative(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_initiativeversion
    ADD CONSTRAINT initiatives_initiati_written_by_id_ad208737_fk_agencies_ FOREIGN KEY (written_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_initiative
    ADD CONSTRAINT initiatives_initiative_agency_id_59ed594c_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_recognition
    ADD CONSTRAINT initiatives_recognit_council_id_7fd2580b_fk_initiativ FOREIGN KEY (council_id) REFERENCES public.initiatives_council(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_recognition
    ADD CONSTRAINT initiatives_recognit_initiative_id_61801800_fk_initiativ FOREIGN KEY (initiative_id) REFERENCES public.initiatives_initiative(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_recognition
    ADD CONSTRAINT initiatives_recognit_recorded_by_id_fd3f01f6_fk_agencies_ FOREIGN KEY (recorded_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_scorescheme
    ADD CONSTRAINT initiatives_scoresch_council_id_41916cea_fk_initiativ FOREIGN KEY (council_id) REFERENCES public.initiatives_council(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_scorescheme
    ADD CONSTRAINT initiatives_scoresch_set_by_id_c991ba4a_fk_agencies_ FOREIGN KEY (set_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_scoresheet
    ADD CONSTRAINT initiatives_scoresheet_seat_id_98a9c813_fk_initiatives_seat_id FOREIGN KEY (seat_id) REFERENCES public.initiatives_seat(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_seat
    ADD CONSTRAINT initiatives_seat_evaluation_id_739c7566_fk_initiativ FOREIGN KEY (evaluation_id) REFERENCES public.initiatives_evaluation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_seat
    ADD CONSTRAINT initiatives_seat_officer_id_f5014642_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_yearplan
    ADD CONSTRAINT initiatives_yearplan_agency_id_e7cadeb6_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.initiatives_yearplan
    ADD CONSTRAINT initiatives_yearplan_set_by_id_0ace9b4a_fk_agencies_officer_id FOREIGN KEY (set_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notifications_channelchoice
    ADD CONSTRAINT notifications_channe_person_id_a6b5e641_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.opendata_opendataset
    ADD CONSTRAINT opendata_opendataset_closed_day_id_5bd5f3b0_fk_dossiers_ FOREIGN KEY (closed_day_id) REFERENCES public.dossiers_closedday(day) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.opendata_opendataset
    ADD CONSTRAINT opendata_opendataset_csv_id_b12359bb_fk_documents_storedfile_id FOREIGN KEY (csv_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.opendata_opendataset
    ADD CONSTRAINT opendata_opendataset_parquet_id_4e5df8d7_fk_documents FOREIGN KEY (parquet_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_cashday
    ADD CONSTRAINT payments_cashday_agency_id_3140eb30_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_cashday
    ADD CONSTRAINT payments_cashday_officer_id_aca7d756_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_cashday
    ADD CONSTRAINT payments_cashday_seen_by_id_3322929b_fk_agencies_officer_id FOREIGN KEY (seen_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_collector
    ADD CONSTRAINT payments_collector_agency_id_82e6d77e_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_difference
    ADD CONSTRAINT payments_difference_agency_id_45d82752_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_difference
    ADD CONSTRAINT payments_difference_incoming_id_4b542c13_fk_payments_ FOREIGN KEY (incoming_id) REFERENCES public.payments_incoming(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_difference
    ADD CONSTRAINT payments_difference_order_id_eabcfba9_fk_payments_order_id FOREIGN KEY (order_id) REFERENCES public.payments_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_difference
    ADD CONSTRAINT payments_difference_resolved_by_id_637a7ee1_fk_agencies_ FOREIGN KEY (resolved_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_incoming
    ADD CONSTRAINT payments_incoming_agency_id_9636ce03_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_incoming
    ADD CONSTRAINT payments_incoming_decided_by_id_2cb2cec0_fk_agencies_officer_id FOREIGN KEY (decided_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_incoming
    ADD CONSTRAINT payments_incoming_order_id_30271aa7_fk_payments_order_id FOREIGN KEY (order_id) REFERENCES public.payments_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_agency_id_89b0c842_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_payment_id_b4332802_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_orderevent
    ADD CONSTRAINT payments_orderevent_actor_id_bbc8c269_fk_agencies_officer_id FOREIGN KEY (actor_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_orderevent
    ADD CONSTRAINT payments_orderevent_order_id_fe5d6746_fk_payments_order_id FOREIGN KEY (order_id) REFERENCES public.payments_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_received_by_id_39c5a844_fk_agencies_officer_id FOREIGN KEY (received_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentrece_agency_id_6ce1e138_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentrece_file_id_025af0fa_fk_documents FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentrece_issued_by_id_1bde9ae4_fk_agencies_ FOREIGN KEY (issued_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentrece_payment_id_979ee6a3_fk_payments_ FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentrece_refund_id_0502ca02_fk_payments_ FOREIGN KEY (refund_id) REFERENCES public.payments_refund(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentrece_replaces_id_eb8752b2_fk_payments_ FOREIGN KEY (replaces_id) REFERENCES public.payments_paymentreceipt(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_paymentreceipt
    ADD CONSTRAINT payments_paymentrece_voided_by_id_5aa20bf3_fk_agencies_ FOREIGN KEY (voided_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_receiptcounter
    ADD CONSTRAINT payments_receiptcoun_agency_id_b1d3229d_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_refund
    ADD CONSTRAINT payments_refund_approved_by_id_bcd22cd9_fk_agencies_officer_id FOREIGN KEY (approved_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_refund
    ADD CONSTRAINT payments_refund_decided_by_id_9354baf0_fk_agencies_officer_id FOREIGN KEY (decided_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_refund
    ADD CONSTRAINT payments_refund_paid_by_id_8d48eac2_fk_agencies_officer_id FOREIGN KEY (paid_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_refund
    ADD CONSTRAINT payments_refund_payment_id_a70693f7_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_identity
    ADD CONSTRAINT people_identity_account_id_9a07ee93_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_identity
    ADD CONSTRAINT people_identity_person_id_b725ea39_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_caseread
    ADD CONSTRAINT petitions_caseread_complaint_id_463b8f02_fk_petitions FOREIGN KEY (complaint_id) REFERENCES public.petitions_complaint(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_caseread
    ADD CONSTRAINT petitions_caseread_denunciation_id_e2cb174f_fk_petitions FOREIGN KEY (denunciation_id) REFERENCES public.petitions_denunciation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_caseread
    ADD CONSTRAINT petitions_caseread_officer_id_f6309710_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_complaint_files
    ADD CONSTRAINT petitions_complaint__complaint_id_9fdbb0fe_fk_petitions FOREIGN KEY (complaint_id) REFERENCES public.petitions_complaint(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_complaint_files
    ADD CONSTRAINT petitions_complaint__storedfile_id_c0d578cf_fk_documents FOREIGN KEY (storedfile_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_complaint
    ADD CONSTRAINT petitions_complaint_agency_id_a2ad8c95_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_complaint
    ADD CONSTRAINT petitions_complaint_received_by_id_ccdeb1a7_fk_agencies_ FOREIGN KEY (received_by_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_complaintevent
    ADD CONSTRAINT petitions_complainte_agency_id_60e12cab_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_complaintevent
    ADD CONSTRAINT petitions_complainte_case_id_2327eefd_fk_petitions FOREIGN KEY (case_id) REFERENCES public.petitions_complaint(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_complaintevent
    ADD CONSTRAINT petitions_complainte_officer_id_c3deb786_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_denunciationevent
    ADD CONSTRAINT petitions_denunciati_agency_id_abbcb612_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_denunciationevent
    ADD CONSTRAINT petitions_denunciati_case_id_649ee7f4_fk_petitions FOREIGN KEY (case_id) REFERENCES public.petitions_denunciation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_denunciation_files
    ADD CONSTRAINT petitions_denunciati_denunciation_id_97213be7_fk_petitions FOREIGN KEY (denunciation_id) REFERENCES public.petitions_denunciation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_denunciationevent
    ADD CONSTRAINT petitions_denunciati_officer_id_b0507f2c_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_denunciation
    ADD CONSTRAINT petitions_denunciati_received_by_id_62aa5ccb_fk_agencies_ FOREIGN KEY (received_by_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_denunciation_files
    ADD CONSTRAINT petitions_denunciati_storedfile_id_ebe85be9_fk_documents FOREIGN KEY (storedfile_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_denunciation
    ADD CONSTRAINT petitions_denunciation_agency_id_e51485d2_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedback
    ADD CONSTRAINT petitions_feedback_agency_id_82e8dda0_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedback
    ADD CONSTRAINT petitions_feedback_dossier_id_c264081c_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedback
    ADD CONSTRAINT petitions_feedback_received_by_id_9680c6c9_fk_agencies_ FOREIGN KEY (received_by_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackanswer
    ADD CONSTRAINT petitions_feedbackan_decided_by_id_474e7a98_fk_agencies_ FOREIGN KEY (decided_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackanswer
    ADD CONSTRAINT petitions_feedbackan_feedback_id_0fe9bf42_fk_petitions FOREIGN KEY (feedback_id) REFERENCES public.petitions_feedback(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackanswer
    ADD CONSTRAINT petitions_feedbackan_written_by_id_5770780c_fk_agencies_ FOREIGN KEY (written_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackdraft_files
    ADD CONSTRAINT petitions_feedbackdr_feedbackdraft_id_566f1081_fk_petitions FOREIGN KEY (feedbackdraft_id) REFERENCES public.petitions_feedbackdraft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackdraft_files
    ADD CONSTRAINT petitions_feedbackdr_storedfile_id_1695061e_fk_documents FOREIGN KEY (storedfile_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackdraft
    ADD CONSTRAINT petitions_feedbackdr_verification_id_d67ebf9d_fk_petitions FOREIGN KEY (verification_id) REFERENCES public.petitions_verification(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackdraft
    ADD CONSTRAINT petitions_feedbackdraft_person_id_5bbc9754_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackevent
    ADD CONSTRAINT petitions_feedbackev_agency_id_9228cde6_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackevent
    ADD CONSTRAINT petitions_feedbackev_feedback_id_0707cdc1_fk_petitions FOREIGN KEY (feedback_id) REFERENCES public.petitions_feedback(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackevent
    ADD CONSTRAINT petitions_feedbackev_officer_id_d20832d2_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackphoto
    ADD CONSTRAINT petitions_feedbackph_feedback_id_8f2ad520_fk_petitions FOREIGN KEY (feedback_id) REFERENCES public.petitions_feedback(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackphoto
    ADD CONSTRAINT petitions_feedbackph_file_id_59d43a43_fk_documents FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackpromise
    ADD CONSTRAINT petitions_feedbackpr_agency_id_760ea138_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackpromise
    ADD CONSTRAINT petitions_feedbackpr_calendar_version_id_9eb977f3_fk_agencies_ FOREIGN KEY (calendar_version_id) REFERENCES public.agencies_calendarversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_feedbackpromise
    ADD CONSTRAINT petitions_feedbackpr_feedback_id_6162e5ea_fk_petitions FOREIGN KEY (feedback_id) REFERENCES public.petitions_feedback(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_petitioner
    ADD CONSTRAINT petitions_petitioner_feedback_id_9d7cfeb1_fk_petitions FOREIGN KEY (feedback_id) REFERENCES public.petitions_feedback(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_petitioner
    ADD CONSTRAINT petitions_petitioner_person_id_44cfd4cf_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_publication
    ADD CONSTRAINT petitions_publicatio_confirmed_by_id_c170c880_fk_agencies_ FOREIGN KEY (confirmed_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.petitions_publication
    ADD CONSTRAINT petitions_publicatio_feedback_id_29ed0ef3_fk_petitions FOREIGN KEY (feedback_id) REFERENCES public.petitions_feedback(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_committedlimit
    ADD CONSTRAINT procedures_committed_agency_id_f3589a6f_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_committedlimit
    ADD CONSTRAINT procedures_committed_procedure_id_351a366a_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_eformversion
    ADD CONSTRAINT procedures_eformvers_published_by_id_2fa2be41_fk_agencies_ FOREIGN KEY (published_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_eformversion
    ADD CONSTRAINT procedures_eformversion_form_id_1b19b17f_fk_procedures_eform_id FOREIGN KEY (form_id) REFERENCES public.procedures_eform(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_proceduretrial
    ADD CONSTRAINT procedures_procedure_agency_id_9e3b70e9_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedure
    ADD CONSTRAINT procedures_procedure_current_version_id_42e00dff_fk_procedure FOREIGN KEY (current_version_id) REFERENCES public.procedures_procedureversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_proceduretrial
    ADD CONSTRAINT procedures_procedure_done_by_id_e5158589_fk_agencies_ FOREIGN KEY (done_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedure
    ADD CONSTRAINT procedures_procedure_eform_id_69d71a99_fk_procedures_eform_id FOREIGN KEY (eform_id) REFERENCES public.procedures_eform(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedureversion
    ADD CONSTRAINT procedures_procedure_procedure_id_8362303d_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_proceduretrial
    ADD CONSTRAINT procedures_procedure_procedure_id_a258b7b4_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedureversion
    ADD CONSTRAINT procedures_procedure_published_by_id_0bf18b82_fk_agencies_ FOREIGN KEY (published_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_provincialfee
    ADD CONSTRAINT procedures_provincia_procedure_id_f1642c5e_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_provincialfee
    ADD CONSTRAINT procedures_provincia_province_id_8c7fbfd4_fk_agencies_ FOREIGN KEY (province_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_publishingrule
    ADD CONSTRAINT procedures_publishin_set_by_id_df85aa27_fk_agencies_ FOREIGN KEY (set_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_retentionrule
    ADD CONSTRAINT procedures_retention_procedure_id_938034aa_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);

ALTER TABLE ONLY public.rankings_computedvalue
    ADD CONSTRAINT rankings_computedvalue_sheet_id_bfb6acbc_fk_rankings_sheet_id FOREIGN KEY (sheet_id) REFERENCES public.rankings_sheet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_entry
    ADD CONSTRAINT rankings_entry_officer_id_206828a2_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_entry
    ADD CONSTRAINT rankings_entry_sheet_id_f37a2f6f_fk_rankings_sheet_id FOREIGN KEY (sheet_id) REFERENCES public.rankings_sheet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_entryfile
    ADD CONSTRAINT rankings_entryfile_entry_id_3f7992a6_fk_rankings_entry_id FOREIGN KEY (entry_id) REFERENCES public.rankings_entry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_entryfile
    ADD CONSTRAINT rankings_entryfile_file_id_23b0558c_fk_documents_storedfile_id FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_indexevent
    ADD CONSTRAINT rankings_indexevent_index_id_2f99c1e3_fk_rankings_ FOREIGN KEY (index_id) REFERENCES public.rankings_rankingindex(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_indexevent
    ADD CONSTRAINT rankings_indexevent_officer_id_e27b4c92_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_indexissue
    ADD CONSTRAINT rankings_indexissue_index_id_abc35a39_fk_rankings_ FOREIGN KEY (index_id) REFERENCES public.rankings_rankingindex(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_indexissue
    ADD CONSTRAINT rankings_indexissue_issued_by_id_c92b1dc6_fk_agencies_ FOREIGN KEY (issued_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_indexlead
    ADD CONSTRAINT rankings_indexlead_agency_id_635dae37_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_indexlead
    ADD CONSTRAINT rankings_indexlead_index_id_0e96d5cf_fk_rankings_ FOREIGN KEY (index_id) REFERENCES public.rankings_rankingindex(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_rankingindex
    ADD CONSTRAINT rankings_rankinginde_copied_from_id_70353e20_fk_rankings_ FOREIGN KEY (copied_from_id) REFERENCES public.rankings_rankingindex(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_rankingindex
    ADD CONSTRAINT rankings_rankingindex_agency_id_24c216c8_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_rankingindex
    ADD CONSTRAINT rankings_rankingindex_province_id_345104da_fk_agencies_unit_id FOREIGN KEY (province_id) REFERENCES public.agencies_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_rankingresult
    ADD CONSTRAINT rankings_rankingresu_index_id_bd261026_fk_rankings_ FOREIGN KEY (index_id) REFERENCES public.rankings_rankingindex(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_rankingresult
    ADD CONSTRAINT rankings_rankingresult_sheet_id_19a3ef1d_fk_rankings_sheet_id FOREIGN KEY (sheet_id) REFERENCES public.rankings_sheet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_resultitem
    ADD CONSTRAINT rankings_resultitem_result_id_b2e9a1c4_fk_rankings_ FOREIGN KEY (result_id) REFERENCES public.rankings_rankingresult(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_sheet
    ADD CONSTRAINT rankings_sheet_agency_id_000ae69f_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_sheet
    ADD CONSTRAINT rankings_sheet_index_id_03ff3860_fk_rankings_rankingindex_id FOREIGN KEY (index_id) REFERENCES public.rankings_rankingindex(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_sheetevent
    ADD CONSTRAINT rankings_sheetevent_officer_id_05505c24_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rankings_sheetevent
    ADD CONSTRAINT rankings_sheetevent_sheet_id_690de38e_fk_rankings_sheet_id FOREIGN KEY (sheet_id) REFERENCES public.rankings_sheet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signature
    ADD CONSTRAINT signatures_signature_after_id_ea7bd94d_fk_documents FOREIGN KEY (after_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signature
    ADD CONSTRAINT signatures_signature_before_id_d13c2b16_fk_documents FOREIGN KEY (before_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signature
    ADD CONSTRAINT signatures_signature_identity_id_2600a0d2_fk_signature FOREIGN KEY (identity_id) REFERENCES public.signatures_signingidentity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signingidentity
    ADD CONSTRAINT signatures_signingid_agency_id_4578cc64_fk_agencies_ FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signingidentity
    ADD CONSTRAINT signatures_signingid_image_id_c76fa95f_fk_documents FOREIGN KEY (image_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signingidentity
    ADD CONSTRAINT signatures_signingid_officer_id_bf9bef4a_fk_agencies_ FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signingidentity
    ADD CONSTRAINT signatures_signingid_person_id_f96008b1_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signingrequest
    ADD CONSTRAINT signatures_signingre_file_id_cdd3e55e_fk_documents FOREIGN KEY (file_id) REFERENCES public.documents_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signingrequest
    ADD CONSTRAINT signatures_signingre_identity_id_f1369369_fk_signature FOREIGN KEY (identity_id) REFERENCES public.signatures_signingidentity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signatures_signingrequest
    ADD CONSTRAINT signatures_signingre_signature_id_4c7f23cc_fk_signature FOREIGN KEY (signature_id) REFERENCES public.signatures_signature(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_followup
    ADD CONSTRAINT surveys_followup_officer_id_667b0ff1_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_followup
    ADD CONSTRAINT surveys_followup_response_id_a8df665d_fk_surveys_response_id FOREIGN KEY (response_id) REFERENCES public.surveys_response(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_officenetwork
    ADD CONSTRAINT surveys_officenetwork_agency_id_b4a597c8_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_questionnaireversion
    ADD CONSTRAINT surveys_questionnair_questionnaire_id_598d1fc7_fk_surveys_q FOREIGN KEY (questionnaire_id) REFERENCES public.surveys_questionnaire(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_remark
    ADD CONSTRAINT surveys_remark_checked_by_id_6a9fa81e_fk_agencies_officer_id FOREIGN KEY (checked_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_remark
    ADD CONSTRAINT surveys_remark_response_id_875ff06a_fk_surveys_response_id FOREIGN KEY (response_id) REFERENCES public.surveys_response(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_agency_id_ac88794f_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_entered_by_id_b37f69ed_fk_agencies_officer_id FOREIGN KEY (entered_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_member_id_335dffb1_fk_surveys_samplemember_id FOREIGN KEY (member_id) REFERENCES public.surveys_samplemember(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_slip_id_bb19b491_fk_surveys_slip_id FOREIGN KEY (slip_id) REFERENCES public.surveys_slip(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_tablet_id_2cfa5219_fk_surveys_tablet_id FOREIGN KEY (tablet_id) REFERENCES public.surveys_tablet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_version_id_f0ee267c_fk_surveys_q FOREIGN KEY (version_id) REFERENCES public.surveys_questionnaireversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_samplemember
    ADD CONSTRAINT surveys_samplemember_dossier_id_8c08e1ef_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_samplemember
    ADD CONSTRAINT surveys_samplemember_interviewer_id_c155f308_fk_agencies_ FOREIGN KEY (interviewer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_samplemember
    ADD CONSTRAINT surveys_samplemember_survey_id_6267768c_fk_surveys_s FOREIGN KEY (survey_id) REFERENCES public.surveys_surveyround(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_slip
    ADD CONSTRAINT surveys_slip_agency_id_2c0ca8fd_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_slip
    ADD CONSTRAINT surveys_slip_desk_id_886afb67_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_slip
    ADD CONSTRAINT surveys_slip_dossier_id_17d30bd8_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_slip
    ADD CONSTRAINT surveys_slip_officer_id_bbe5b476_fk_agencies_officer_id FOREIGN KEY (officer_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_slip
    ADD CONSTRAINT surveys_slip_procedure_id_5879eb87_fk_procedures_procedure_id FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_surveyround
    ADD CONSTRAINT surveys_surveyround_agency_id_82803509_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_surveyround
    ADD CONSTRAINT surveys_surveyround_created_by_id_d451b573_fk_agencies_ FOREIGN KEY (created_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_surveyround
    ADD CONSTRAINT surveys_surveyround_run_by_id_8a3510f3_fk_agencies_agency_id FOREIGN KEY (run_by_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_surveyround
    ADD CONSTRAINT surveys_surveyround_version_id_7e5c78c2_fk_surveys_q FOREIGN KEY (version_id) REFERENCES public.surveys_questionnaireversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_desk_id_bf0280b2_fk_agencies_desk_id FOREIGN KEY (desk_id) REFERENCES public.agencies_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_registered_by_id_2f80c426_fk_agencies_officer_id FOREIGN KEY (registered_by_id) REFERENCES public.agencies_officer(id) DEFERRABLE INITIALLY DEFERRED;

INSERT INTO public.django_migrations (app, name, applied) VALUES
    ('accounts', '0001_initial', now()),
    ('accounts', '0002_citizens', now()),
    ('accounts', '0003_second_factors', now()),
    ('accounts', '0004_helpers', now()),
    ('accounts', '0005_api_clients', now()),
    ('agencies', '0001_initial', now()),
    ('agencies', '0002_configuration_stamp', now()),
    ('agencies', '0003_early_warning', now()),
    ('agencies', '0004_factor_demand', now()),
    ('agencies', '0005_listening_roles', now()),
    ('agencies', '0006_reform_officer', now()),
    ('contenttypes', '0001_initial', now()),
    ('contenttypes', '0002_remove_content_type_name', now()),
    ('auth', '0001_initial', now()),
    ('auth', '0002_alter_permission_name_max_length', now()),
    ('auth', '0003_alter_user_email_max_length', now()),
    ('auth', '0004_alter_user_username_opts', now()),
    ('auth', '0005_alter_user_last_login_null', now()),
    ('auth', '0006_require_contenttypes_0002', now()),
    ('auth', '0007_alter_validators_add_error_messages', now()),
    ('auth', '0008_alter_user_username_max_length', now()),
    ('auth', '0009_alter_user_last_name_max_length', now()),
    ('auth', '0010_alter_group_name_max_length', now()),
    ('auth', '0011_update_proxy_permissions', now()),
    ('auth', '0012_alter_user_first_name_max_length', now()),
    ('axes', '0001_initial', now()),
    ('axes', '0002_auto_20151217_2044', now()),
    ('axes', '0003_auto_20160322_0929', now()),
    ('axes', '0004_auto_20181024_1538', now()),
    ('axes', '0005_remove_accessattempt_trusted', now()),
    ('axes', '0006_remove_accesslog_trusted', now()),
    ('axes', '0007_alter_accessattempt_unique_together', now()),
    ('axes', '0008_accessfailurelog', now()),
    ('axes', '0009_add_session_hash', now()),
    ('axes', '0010_accessattemptexpiration', now()),
    ('procedures', '0001_initial', now()),
    ('procedures', '0002_watched', now()),
    ('procedures', '0003_retention', now()),
    ('procedures', '0004_eforms', now()),
    ('procedures', '0005_fees_by_rule', now()),
    ('initiatives', '0001_initial', now()),
    ('people', '0001_initial', now()),
    ('payments', '0001_initial', now()),
    ('documents', '0001_initial', now()),
    ('dossiers', '0001_initial', now()),
    ('dossiers', '0002_ledger_and_watch', now()),
    ('initiatives', '0002_only_grow', now()),
    ('dossiers', '0003_collector_proof', now()),
    ('documents', '0002_watched', now()),
    ('dossiers', '0004_life_of_a_dossier', now()),
    ('dossiers', '0005_job_run', now()),
    ('dossiers', '0006_people_to_call', now()),
    ('dossiers', '0007_find_by_agency', now()),
    ('dossiers', '0008_money_to_take', now()),
    ('indicators', '0001_initial', now()),
    ('indicators', '0002_watched', now()),
    ('indicators', '0003_closed_figures', now()),
    ('indicators', '0004_closed_figures_only_grow', now()),
    ('indicators', '0005_index_766', now()),
    ('indicators', '0006_measured_effects', now()),
    ('people', '0002_citizens', now()),
    ('dossiers', '0009_closed_days', now()),
    ('dossiers', '0010_moved_in', now()),
    ('dossiers', '0011_privacy', now()),
    ('dossiers', '0012_reads_only_grow', now()),
    ('dossiers', '0013_standing_in', now()),
    ('documents', '0003_erased_files', now()),
    ('dossiers', '0014_online', now()),
    ('dossiers', '0015_signed_files', now()),
    ('dossiers', '0017_following', now()),
    ('documents', '0004_files_and_reuse', now()),
    ('dossiers', '0018_reuse_of_papers', now()),
    ('dossiers', '0019_fees_by_rule', now()),
    ('dossiers', '0020_listening_roles', now()),
    ('dossiers', '0021_reform_officer', now()),
    ('indicators', '0007_signs_and_reported', now()),
    ('indicators', '0008_span_counts', now()),
    ('indicators', '0009_statutory_reports', now()),
    ('indicators', '0010_kept_index', now()),
    ('indicators', '0011_latecausekind', now()),
    ('surveys', '0001_initial', now()),
    ('surveys', '0002_only_grow', now()),
    ('signatures', '0001_initial', now()),
    ('rankings', '0001_initial', now()),
    ('rankings', '0002_only_grow', now()),
    ('petitions', '0001_initial', now()),
    ('petitions', '0002_only_grow', now()),
    ('payments', '0002_refunds', now()),
    ('payments', '0003_refunds_to_pay', now()),
    ('payments', '0004_orders', now()),
    ('payments', '0005_events_only_grow', now()),
    ('notifications', '0001_initial', now()),
    ('notifications', '0002_watched', now()),
    ('notifications', '0003_channels', now()),
    ('notifications', '0004_failed_messages', now()),
    ('initiatives', '0003_unit_councils', now()),
    ('hall', '0001_initial', now()),
    ('hall', '0002_hall_only_grows', now()),
    ('guidance', '0001_initial', now()),
    ('guidance', '0002_sessions_only_grow', now()),
    ('exchange', '0001_initial', now()),
    ('exchange', '0002_only_grow', now()),
    ('configuration', '0001_initial', now()),
    ('configuration', '0002_recorded', now()),
    ('configuration', '0003_late_causes', now()),
    ('delivery', '0001_initial', now()),
    ('demo', '0001_initial', now()),
    ('dossiers', '0022_impersonation', now()),
    ('exchange', '0003_portal_out', now()),
    ('exchange', '0004_portal_in', now()),
    ('exchange', '0005_webhooks', now()),
    ('opendata', '0001_initial', now()),
    ('procedures', '0006_trials', now()),
    ('procrastinate', '0001_initial', now()),
    ('procrastinate', '0002_drop_started_at_column', now()),
    ('procrastinate', '0003_drop_started_at_column', now()),
    ('procrastinate', '0004_drop_procrastinate_version_table', now()),
    ('procrastinate', '0005_fix_procrastinate_fetch_job', now()),
    ('procrastinate', '0006_fix_trigger_status_events_insert', now()),
    ('procrastinate', '0007_add_queueing_lock_column', now()),
    ('procrastinate', '0008_close_fetch_job_race_condition', now()),
    ('procrastinate', '0009_add_defer_job_function', now()),
    ('procrastinate', '0010_add_procrastinate_periodic_defers', now()),
    ('procrastinate', '0011_add_foreign_key_index', now()),
    ('procrastinate', '0012_add_locks_to_periodic_defer', now()),
    ('procrastinate', '0013_fix_procrastinate_defer_periodic_job', now()),
    ('procrastinate', '0014_add_finish_job_and_retry_job_functions', now()),
    ('procrastinate', '0015_add_trigger_on_job_deletion', now()),
    ('procrastinate', '0016_delete_finished_jobs', now()),
    ('procrastinate', '0017_add_checks_to_finish_job', now()),
    ('procrastinate', '0018_add_checks_to_retry_job', now()),
    ('procrastinate', '0019_fix_finish_job_compat_issue', now()),
    ('procrastinate', '0020_add_index_on_procrastinate_jobs', now()),
    ('procrastinate', '0021_add_kwargs_to_defer_periodic_job', now()),
    ('procrastinate', '0022_null_locks_excluded', now()),
    ('procrastinate', '0023_remove_old_finish_job_function', now()),
    ('procrastinate', '0024_job_id_bigint', now()),
    ('procrastinate', '0025_add_models', now()),
    ('procrastinate', '0026_add_job_priority', now()),
    ('procrastinate', '0027_add_periodic_job_priority', now()),
    ('procrastinate', '0028_add_cancel_states', now()),
    ('procrastinate', '0029_add_additional_params_to_retry_job', now()),
    ('procrastinate', '0030_alter_procrastinateevent_options', now()),
    ('procrastinate', '0031_add_indexes_for_fetch_job', now()),
    ('procrastinate', '0032_pre_cancel_notification', now()),
    ('procrastinate', '0033_post_cancel_notification', now()),
    ('procrastinate', '0034_pre_add_heartbeat', now()),
    ('procrastinate', '0035_post_add_heartbeat', now()),
    ('procrastinate', '0036_add_worker_model', now()),
    ('procrastinate', '0037_pre_batch_defer_jobs', now()),
    ('procrastinate', '0038_post_batch_defer_jobs', now()),
    ('procrastinate', '0039_pre_priority_lock_fetch_job', now()),
    ('procrastinate', '0040_pre_retry_failed_job', now()),
    ('procrastinate', '0041_post_retry_failed_job', now());
