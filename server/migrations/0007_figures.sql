-- Figures of /metrics are counted from these alone, however long the history grows.
create index task_failed on task (name) where state = 'failed';
create index task_waiting_since on task (created_at) where state = 'pending';
create index recognition_page_failed on recognition_page (page) where state = 'failed';
create index batch_unfinished on batch (state) where state <> 'closed';
create index batch_image_in_intake on batch_image (bytes) where released_at is null;
