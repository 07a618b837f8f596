-- It says the same as "signing_keys_one_current".
DROP INDEX "signing_keys_current";
