-- Distributes a hub's tables over the machines of a Citus cluster, once, after a hub has made them on the coordinator.
-- Every key begins with vault_id and every statement names one vault, so a vault with all that is its own lies on one
-- machine and each statement goes there alone.
SELECT create_distributed_table('vault', 'vault_id');
SELECT create_distributed_table('device', 'vault_id', colocate_with => 'vault');
SELECT create_distributed_table('event', 'vault_id', colocate_with => 'vault');
SELECT create_distributed_table('session', 'vault_id', colocate_with => 'vault');
SELECT create_distributed_table('capsule', 'vault_id', colocate_with => 'vault');
