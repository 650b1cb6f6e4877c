-- Coefficients of the funnel are counted from deals by the day they began or ended, from what lies
-- on a step, and from who reached which step (R146, R156).
CREATE INDEX deal_begun ON deal (funnel_id, started_day, state);
CREATE INDEX deal_ended ON deal (funnel_id, state, ended_at);
-- Few deals are moved back; whether one was is asked of all that lie.
CREATE INDEX deal_moved_back ON deal_move (deal_id) WHERE kind = 'back';

-- Which step of a funnel a training is of, and who teaches it (R150). A training that is removed
-- leaves its line here, so that it has its step again when it is taken back.
CREATE TABLE training_step (
    training_id UUID PRIMARY KEY NOT NULL,
    funnel_id UUID NOT NULL REFERENCES funnel (id),
    step TEXT NOT NULL,
    teacher_id UUID NULL REFERENCES app_user (id)
);
CREATE INDEX training_step_funnel ON training_step (funnel_id);
