-- Clerks of handling units (承办单位经办人) and supervisors (督查员).
alter table access.accounts drop constraint accounts_roles_check;
alter table access.accounts add constraint accounts_roles_check
    check (roles <@ array['agent', 'shift-leader', 'dispatcher', 'clerk', 'supervisor', 'administrator']);
