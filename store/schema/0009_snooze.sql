-- The library, version 9: papers can be snoozed until a day.

-- The day from which a paper is in the inbox again, as days since 1970-01-01; 0 if it is not snoozed. Its status is inbox
-- (0) all the while: whether it is out of sight is a matter of the day on which one looks. See snooze.go.
ALTER TABLE paper ADD COLUMN snoozed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX paper_snoozed ON paper (place, snoozed) WHERE snoozed > 0;

-- The Inbox is read by place without reading the papers in between that are snoozed.
DROP INDEX paper_inbox;
CREATE INDEX paper_inbox ON paper (place, snoozed) WHERE status = 0;
