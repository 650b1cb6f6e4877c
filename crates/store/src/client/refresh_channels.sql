UPDATE client SET
    main_phone = (
        SELECT ch.value FROM channel ch
        WHERE ch.client_id = $1 AND ch.deleted_at IS NULL AND ch.kind = 'phone'
        ORDER BY ch.position, ch.created_at, ch.id LIMIT 1),
    main_email = (
        SELECT ch.value FROM channel ch
        WHERE ch.client_id = $1 AND ch.deleted_at IS NULL AND ch.kind = 'email'
        ORDER BY ch.position, ch.created_at, ch.id LIMIT 1)
WHERE id = $1
