-- There is no first one.
create table broken.things (agent_id uuid references calls.agents (id));
