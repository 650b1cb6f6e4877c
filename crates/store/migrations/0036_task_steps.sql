-- Steps of a task, JSON: what each is, when and by whom it was done (R125).
ALTER TABLE task ADD COLUMN steps TEXT NOT NULL DEFAULT '[]';
