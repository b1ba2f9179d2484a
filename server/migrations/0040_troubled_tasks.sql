-- Tasks that do not come off are asked for by every look at the state of the server, also while a hundred thousand others wait.
create index task_troubled on task (created_at) where state = 'failed' or (state = 'pending' and attempts >= 5);
