-- How often a task was announced, so that whoever did it knows whether it was announced again meanwhile. A task that runs is held by
-- an advisory lock and no longer by its row: who announces it never waits for it.
alter table task add column announced int not null default 1;
