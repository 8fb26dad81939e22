\set row :row + 1
\set id :client_id * 1000000000000 + :row
insert into bench.journal (source, event_id, hash, type, call, epoch, sequence, call_sequence, happened_at, body) values (:source, :id, decode(:hash, 'escape'), :type, :call, :epoch, :row, 3, now(), :body);
