UPDATE client SET
    main_phone = (
        SELECT ch.value FROM channel ch
        WHERE ch.client_id = $1 AND ch.deleted_at IS NULL AND ch.kind = 'phone'
        -- what stands in the quarantine is the main number only when there is no other
        ORDER BY CASE WHEN EXISTS (
                SELECT 1 FROM quarantine q
                WHERE q.channel_id = ch.id AND q.released_day IS NULL AND q.deleted_at IS NULL
            ) THEN 1 ELSE 0 END, ch.position, ch.created_at, ch.id LIMIT 1),
    main_email = (
        SELECT ch.value FROM channel ch
        WHERE ch.client_id = $1 AND ch.deleted_at IS NULL AND ch.kind = 'email'
        ORDER BY CASE WHEN EXISTS (
                SELECT 1 FROM quarantine q
                WHERE q.channel_id = ch.id AND q.released_day IS NULL AND q.deleted_at IS NULL
            ) THEN 1 ELSE 0 END, ch.position, ch.created_at, ch.id LIMIT 1)
WHERE id = $1
